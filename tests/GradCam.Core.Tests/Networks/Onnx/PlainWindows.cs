namespace GradCam.Core.Tests.Networks;

/// <summary>Convolutions and pools as loops over windows.</summary>
internal static class PlainWindows
{
    public static PlainArray Conv(OnnxCase one)
    {
        PlainArray x = PlainArray.Of(one.Inputs[0]!), w = PlainArray.Of(one.Inputs[1]!);
        Window window = new(one, x.Shape[2..], w.Shape[2..]);
        long groups = one.Int("group", 1), width = w.Shape[0] / groups;
        return PlainArray.Make([x.Shape[0], w.Shape[0], .. window.Outputs], place => Bias(one, place[1]) + window.Places
            .SelectMany(offset => Enumerable.Range(0, (int)w.Shape[1]).Select(channel =>
                w.At([place[1], channel, .. offset]) * x.Or(0, [place[0], (place[1] / width * w.Shape[1]) + channel, .. window.At(place, offset)])))
            .Sum());
    }

    public static PlainArray ConvTranspose(OnnxCase one)
    {
        PlainArray x = PlainArray.Of(one.Inputs[0]!), w = PlainArray.Of(one.Inputs[1]!);
        int dimensions = x.Rank - 2;
        long groups = one.Int("group", 1), into = x.Shape[1] / groups;
        long[] strides = one.Ints("strides") ?? Window.Each(dimensions, 1), dilations = one.Ints("dilations") ?? Window.Each(dimensions, 1);
        long[] added = one.Ints("output_padding") ?? Window.Each(dimensions, 0), begin = new long[dimensions], sizes = new long[dimensions];
        for (int i = 0; i < dimensions; i++)
        {
            long whole = ((x.Shape[i + 2] - 1) * strides[i]) + added[i] + ((w.Shape[i + 2] - 1) * dilations[i]) + 1;
            bool same = one.Text("auto_pad", "NOTSET") is "SAME_UPPER" or "SAME_LOWER";
            if (one.Ints("output_shape") is { } shape || same)
            {
                sizes[i] = one.Ints("output_shape")?[i] ?? (x.Shape[i + 2] * strides[i]);
                long cut = whole - sizes[i];
                begin[i] = one.Text("auto_pad", "NOTSET") == "SAME_UPPER" ? cut / 2 : cut - (cut / 2);
                continue;
            }

            long[] pads = one.Ints("pads") ?? Window.Each(2 * dimensions, 0);
            (begin[i], sizes[i]) = (pads[i], whole - pads[i] - pads[i + dimensions]);
        }

        PlainArray y = PlainArray.Make([x.Shape[0], w.Shape[1] * groups, .. sizes], place => Bias(one, place[1]));
        foreach (long[] place in PlainArray.Places(x.Shape))
        {
            foreach (long[] offset in PlainArray.Places(w.Shape[1..]))
            {
                long[] to = [place[0], (place[1] / into * w.Shape[1]) + offset[0], .. Enumerable.Range(0, dimensions).Select(i => (place[i + 2] * strides[i]) + (offset[i + 1] * dilations[i]) - begin[i])];
                if (to.Zip(y.Shape).All(pair => pair.First >= 0 && pair.First < pair.Second))
                {
                    y.Numbers[to.Zip(y.Shape).Aggregate(0L, (at, pair) => (at * pair.Second) + pair.First)] += x.At(place) * w.At([place[1], .. offset]);
                }
            }
        }

        return y;
    }

    public static PlainArray MaxPool(OnnxCase one)
    {
        PlainArray x = PlainArray.Of(one.Inputs[0]!);
        Window window = new(one, x.Shape[2..], one.Ints("kernel_shape")!);
        return PlainArray.Make([.. x.Shape[..2], .. window.Outputs], place =>
            window.Places.Max(offset => x.Or(double.NegativeInfinity, [place[0], place[1], .. window.At(place, offset)])));
    }

    public static PlainArray AveragePool(OnnxCase one)
    {
        PlainArray x = PlainArray.Of(one.Inputs[0]!);
        Window window = new(one, x.Shape[2..], one.Ints("kernel_shape")!);
        bool padsCount = one.Int("count_include_pad", 0) == 1;
        return PlainArray.Make([.. x.Shape[..2], .. window.Outputs], place =>
            window.Places.Sum(offset => x.Or(0, [place[0], place[1], .. window.At(place, offset)])) / window.Places.Count(offset => window.Counts(window.At(place, offset), padsCount)));
    }

    private static double Bias(OnnxCase one, long channel) => one.Inputs.Length > 2 ? one.Inputs[2]!.Numbers[channel] : 0;

    /// <summary>Where windows lie.</summary>
    private sealed class Window
    {
        private readonly long[] inputs, strides, dilations, begin, end;

        public Window(OnnxCase one, long[] inputs, long[] kernel)
        {
            int dimensions = kernel.Length;
            this.inputs = inputs;
            strides = one.Ints("strides") ?? Each(dimensions, 1);
            dilations = one.Ints("dilations") ?? Each(dimensions, 1);
            long[] pads = one.Ints("pads") ?? Each(2 * dimensions, 0);
            (begin, end, Outputs) = (pads[..dimensions], pads[dimensions..], new long[dimensions]);
            Places = [.. PlainArray.Places(kernel)];
            for (int i = 0; i < dimensions; i++)
            {
                long span = ((kernel[i] - 1) * dilations[i]) + 1;
                string same = one.Text("auto_pad", "NOTSET");
                if (same.StartsWith("SAME", StringComparison.Ordinal))
                {
                    Outputs[i] = (long)Math.Ceiling((double)inputs[i] / strides[i]);
                    long missing = Math.Max(((Outputs[i] - 1) * strides[i]) + span - inputs[i], 0);
                    begin[i] = same == "SAME_UPPER" ? missing / 2 : (missing + 1) / 2;
                    end[i] = missing - begin[i];
                    continue;
                }

                double steps = (double)(inputs[i] + begin[i] + end[i] - span) / strides[i];
                Outputs[i] = 1 + (long)(one.Int("ceil_mode", 0) == 1 ? Math.Ceiling(steps) : Math.Floor(steps));
                // No window starts behind the value.
                Outputs[i] -= (Outputs[i] - 1) * strides[i] >= inputs[i] + begin[i] ? 1 : 0;
            }
        }

        public long[] Outputs { get; }

        public long[][] Places { get; }

        public static long[] Each(int count, long number) => [.. Enumerable.Repeat(number, count)];

        public long[] At(long[] place, long[] offset) => [.. offset.Select((at, i) => (place[i + 2] * strides[i]) + (at * dilations[i]) - begin[i])];

        public bool Counts(long[] at, bool padsCount) => at.Select((place, i) => padsCount
            ? place >= -begin[i] && place < inputs[i] + end[i]
            : place >= 0 && place < inputs[i]).All(counts => counts);
    }
}
