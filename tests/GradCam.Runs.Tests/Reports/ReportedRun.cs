using System.Text.Json.Nodes;
using GradCam.Imaging;

namespace GradCam.Runs.Tests.Reports;

/// <summary>A finished run with its reports, in a folder that is gone after the test; its explainer's class names hold markup and escapes.</summary>
internal sealed class ReportedRun : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <param name="networks">The networks' names.</param>
    /// <param name="pictures">Each picture's name, its grey level (-1 for a damaged file) and what it shows.</param>
    /// <param name="embeddedBytes">How much the page may hold.</param>
    /// <param name="layers">The layers; none for the default one.</param>
    /// <param name="classes">How many of the most probable classes are explained.</param>
    /// <param name="draw">The pictures of each explanation, of the picture and its negative; null for the explainer's own.</param>
    /// <param name="complete">Adds to each explanation; null for nothing.</param>
    public ReportedRun(
        string[] networks,
        (string Name, int Level, string? Truth)[] pictures,
        long embeddedBytes = RunReports.DefaultEmbeddedBytes,
        string[]? layers = null,
        int classes = 1,
        Func<RgbImage, RgbImage, Dictionary<string, RgbImage>>? draw = null,
        Func<Explanation, Explanation>? complete = null)
    {
        ListedPicture[] listed =
        [
            .. pictures.Select(picture => new ListedPicture(
                folder.Write($"in/{picture.Name}", picture.Level < 0 ? [] : DrawnPictures.Jpeg(picture.Level)), picture.Name, Truth: picture.Truth)),
        ];
        BatchDefaults defaults = new([.. networks.Select(name => new NetworkChoice(name, null))]) { Layers = layers ?? [], Targets = [Target.Top(classes)] };
        var plan = BatchPlan.Make(listed, defaults, 4);
        using (ResultsFolder results = ResultsFolder.Open(folder["out"], plan, new RunSettings([]), resume: false))
        {
            BrightnessExplainer plain = new("");
            new BatchRunner(plan, results, choice => new BrightnessExplainer(choice.Network) { Draw = draw ?? plain.Draw, Complete = complete ?? plain.Complete }).Run();
        }

        using ResultsFolder finished = ResultsFolder.Reopen(folder["out"]);
        RunReports.Write(finished, embeddedBytes);
        Lines = [.. finished.Done];
    }

    public IReadOnlyList<ResultRecord> Lines { get; }

    public string Page => folder["out", "report.html"];

    public string Text(string file) => File.ReadAllText(folder["out", file]);

    public bool Has(string file) => File.Exists(folder[["out", .. file.Split('/')]]);

    /// <summary>Puts other content into a file of the run, and gives its path.</summary>
    public string Replace(string file, string content) => folder.Write($"out/{file}", content);

    /// <summary>Changes the data that the page holds.</summary>
    public void EditModel(Action<JsonObject> edit)
    {
        const string Start = "id=\"data\">";
        string page = Text("report.html");
        int data = page.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        int end = page.IndexOf("</script>", data, StringComparison.Ordinal);
        JsonObject model = JsonNode.Parse(page[data..end])!.AsObject();
        edit(model);
        File.WriteAllText(Page, page[..data] + model.ToJsonString() + page[end..]);
    }

    /// <summary>Makes the reports again.</summary>
    public void Report()
    {
        using ResultsFolder finished = ResultsFolder.Reopen(folder["out"]);
        RunReports.Write(finished);
    }

    public void Dispose() => folder.Dispose();
}
