namespace GradCam.Core.Tests.Methods;

/// <summary>Square planes of numbers, in plain loops and double.</summary>
internal static class PlainPlanes
{
    /// <summary>Another size: half-pixel centres, the edge repeated, lines between.</summary>
    public static double[] Resize(double[] plane, int from, int to)
    {
        double[] resized = new double[to * to];
        for (int i = 0; i < resized.Length; i++)
        {
            (int row, int below, double down) = Place(i / to, from, to);
            (int column, int right, double across) = Place(i % to, from, to);
            double above = ((1 - across) * plane[(row * from) + column]) + (across * plane[(row * from) + right]);
            double beneath = ((1 - across) * plane[(below * from) + column]) + (across * plane[(below * from) + right]);
            resized[i] = ((1 - down) * above) + (down * beneath);
        }

        return resized;
    }

    /// <summary>From 0 to 1; zeros where all numbers are one.</summary>
    public static double[] MinMax(double[] values)
    {
        (double least, double most) = (values.Min(), values.Max());
        return [.. values.Select(value => most == least ? 0 : (value - least) / (most - least))];
    }

    /// <summary>Left and right exchanged.</summary>
    public static double[] Mirror(double[] planes, int side) => [.. planes.Select((_, i) => planes[(i / side * side) + side - 1 - (i % side)])];

    private static (int First, int Second, double Share) Place(int at, int from, int to)
    {
        double place = Math.Clamp(((at + 0.5) * from / to) - 0.5, 0, from - 1);
        int first = (int)place;
        return (first, Math.Min(first + 1, from - 1), place - first);
    }
}
