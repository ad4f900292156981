using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace GradCam.Runs.Tests.Reports;

/// <summary>The page in a real browser.</summary>
public sealed class ReportPageTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    // Grey levels 10, 100, 150 and 240 are the classes 0 to 3.
    private readonly ReportedRun run = new(
        ["vgg16", "resnet50"],
        [("one.jpg", 10, "black"), ("two.jpg", 100, "black"), ("three.jpg", 150, null), ("four.jpg", 240, "3"), ("broken.jpg", -1, null)]);

    public void Dispose() => run.Dispose();

    [ChromiumFact]
    public async Task Page_Opened_ShowsEveryPictureWithEachNetworkAndNothingGoesWrong()
    {
        await using OpenedPage page = await browser.OpenAsync(run.Page);

        Assert.Equal(["one.jpg", "two.jpg", "three.jpg", "four.jpg", "broken.jpg"], await page.TextsAsync("#pictures h2"));
        Assert.Equal(8, await page["button.card"].CountAsync());
        Assert.Equal(2, await page["div.card .failed"].CountAsync());
        Assert.Equal("5 of 5 pictures shown", await page["#count"].TextContentAsync());
        Assert.True(await page.Page.EvaluateAsync<bool>("[...document.images].filter(i => i.closest('.card')).every(i => i.complete && i.naturalWidth > 0)"));
        Assert.Empty(page.Complaints);
    }

    [ChromiumFact]
    public async Task Filters_ByNetworkClassAndVerdict_ShowWhatTheySay()
    {
        await using OpenedPage page = await browser.OpenAsync(run.Page);

        await page["select[name=verdict]"].SelectOptionAsync("correct");
        Assert.Equal(["one.jpg", "four.jpg"], await page.TextsAsync("#pictures h2"));
        await page["select[name=verdict]"].SelectOptionAsync("wrong");
        Assert.Equal(["two.jpg"], await page.TextsAsync("#pictures h2"));
        await page["select[name=verdict]"].SelectOptionAsync("failed");
        Assert.Equal(["broken.jpg"], await page.TextsAsync("#pictures h2"));
        await page["button[type=reset]"].ClickAsync();
        await page["select[name=network]"].SelectOptionAsync("resnet50");
        Assert.Equal(Enumerable.Repeat("resnet50", 5), await page.TextsAsync(".network"));
        await page["select[name=class]"].SelectOptionAsync("bright | light");
        Assert.Equal(["three.jpg"], await page.TextsAsync("#pictures h2"));
        Assert.Equal("1 of 5 pictures shown", await page["#count"].TextContentAsync());
        Assert.Empty(page.Complaints);
    }

    [ChromiumFact]
    public async Task ClassFilter_OfNetworksWithDifferentClasses_KeepsThemApart()
    {
        run.EditModel(model =>
        {
            foreach (JsonNode? result in model["results"]!.AsArray().Where(result => (int)result!["network"]! == 1 && result["class"] is not null))
            {
                result!["class"] = $"my {result["class"]}";
            }
        });
        await using OpenedPage page = await browser.OpenAsync(run.Page);

        await page["select[name=class]"].SelectOptionAsync("my black");
        Assert.Equal(["one.jpg"], await page.TextsAsync("#pictures h2"));
        Assert.Equal(["resnet50"], await page.TextsAsync(".network"));
        await page["select[name=class]"].SelectOptionAsync("black");
        Assert.Equal(["vgg16"], await page.TextsAsync(".network"));
        Assert.Empty(page.Complaints);
    }

    [ChromiumFact]
    public async Task Card_Clicked_OpensLargeWithSliderSwitchAndBars()
    {
        await using OpenedPage page = await browser.OpenAsync(run.Page);
        await page["button.card"].Nth(0).ClickAsync();

        Assert.Equal("one.jpg", await page["#viewer-name"].TextContentAsync());
        Assert.Equal("0.5", await OpacityAsync(page));
        await page["#blend"].FillAsync("100");
        Assert.Equal("1", await OpacityAsync(page));
        await page["#blend"].FillAsync("0");
        Assert.Equal("0", await OpacityAsync(page));

        string? plain = await page["#viewer-heat"].GetAttributeAsync("src");
        await page["input[value='Grad-CAM++']"].CheckAsync();
        Assert.NotEqual(plain, await page["#viewer-heat"].GetAttributeAsync("src"));
        Assert.Equal("Grad-CAM++ heat map", await page["#viewer-heat"].GetAttributeAsync("alt"));

        Assert.Equal(["black", "dark </script>", "bright | light", "white \\u001b[31m"], await page.TextsAsync("#top5 .line span:first-child"));
        Assert.Equal("70.0 %", (await page.TextsAsync("#top5 .line span:last-child"))[0]);
        Assert.Equal("70%", await page.Page.EvaluateAsync<string>("document.querySelector('#top5 .fill').style.width"));
        Assert.Contains("truth: black · ✓ correct", await page["#viewer-facts"].TextContentAsync(), StringComparison.Ordinal);
        Assert.Empty(page.Complaints);
    }

    [ChromiumFact]
    public async Task Keyboard_Alone_ReachesEverything()
    {
        await using OpenedPage page = await browser.OpenAsync(run.Page);
        IKeyboard keys = page.Page.Keyboard;

        for (int i = 0; i < 6; i++)
        {
            await keys.PressAsync("Tab");
        }

        await keys.PressAsync("ArrowRight");
        Assert.Equal("one.jpg, resnet50, black, 70.0 %, correct", await FocusedAsync(page));
        await keys.PressAsync("End");
        Assert.Equal("four.jpg, resnet50, white \\u001b[31m, 70.0 %, correct", await FocusedAsync(page));
        await keys.PressAsync("Enter");
        Assert.Equal("four.jpg", await page["#viewer-name"].TextContentAsync());
        await keys.PressAsync("ArrowLeft");
        await keys.PressAsync("ArrowLeft");
        Assert.Equal("three.jpg", await page["#viewer-name"].TextContentAsync());
        await page["#blend"].FocusAsync();
        await keys.PressAsync("ArrowRight");
        Assert.Equal("51 % heat map", await page["#blend"].GetAttributeAsync("aria-valuetext"));
        Assert.Equal("three.jpg", await page["#viewer-name"].TextContentAsync());
        await keys.PressAsync("Escape");
        Assert.False(await page["#viewer"].IsVisibleAsync());
        Assert.StartsWith("four.jpg", await FocusedAsync(page), StringComparison.Ordinal);
        Assert.Empty(page.Complaints);
    }

    [ChromiumFact]
    public async Task Order_ByProbability_SortsBothWaysWithFailuresLast()
    {
        await using OpenedPage page = await browser.OpenAsync(run.Page);
        await page.Page.EvaluateAsync("report.results.forEach(r => { if (r.error === undefined) r.probability = [0.2, 0.9, 0.4, 0.6][r.picture]; })");

        await page["select[name=order]"].SelectOptionAsync("highest");
        Assert.Equal(["two.jpg", "four.jpg", "three.jpg", "one.jpg", "broken.jpg"], await page.TextsAsync("#pictures h2"));
        await page["select[name=order]"].SelectOptionAsync("lowest");
        Assert.Equal(["one.jpg", "three.jpg", "four.jpg", "two.jpg", "broken.jpg"], await page.TextsAsync("#pictures h2"));
    }

    [ChromiumFact]
    public async Task Page_InTheDark_TurnsDark()
    {
        await using OpenedPage light = await browser.OpenAsync(run.Page);
        await using OpenedPage dark = await browser.OpenAsync(run.Page, ColorScheme.Dark);

        Assert.Equal("rgb(246, 246, 244)", await BackgroundAsync(light));
        Assert.Equal("rgb(22, 22, 23)", await BackgroundAsync(dark));
    }

    private static Task<string> OpacityAsync(OpenedPage page) => page.Page.EvaluateAsync<string>("getComputedStyle(document.getElementById('viewer-heat')).opacity");

    private static Task<string> BackgroundAsync(OpenedPage page) => page.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");

    private static Task<string?> FocusedAsync(OpenedPage page) => page.Page.EvaluateAsync<string?>("document.activeElement.ariaLabel");
}
