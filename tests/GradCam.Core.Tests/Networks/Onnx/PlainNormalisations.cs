namespace GradCam.Core.Tests.Networks;

/// <summary>Normalisations, softmax and running sums as loops.</summary>
internal static class PlainNormalisations
{
    public static IReadOnlyDictionary<string, Func<OnnxCase, PlainArray[]>> Table { get; } = new Dictionary<string, Func<OnnxCase, PlainArray[]>>
    {
        ["BatchNormalization"] = one => [Each(one, (x, place) =>
            ((x.At(place) - Of(one, 3, place[1])) / Math.Sqrt(Of(one, 4, place[1]) + Epsilon(one)) * Of(one, 1, place[1])) + Of(one, 2, place[1]))],
        ["InstanceNormalization"] = one => [Each(one, (x, place) => Scaled(one, place[1], x.At(place), Among(x, other => other[0] == place[0] && other[1] == place[1])))],
        ["GroupNormalization"] = GroupNormalization,
        ["LayerNormalization"] = LayerNormalization,
        ["RMSNormalization"] = one => [Each(one, (x, place) =>
        {
            int axis = Axis(one, x, -1);
            double square = Among(x, other => other.Take(axis).SequenceEqual(place.Take(axis))).Average(number => number * number);
            return x.At(place) / Math.Sqrt(square + Epsilon(one)) * PlainArray.Of(one.Inputs[1]!).Wide(place);
        })],
        ["LRN"] = one => [Each(one, (x, place) =>
        {
            long size = one.Int("size", 0), from = place[1] - ((size - 1) / 2), to = place[1] + (size / 2);
            double squares = Among(x, other => other[1] >= from && other[1] <= to && other[0] == place[0] && other.Skip(2).SequenceEqual(place.Skip(2))).Sum(number => number * number);
            return x.At(place) / Math.Pow(one.Float("bias", 1) + (one.Float("alpha", 0.0001f) / size * squares), one.Float("beta", 0.75f));
        })],
        ["LpNormalization"] = one => [Each(one, (x, place) =>
        {
            double[] line = Line(x, place, Axis(one, x, -1));
            return x.At(place) / (one.Int("p", 2) == 1 ? line.Sum(Math.Abs) : Math.Sqrt(line.Sum(number => number * number)));
        })],
        ["Softmax"] = one => [Each(one, (x, place) => Share(one, x, place))],
        ["LogSoftmax"] = one => [Each(one, (x, place) => Math.Log(Share(one, x, place)))],
        ["CumSum"] = one => [Each(one, (x, place) =>
        {
            int axis = (int)((one.Inputs[1]!.Numbers[0] + x.Rank) % x.Rank);
            bool reverse = one.Int("reverse", 0) == 1, exclusive = one.Int("exclusive", 0) == 1;
            return Line(x, place, axis).Where((_, i) => (reverse ? i > place[axis] : i < place[axis]) || (i == place[axis] && !exclusive)).Sum();
        })],
    };

    private static PlainArray Each(OnnxCase one, Func<PlainArray, long[], double> element)
    {
        PlainArray x = PlainArray.Of(one.Inputs[0]!);
        return PlainArray.Make(x.Shape, place => element(x, place));
    }

    private static double Of(OnnxCase one, int input, long channel) => one.Inputs[input]!.Numbers[channel];

    private static double Epsilon(OnnxCase one) => one.Float("epsilon", 1e-5f);

    private static int Axis(OnnxCase one, PlainArray x, long absent) => (int)((one.Int("axis", absent) + x.Rank) % x.Rank);

    private static double[] Among(PlainArray x, Func<long[], bool> isAmong) => [.. PlainArray.Places(x.Shape).Where(isAmong).Select(place => x.At(place))];

    private static double[] Line(PlainArray x, long[] place, int axis) =>
        Among(x, other => other.Select((at, i) => i == axis || at == place[i]).All(same => same));

    private static double Scaled(OnnxCase one, long channel, double number, double[] among)
    {
        double mean = among.Average(), variance = among.Average(other => (other - mean) * (other - mean));
        return ((number - mean) / Math.Sqrt(variance + Epsilon(one)) * Of(one, 1, channel)) + Of(one, 2, channel);
    }

    private static PlainArray[] GroupNormalization(OnnxCase one) => [Each(one, (x, place) =>
    {
        long each = x.Shape[1] / one.Int("num_groups", 0), group = place[1] / each;
        double[] among = Among(x, other => other[0] == place[0] && other[1] / each == group);
        return Scaled(one, one.Opset < 21 ? group : place[1], x.At(place), among);
    })];

    private static PlainArray[] LayerNormalization(OnnxCase one)
    {
        PlainArray x = PlainArray.Of(one.Inputs[0]!), scale = PlainArray.Of(one.Inputs[1]!);
        int axis = Axis(one, x, -1);
        PlainArray y = Each(one, (_, place) =>
        {
            (double mean, double inverse) = Moments(place);
            return ((x.At(place) - mean) * inverse * scale.Wide(place)) + (one.Inputs.Length > 2 ? PlainArray.Of(one.Inputs[2]!).Wide(place) : 0);
        });
        long[] outer = [.. x.Shape.Select((size, i) => i < axis ? size : 1)];
        return [y, PlainArray.Make(outer, place => Moments(place).Mean), PlainArray.Make(outer, place => Moments(place).Inverse)];

        (double Mean, double Inverse) Moments(long[] place)
        {
            double[] among = Among(x, other => other.Take(axis).SequenceEqual(place.Take(axis)));
            double mean = among.Average();
            return (mean, 1 / Math.Sqrt(among.Average(number => (number - mean) * (number - mean)) + Epsilon(one)));
        }
    }

    private static double Share(OnnxCase one, PlainArray x, long[] place)
    {
        bool isOld = one.Opset < 13;
        int axis = Axis(one, x, isOld ? 1 : -1);
        double[] among = isOld ? Among(x, other => other.Take(axis).SequenceEqual(place.Take(axis))) : Line(x, place, axis);
        return Math.Exp(x.At(place)) / among.Sum(Math.Exp);
    }
}
