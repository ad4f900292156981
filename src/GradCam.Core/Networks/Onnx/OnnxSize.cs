namespace GradCam.Networks;

/// <summary>How large a value may become: a file of 200 bytes can ask for any size.</summary>
internal static class OnnxSize
{
    /// <summary>The most elements that one value may ever have.</summary>
    public const long MostElements = OnnxCeiling.Most;

    private const int MostDimensions = 16;

    /// <summary>Refuses a shape that is out of range, before anything is computed.</summary>
    /// <returns>The shape.</returns>
    public static long[] Check(OnnxNode node, params long[] shape)
    {
        if (shape.Length > MostDimensions)
        {
            throw node.Fail($"would give {shape.Length} dimensions; at most {MostDimensions} are computed");
        }

        long elements = 1;
        foreach (long size in shape)
        {
            if (size < 0)
            {
                throw node.Fail($"would give {Show(shape)}, which has a negative size");
            }

            if (size > OnnxCeiling.Elements / elements)
            {
                throw node.Fail($"would give {Show(shape)}; at most {OnnxCeiling.Elements} elements are computed");
            }

            elements *= Math.Max(size, 1);
        }

        return shape;
    }

    /// <summary>The shape that several broadcast to, checked.</summary>
    public static long[] Broadcast(OnnxNode node, params ReadOnlySpan<long[]> shapes)
    {
        long[] joint = [];
        foreach (long[] shape in shapes)
        {
            joint = Joint(node, joint, shape);
        }

        return Check(node, joint);
    }

    /// <summary>A shape for messages.</summary>
    public static string Show(ReadOnlySpan<long> shape) => shape.Length <= MostDimensions
        ? $"[{string.Join(',', shape.ToArray())}]"
        : $"[{string.Join(',', shape[..MostDimensions].ToArray())},…]";

    private static long[] Joint(OnnxNode node, long[] a, long[] b)
    {
        (long[] shorter, long[] longer) = a.Length < b.Length ? (a, b) : (b, a);
        var joint = (long[])longer.Clone();
        for (int i = 1; i <= shorter.Length; i++)
        {
            long one = shorter[^i];
            if (one != joint[^i] && one != 1 && joint[^i] != 1)
            {
                throw node.Fail($"takes {Show(a)} and {Show(b)}, which do not broadcast");
            }

            joint[^i] = joint[^i] == 1 ? one : joint[^i];
        }

        return joint;
    }
}
