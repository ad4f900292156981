using GradCam.Imaging;

namespace GradCam.Runs.Tests.Reports;

/// <summary>The page in a real browser, where pictures have several layers, classes and methods.</summary>
public sealed class SeveralResultsPageTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private readonly ReportedRun run = new(
        ["vgg16"],
        [("one.jpg", 10, null), ("two.jpg", 100, null)],
        layers: ["features.28", "<b>whole</b>"],
        classes: 2,
        draw: (picture, negative) => new Dictionary<string, RgbImage>
        {
            ["heatmap"] = negative,
            ["cam"] = picture,
            ["gb"] = negative,
            ["cam_gb"] = picture,
            ["cam-novel"] = picture,
            ["signed-guided"] = picture,
            ["heatmap-flips-layercam"] = negative,
            ["cam-flips-layercam"] = picture,
        });

    public void Dispose() => run.Dispose();

    [ChromiumFact]
    public async Task Cards_OfSeveralLayersAndClasses_TellBothAndAreFilteredByThem()
    {
        await using OpenedPage page = await browser.OpenAsync(run.Page);

        Assert.Equal(8, await page["button.card"].CountAsync());
        Assert.Equal(["features.28", "features.28", "<b>whole</b>", "<b>whole</b>"], (await page.TextsAsync(".layer")).Take(4));
        await page["select[name=layer]"].SelectOptionAsync("<b>whole</b>");
        await page["select[name=class]"].SelectOptionAsync("black");
        Assert.Equal(2, await page["button.card:visible"].CountAsync());
        Assert.Equal("one.jpg, vgg16, <b>whole</b>, black, 70.0 %", await page["button.card:visible"].First.GetAttributeAsync("aria-label"));
        Assert.Empty(page.Complaints);
    }

    [ChromiumFact]
    public async Task Viewer_OfSeveralLayersAndClasses_ChangesBetweenThem()
    {
        await using OpenedPage page = await browser.OpenAsync(run.Page);
        await page["button.card"].First.ClickAsync();

        await page["#layers input"].Nth(1).CheckAsync();
        Assert.StartsWith("vgg16 · layer <b>whole</b> · explained: black (0)", await page["#viewer-facts"].TextContentAsync(), StringComparison.Ordinal);
        await page["#classes input"].Nth(1).CheckAsync();
        Assert.StartsWith("vgg16 · layer <b>whole</b> · explained: dark </script> (1)", await page["#viewer-facts"].TextContentAsync(), StringComparison.Ordinal);
        Assert.True(await page["#classes input"].Nth(1).IsCheckedAsync());
        Assert.Empty(page.Complaints);
    }

    [ChromiumFact]
    public async Task Viewer_HasEveryMethodThatWasMadeAndTwoSideBySide()
    {
        await using OpenedPage page = await browser.OpenAsync(run.Page);
        await page["button.card"].First.ClickAsync();

        Assert.Equal(["Grad-CAM", "Guided backpropagation", "Guided backpropagation, signed", "Guided Grad-CAM", "LayerCAM, mirrored and scaled", "cam-novel"], (await page.TextsAsync("#methods label")).Select(name => name.Trim()));
        Assert.False(await page["#beside-heat"].IsVisibleAsync());
        await page["#beside"].SelectOptionAsync("Guided Grad-CAM");
        Assert.True(await page["#beside-heat"].IsVisibleAsync());
        Assert.Equal("Guided Grad-CAM heat map", await page["#beside-heat"].GetAttributeAsync("alt"));
        Assert.NotEqual(await page["#viewer-heat"].GetAttributeAsync("src"), await page["#beside-heat"].GetAttributeAsync("src"));
        await page["#next"].ClickAsync();
        Assert.Equal("Guided Grad-CAM", await page["#beside"].InputValueAsync());
        Assert.Empty(page.Complaints);
    }

    [ChromiumFact]
    public async Task Cards_OfCheckedMaps_TellTheVerdictAndAreFilteredByIt()
    {
        run.EditModel(model =>
        {
            model["results"]![0]!["checked"] = "supported";
            model["results"]![1]!["checked"] = "contradicted";
            model["results"]![1]!["reasons"] = "Grad-CAM: <b>flat</b>";
        });
        await using OpenedPage page = await browser.OpenAsync(run.Page);

        await page["select[name=check]"].SelectOptionAsync("contradicted");
        Assert.Equal(1, await page["button.card:visible"].CountAsync());
        Assert.EndsWith("checked: contradicted", await page["button.card:visible"].First.GetAttributeAsync("aria-label"), StringComparison.Ordinal);
        await page["button.card:visible"].First.ClickAsync();
        Assert.EndsWith("checked: contradicted (Grad-CAM: <b>flat</b>)", await page["#viewer-facts"].TextContentAsync(), StringComparison.Ordinal);
        Assert.Empty(page.Complaints);
    }

    [ChromiumFact]
    public async Task Viewer_OneSlider_BlendsBothMethods()
    {
        await using OpenedPage page = await browser.OpenAsync(run.Page);
        await page["button.card"].First.ClickAsync();
        await page["#beside"].SelectOptionAsync("Guided Grad-CAM");

        await page["#blend"].FillAsync("20");

        Assert.Equal("0.2", await page.Page.EvaluateAsync<string>("document.getElementById('viewer-heat').style.opacity"));
        Assert.Equal("0.2", await page.Page.EvaluateAsync<string>("document.getElementById('beside-heat').style.opacity"));
        Assert.Empty(page.Complaints);
    }

    [ChromiumFact]
    public async Task Page_OfWarningsAndGaps_TellsThemOnTheCardAndInTheViewer()
    {
        using ReportedRun warned = new(["vgg16"], [("one.jpg", 10, null)], complete: explanation => explanation with
        {
            Warnings = ["the sign of <b>its</b> map is uncertain"],
            Gaps = new Dictionary<string, double> { ["integratedgradients"] = 0.0243 },
        });
        await using OpenedPage page = await browser.OpenAsync(warned.Page);

        Assert.Equal("one.jpg, vgg16, black, 70.0 %, 1 warning", await page["button.card"].First.GetAttributeAsync("aria-label"));
        await page["button.card"].First.ClickAsync();
        Assert.Equal(
            ["⚠ the sign of <b>its</b> map is uncertain", "Integrated Gradients leaves 2.43 % of the score unaccounted for"], await page.TextsAsync("#remarks li"));
        Assert.Contains("- vgg16, black: Warning: the sign of", warned.Text("table.md"), StringComparison.Ordinal);
        Assert.Contains("the sign of <b>its</b> map is uncertain", warned.Text("results.csv"), StringComparison.Ordinal);
        Assert.Equal(0.0243, Assert.Single(warned.Lines).Gaps!["integratedgradients"]);
        Assert.Empty(page.Complaints);
    }

    [ChromiumFact]
    public async Task Page_OfOneLayerAndClass_HasNothingToChooseThem()
    {
        using ReportedRun plain = new(["vgg16"], [("one.jpg", 10, null)]);
        await using OpenedPage page = await browser.OpenAsync(plain.Page);
        await page["button.card"].First.ClickAsync();

        Assert.False(await page["#layer-filter"].IsVisibleAsync());
        Assert.False(await page["#check-filter"].IsVisibleAsync());
        Assert.False(await page["#layers"].IsVisibleAsync());
        Assert.False(await page["#classes"].IsVisibleAsync());
        Assert.Equal(0, await page[".layer"].CountAsync());
    }
}
