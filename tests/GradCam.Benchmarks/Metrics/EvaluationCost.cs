using System.Globalization;
using GradCam.Imaging;
using GradCam.Methods;
using GradCam.Recording;
using GradCam.Runs;
using static TorchSharp.torch;

namespace GradCam.Benchmarks.Metrics;

/// <summary>The processor time of an evaluation beside that of as many forward passes without anything else.</summary>
internal static class EvaluationCost
{
    private static readonly int[] Batches = [2, 4, 6, 8, 13, 16];

    private const int Rounds = 3;

    public static int Run(string weights, string scenes, string masks, int threads)
    {
        set_num_threads(threads);
        using Explainer explainer = Explainer.Load(weights);
        string[] files = [.. Directory.EnumerateFiles(scenes, "*.png").Order(StringComparer.Ordinal)];
        IAttributionMethod[] methods = [new GradCamMethod(), new GradCamPlusPlusMethod(), new LayerCamMethod()];
        var options = new ExplainOptions { Methods = methods, Pictures = [.. methods.SelectMany(GradCam.Rendering.PictureCatalog.For)] };
        var evaluation = new EvaluationOptions
        {
            Metrics = [new AverageDropMetric(), new InsertionMetric(), new DeletionMetric(), new PointingMetric(), new EnergyMetric()],
            Truth = TruthSource.Open(masks),
        };
        using var measuring = new MeasuringExplainer(explainer, options, evaluation);
        (int batch, double before) = BestBatch(explainer, files[0]);
        List<long> memory = [];
        double start = Seconds();
        PictureEngine.Run(
            measuring,
            files.Chunk(BatchSize.For(explainer)),
            file => new PictureTask(file, [], [], Name: Path.GetFileName(file)),
            _ => memory.Add(Environment.WorkingSet),
            CancellationToken.None);
        double seconds = Seconds() - start;
        int passes = measuring.Passes + files.Length;

        // The machine's speed drifts, so that the passes alone are timed on both sides; in between, other threads' work would count.
        double alone = passes * (before + SecondsAPass(explainer, files[0], batch)) / 2;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{files.Length} scenes: {passes} passes, {seconds:0.0} s of processor time; the passes alone, in batches of {batch}, {alone:0.0} s: {seconds / alone:0.00} times; largest working set by tenths of the scenes {Tenths(memory)} MiB"));
        return 0;
    }

    private static (int Batch, double Seconds) BestBatch(Explainer explainer, string file)
    {
        (int Batch, double Seconds)[] found = [.. Batches.Select(batch => (batch, SecondsAPass(explainer, file, batch)))];
        Console.WriteLine(string.Join("; ", found.Select(one => string.Create(CultureInfo.InvariantCulture, $"batch of {one.Batch}: {1000 * one.Seconds:0.0} ms a pass"))));
        return found.MinBy(one => one.Seconds);
    }

    private static double Seconds() => Environment.CpuUsage.TotalTime.TotalSeconds;

    private static string Tenths(List<long> memory) =>
        string.Join(", ", memory.Chunk((memory.Count + 9) / 10).Select(tenth => (tenth.Max() >> 20).ToString(CultureInfo.InvariantCulture)));

    /// <summary>The processor time of a pass at a batch size.</summary>
    private static double SecondsAPass(Explainer explainer, string file, int batch)
    {
        PreparedQuestion question = explainer.Prepare(new Question(PictureDecoder.Decode(file)), ExplainOptions.Default);
        using Tensor input = explainer.Preprocessing.ToTensor([question.Prepared.Pixels.Pixels]);
        var request = new PassRequest { LayerGradients = false, MayGuard = false, MayOverwrite = false, Folded = explainer.FoldedNorms };
        using Tensor many = input.repeat(batch, 1, 1, 1);
        Pass.Run(explainer.Module, many, request).Dispose();
        double start = Seconds();
        for (int round = 0; round < Rounds; round++)
        {
            Pass.Run(explainer.Module, many, request).Dispose();
        }

        return (Seconds() - start) / (Rounds * batch);
    }
}
