namespace GradCam.Core.Tests.Networks;

/// <summary>An array that is read and made element by element, in double precision.</summary>
/// <param name="Shape">The sizes.</param>
/// <param name="Numbers">The elements, the last dimension's first.</param>
internal sealed record PlainArray(long[] Shape, double[] Numbers)
{
    public int Rank => Shape.Length;

    public static PlainArray Of(OnnxValue value) => new(value.Shape, value.Numbers);

    /// <summary>Computes each element from its place.</summary>
    public static PlainArray Make(IEnumerable<long> shape, Func<long[], double> element)
    {
        long[] sizes = [.. shape];
        return new PlainArray(sizes, [.. Places(sizes).Select(element)]);
    }

    /// <summary>All places of a shape, in order.</summary>
    public static IEnumerable<long[]> Places(long[] shape)
    {
        for (long i = 0; i < Count(shape); i++)
        {
            long[] place = new long[shape.Length];
            long rest = i;
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                (rest, place[axis]) = (rest / shape[axis], rest % shape[axis]);
            }

            yield return place;
        }
    }

    public static long Count(IEnumerable<long> shape) => shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>The shape that shapes broadcast to.</summary>
    public static long[] Broadcast(IEnumerable<long[]> shapes)
    {
        int rank = shapes.Max(shape => shape.Length);
        return [.. Enumerable.Range(1, rank).Select(back => shapes.Where(shape => shape.Length >= back).Max(shape => shape[^back])).Reverse()];
    }

    public double At(params long[] place)
    {
        long at = 0;
        for (int axis = 0; axis < Rank; axis++)
        {
            at = (at * Shape[axis]) + place[axis];
        }

        return Numbers[at];
    }

    /// <summary>The element at a place of a shape that this one broadcasts to.</summary>
    public double Wide(long[] place) => At([.. Shape.Select((size, i) => size == 1 ? 0 : place[place.Length - Rank + i])]);

    /// <summary>The element, or another number outside.</summary>
    public double Or(double outside, long[] place) => place.Zip(Shape).All(pair => pair.First >= 0 && pair.First < pair.Second) ? At(place) : outside;
}
