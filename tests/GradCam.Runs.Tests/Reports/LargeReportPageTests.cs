using System.Diagnostics;
using System.Text.Json.Nodes;

namespace GradCam.Runs.Tests.Reports;

/// <summary>The page in a real browser, where there is much to show, or names that would rather be markup.</summary>
public sealed class LargeReportPageTests(Browser browser) : IClassFixture<Browser>
{
    private const string Image = "<img src=x onerror=alert(1)>.jpg", Escape = "red\u001b[31m|.jpg";

    [ChromiumFact]
    public async Task Names_ThatAreMarkup_AreShownAsText()
    {
        using ReportedRun run = new(["</script><script>alert(2)</script>".Replace('/', '!'), "a&amp;b"], [(Image, 100, "</title>"), (Escape, 240, null)]);
        await using OpenedPage page = await browser.OpenAsync(run.Page);
        await page["button.card"].Nth(0).ClickAsync();

        Assert.Equal([Image, "red\\u001b[31m|.jpg"], await page.TextsAsync("#pictures h2"));
        Assert.Equal(Image, await page["#viewer-name"].TextContentAsync());
        Assert.Equal(["<!script><script>alert(2)<!script>", "a&amp;b"], (await page.TextsAsync(".network")).Distinct());
        Assert.Contains("truth: </title>", await page["#viewer-facts"].TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal(4, await page["button.card img"].CountAsync());
        Assert.Empty(page.Complaints);
    }

    [ChromiumFact]
    public async Task PicturesBesideThePage_AreFoundWhateverTheirNames()
    {
        using ReportedRun run = new(["vgg16"], [("a b/100%#?.jpg", 100, null), (Image, 240, null)], embeddedBytes: 0);
        await using OpenedPage page = await browser.OpenAsync(run.Page);
        await page["button.card"].Nth(0).ClickAsync();
        await page.Page.WaitForFunctionAsync("[...document.images].every(i => i.complete && i.naturalWidth > 0)");

        Assert.Empty(page.Complaints);
    }

    [ChromiumFact]
    public async Task TwoThousandPictures_OpenSortAndStepQuickly()
    {
        using ReportedRun run = new(["vgg16"], [("a.jpg", 100, null)], embeddedBytes: 0);
        run.EditModel(model => Multiply(model, 2000));

        var clock = Stopwatch.StartNew();
        await using OpenedPage page = await browser.OpenAsync(run.Page);
        Assert.Equal("2000 of 2000 pictures shown", await page["#count"].TextContentAsync());
        double opened = clock.Elapsed.TotalSeconds;
        Assert.Equal("a.jpg", await page["#pictures h2"].First.TextContentAsync());
        await page["select[name=order]"].SelectOptionAsync("highest");
        Assert.Equal("picture 1999", await page["#pictures h2"].First.TextContentAsync());
        double sorted = clock.Elapsed.TotalSeconds;
        await page["button.card"].First.ClickAsync();
        for (int i = 0; i < 20; i++)
        {
            await page["#next"].ClickAsync();
        }

        Assert.Equal("picture 1979", await page["#viewer-name"].TextContentAsync());

        // Measured at half a second on one idle core; a page that lays out every card takes tens.
        Assert.InRange(opened, 0, 8);
        Assert.InRange(sorted, 0, 12);
        Assert.InRange(clock.Elapsed.TotalSeconds - sorted, 0, 12);
        Assert.Empty(page.Complaints);
    }

    private static void Multiply(JsonObject model, int times)
    {
        JsonArray pictures = model["pictures"]!.AsArray(), results = model["results"]!.AsArray();
        // The first picture's own probability must not stand between the others'.
        results[0]!["probability"] = 0.0;
        for (int i = 1; i < times; i++)
        {
            JsonNode picture = pictures[0]!.DeepClone(), result = results[0]!.DeepClone();
            picture["name"] = $"picture {i}";
            pictures.Add(picture);
            result["picture"] = i;
            result["probability"] = i / (double)times;
            results.Add(result);
        }
    }
}
