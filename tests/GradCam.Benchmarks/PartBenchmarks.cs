using BenchmarkDotNet.Attributes;
using GradCam.Imaging;
using GradCam.Networks;
using GradCam.Rendering;

namespace GradCam.Benchmarks;

/// <summary>The parts of a run of one picture, each by itself.</summary>
[MemoryDiagnoser]
public class PartBenchmarks : IDisposable
{
    private TrialFiles? files;
    private Explainer? explainer;
    private RgbImage? picture;
    private Explanation? explanation;
    private string path = "";

    /// <summary>The network explained with.</summary>
    [Params("resnet50")]
    public string Network { get; set; } = "resnet50";

    [GlobalSetup]
    public void SetUp()
    {
        files = new TrialFiles();
        path = files.Pictures(1)[0];
        explainer = Explainer.Load(files.Checkpoint(NetworkCatalog.Find(Network)), Network);
        explanation = explainer.Explain(path);
        picture = Resizing.Resize(PictureDecoder.Decode(path), explanation.InputSize, explanation.InputSize);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        explainer?.Dispose();
        files?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public RgbImage Decode() => PictureDecoder.Decode(path);

    [Benchmark]
    public void ToTensor() => explainer!.Preprocessing.ToTensor([picture!.Pixels]).Dispose();

    [Benchmark]
    public RgbImage RenderCam() => Renderer.Cam(picture!, explanation!.Mask!.Values);

    [Benchmark]
    public RgbImage RenderGuided() => Renderer.Guided(explanation!.Guided!, explanation.InputSize, explanation.InputSize);

    [Benchmark]
    public byte[] EncodeJpeg() => PictureEncoder.Jpeg(picture!);

    [Benchmark]
    public Explanation ExplainMaps() => explainer!.Explain(picture!, new ExplainOptions { Pictures = [PictureKind.Heatmap, PictureKind.HeatmapPlusPlus] });

    [Benchmark]
    public Explanation ExplainAllSix() => explainer!.Explain(picture!);
}
