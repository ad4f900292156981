using BenchmarkDotNet.Attributes;
using GradCam.Imaging;
using GradCam.Maps;
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
    private SaliencyMask? mask;
    private string path = "";

    /// <summary>The network explained with.</summary>
    [Params("resnet50")]
    public string Network { get; set; } = "resnet50";

    [GlobalSetup]
    public void SetUp()
    {
        files = new TrialFiles();
        path = files.Pictures(1)[0];
        explainer = Explainer.Load(files.Checkpoint(NetworkCatalog.Find(Network)), new LoadOptions { Network = Network });
        explanation = explainer.Explain(path);
        mask = explanation.Mask("gradcam");
        picture = Resizing.Resize(PictureDecoder.Decode(path), explainer.Preprocessing.InputSize, explainer.Preprocessing.InputSize);
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
    public RgbImage RenderCam() => Renderer.Cam(picture!, mask!.Values.AsSpan());

    [Benchmark]
    public RgbImage RenderGuided() => Renderer.Guided(explanation!.Maps["guided"].Values.AsSpan(), picture!.Width, picture.Height);

    [Benchmark]
    public byte[] EncodeJpeg() => PictureEncoder.Jpeg(picture!);

    [Benchmark]
    public Explanation ExplainMaps() => explainer!.Explain(picture!, new ExplainOptions { Pictures = [PictureCatalog.Heatmap, PictureCatalog.HeatmapPlusPlus] });

    [Benchmark]
    public Explanation ExplainAllSix() => explainer!.Explain(picture!);
}
