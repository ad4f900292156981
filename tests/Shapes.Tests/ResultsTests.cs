using GradCam.Runs;

namespace Shapes.Tests;

[Collection(nameof(TrainedNetworkTests))]
public sealed class ResultsTests(TrainedNetwork trained) : IDisposable
{
    /// <summary>
    /// A mean difference of 0.25 levels and a structural similarity of 0.99. One thread instead of two, or AVX2 instead of AVX-512,
    /// moved no picture by more than 0.002 levels on average; a rectifier whose gate flips elsewhere gets room.
    /// </summary>
    private static readonly ComparisonLimits Tolerance = new(maxMean: 0.25, minSsim: 0.99);

    private readonly string folder = Directory.CreateTempSubdirectory("results-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Results_MadeAnew_AreTheStoredOnes()
    {
        // Of the others, too large to be shipped, only the pictures are here.
        string[] shipped = ["densenet121", "mobilenet_v2", "shufflenet_v2"];
        ResultPictures.Write(trained.Explainer, Repository.Examples, folder);
        foreach (string network in shipped[1..])
        {
            using var explainer = GradCam.Explainer.Load(Repository.WeightsOf(network));
            ResultPictures.Write(explainer, Repository.Examples, folder);
        }

        Comparison comparison = PictureComparer.Compare(Repository.Results, folder, Tolerance);
        PictureComparison[] others = [.. comparison.Pictures.Where(picture =>
            picture.Verdict != PictureVerdict.Same && shipped.Any(network => picture.Name.Contains($"-{network}-", StringComparison.Ordinal)))];
        string page = Path.Combine(Path.GetTempPath(), "gradcam-results-differences.html");
        if (others.Length > 0)
        {
            DifferencePage.Write(comparison, page);
        }

        Assert.True(others.Length == 0, $"see {page}:\n{string.Join('\n', others.Select(picture => $"{picture.Name}: {picture.Finding}"))}");
    }

    [Fact]
    public void Examples_DrawnAnew_AreTheStoredOnes()
    {
        foreach ((string stem, Func<Shapes.Drawing.Scene> draw) in ExamplePictures.All)
        {
            File.WriteAllBytes(Path.Combine(folder, $"{stem}.jpg"), GradCam.Imaging.PictureEncoder.Jpeg(draw().Image));
        }

        Assert.All(
            ExamplePictures.All,
            example => Assert.True(PictureComparer.Compare(Path.Combine(Repository.Examples, $"{example.Stem}.jpg"), Path.Combine(folder, $"{example.Stem}.jpg"), Tolerance).IsSame));
    }
}
