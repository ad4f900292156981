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

    /// <summary>The machine's speed drifts over half an hour, so that the passes alone are timed on both sides of every tenth; within one, other threads' work would count.</summary>
    private const int Parts = 10;

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
        int batch = BestBatch(explainer, files[0]);
        (double whole, double alone) = (0, 0);
        List<long> memory = [];
        double before = SecondsAPass(explainer, files[0], batch);
        foreach (string[] tenth in files.Chunk((files.Length + Parts - 1) / Parts))
        {
            (int passed, long peak, double start) = (measuring.Passes, 0, Seconds());
            PictureEngine.Run(
                measuring,
                tenth.Chunk(BatchSize.For(explainer)),
                file => new PictureTask(file, [], [], Name: Path.GetFileName(file)),
                _ => peak = Math.Max(peak, Environment.WorkingSet),
                CancellationToken.None);
            double seconds = Seconds() - start;
            double after = SecondsAPass(explainer, files[0], batch);
            double passes = (measuring.Passes - passed + tenth.Length) * (before + after) / 2;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tenth.Length} scenes: {seconds:0.0} s, the passes alone {passes:0.0} s: {seconds / passes:0.00} times"));
            (whole, alone, before) = (whole + seconds, alone + passes, after);
            memory.Add(peak >> 20);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{files.Length} scenes: {measuring.Passes + files.Length} passes, {whole:0.0} s of processor time; the passes alone, in batches of {batch}, {alone:0.0} s: {whole / alone:0.00} times; largest working set by tenths of the scenes {string.Join(", ", memory)} MiB"));
        return 0;
    }

    private static int BestBatch(Explainer explainer, string file)
    {
        (int Batch, double Seconds)[] found = [.. Batches.Select(batch => (batch, SecondsAPass(explainer, file, batch)))];
        Console.WriteLine(string.Join("; ", found.Select(one => string.Create(CultureInfo.InvariantCulture, $"batch of {one.Batch}: {1000 * one.Seconds:0.0} ms a pass"))));
        return found.MinBy(one => one.Seconds).Batch;
    }

    private static double Seconds() => Environment.CpuUsage.TotalTime.TotalSeconds;

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
