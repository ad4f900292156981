using System.Collections.Immutable;
using GradCam.Imaging;
using GradCam.Maps;
using GradCam.Numerics;
using GradCam.Runs;
using OpenCvSharp;

namespace GradCam.Benchmarks.Metrics;

/// <summary>Whether metrics rank a map of the truth's shape above random ones, scene by scene: like against like, and the sharp truth against random cells.</summary>
internal static class TrueAndRandom
{
    public const string Default = "averagedrop,averagegain,deletion,insertion,deletion:baseline=blur,insertion:baseline=blur,road";

    private const int Cells = 7;

    public static int Run(string weights, string scenes, string masks, string metricNames, int threads)
    {
        IMetric[] metrics = [.. metricNames.Split(',').Select(MetricCatalog.Parse)];
        TorchSharp.torch.set_num_threads(threads);
        using Explainer explainer = Explainer.Load(weights);
        ITruth truth = TruthSource.Open(masks);
        var tally = new TruthTally(metrics);
        int right = 0, seen = 0;
        foreach (string file in Directory.EnumerateFiles(scenes, "*.png").Order(StringComparer.Ordinal))
        {
            PreparedQuestion question = explainer.Prepare(new Question(PictureDecoder.Decode(file)), ExplainOptions.Default);
            IReadOnlyList<TruthObject> objects = truth.Find(Path.GetFileName(file), file)!;
            int classId = IndexOf(explainer, objects[0].Class!);
            bool[] on = TruthObject.On([.. objects.Where(one => one.Class == objects[0].Class)], question.Prepared.Frame, explainer.Preprocessing.InputSize);
            PictureProbe probe = explainer.ProbeOf(question, new ExplainOptions { Pictures = [], Methods = [new GradCam.Methods.GradCamMethod()] }, null, CancellationToken.None);
            var picture = new MeasuredPicture(probe, Target.Class(classId), classId, explainer.Facts.ClassNames!.Count, on);
            (string Name, MetricContext Map)[] maps =
            [
                ("truth", Map(picture, "truth", picture.Side, [.. on.Select(value => value ? 1f : 0)])),
                ("sloping truth", Map(picture, "sloping-truth", picture.Side, Sloping(on, picture.Side))),
                ("pixels", Map(picture, "pixels", picture.Side, Random($"pixels/{seen}", picture.Side * picture.Side))),
                ("truth cells", Map(picture, "truth-cells", Cells, Shares(on, picture.Side))),
                ("cells", Map(picture, "cells", Cells, Random($"cells/{seen}", Cells * Cells))),
            ];
            IReadOnlyList<IReadOnlyList<MetricResult>> found = MetricRun.Measure(picture, [.. maps.Select(map => map.Map)], metrics);
            tally.Add(objects[0].Class!, maps.Index().ToDictionary(map => map.Item.Name, map => found[map.Index]));
            right += picture.Scores([picture.Plain])[0].Probability > 0.5 ? 1 : 0;
            seen++;
            Console.Error.WriteLine($"{seen} scenes");
        }

        Console.WriteLine($"{seen} scenes; the class's probability is above 0.5 in {right}");
        tally.Print();
        return 0;
    }

    /// <summary>The best that a map of so few cells can say: the share of object in each.</summary>
    private static float[] Shares(bool[] on, int side)
    {
        var shares = new float[Cells * Cells];
        int cell = side / Cells;
        for (int i = 0; i < on.Length; i++)
        {
            shares[(i / side / cell * Cells) + (i % side / cell)] += on[i] ? 1f / (cell * cell) : 0;
        }

        return shares;
    }

    /// <summary>
    /// The truth with the pixels beside it ranked by how near they are: 1 on the objects, outside 1 / (1 + distance). Of a sharp mask's other pixels none is before another, so that they come in scattered.
    /// </summary>
    private static float[] Sloping(bool[] on, int side)
    {
        using var outside = new Mat(side, side, MatType.CV_8UC1);
        outside.SetArray(on.Select(value => value ? (byte)0 : (byte)1).ToArray());
        using var distances = new Mat();
        Cv2.DistanceTransform(outside, distances, DistanceTypes.L2, DistanceTransformMasks.Precise);
        distances.GetArray(out float[] pixels);
        return [.. pixels.Select(distance => 1 / (1 + distance))];
    }

    private static MetricContext Map(MeasuredPicture picture, string name, int side, float[] values) =>
        new(picture, "none", name, new AttributionMap(1, side, side, ImmutableArray.Create(values)));

    private static float[] Random(string key, int count) => [.. FormulaNumbers.Uniform(key, count).Select(value => (float)value)];

    private static int IndexOf(Explainer explainer, string name) => explainer.Facts.ClassNames!.Index().First(entry => entry.Item == name).Index;
}
