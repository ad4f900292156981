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
    private static readonly int[] Batches = [2, 4, 8, 13, 16, 32];

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
        double before = SecondsAPass(explainer, files[0]);
        long peak = 0;
        double start = Environment.CpuUsage.TotalTime.TotalSeconds;
        PictureEngine.Run(
            measuring,
            files.Chunk(BatchSize.For(explainer)),
            file => new PictureTask(file, [], [], Name: Path.GetFileName(file)),
            _ => peak = Math.Max(peak, Environment.WorkingSet),
            CancellationToken.None);
        double seconds = Environment.CpuUsage.TotalTime.TotalSeconds - start;
        double pass = (before + SecondsAPass(explainer, files[0])) / 2;
        int passes = measuring.Passes + files.Length;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{files.Length} scenes: {passes} passes, {seconds:0.0} s of processor time; the passes alone {passes * pass:0.0} s: {seconds / (passes * pass):0.00} times; largest working set {peak >> 20} MiB"));
        return 0;
    }

    /// <summary>The least processor time of a pass over the batch sizes.</summary>
    private static double SecondsAPass(Explainer explainer, string file)
    {
        PreparedQuestion question = explainer.Prepare(new Question(PictureDecoder.Decode(file)), ExplainOptions.Default);
        using Tensor input = explainer.Preprocessing.ToTensor([question.Prepared.Pixels.Pixels]);
        double best = double.PositiveInfinity;
        foreach (int batch in Batches)
        {
            var request = new PassRequest { LayerGradients = false, MayGuard = false, MayOverwrite = false, Folded = explainer.FoldedNorms };
            using Tensor many = input.repeat(batch, 1, 1, 1);
            Pass.Run(explainer.Module, many, request).Dispose();
            double start = Environment.CpuUsage.TotalTime.TotalSeconds;
            const int rounds = 3;
            for (int round = 0; round < rounds; round++)
            {
                Pass.Run(explainer.Module, many, request).Dispose();
            }

            double each = (Environment.CpuUsage.TotalTime.TotalSeconds - start) / (rounds * batch);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"batch of {batch}: {1000 * each:0.0} ms of processor time a pass"));
            best = Math.Min(best, each);
        }

        return best;
    }
}
