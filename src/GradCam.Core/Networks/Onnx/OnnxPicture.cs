using GradCam.Checkpoints;

namespace GradCam.Networks;

/// <summary>The one input of a graph that is the picture.</summary>
internal static class OnnxPicture
{
    private const int Dimensions = 4, Channels = 3, MostPictures = 1024, LargestSide = 4096, MostShown = 16;

    /// <summary>Finds the input, and refuses what is no picture in red, green and blue.</summary>
    /// <param name="model">The model.</param>
    /// <param name="file">For messages.</param>
    /// <exception cref="CheckpointException">The graph takes no picture, or more than one thing.</exception>
    public static OnnxValuePlan Find(OnnxFile model, CheckpointFile file)
    {
        // Old files repeat their tensors among the inputs.
        HashSet<string> tensors = new(model.Tensors.Select(tensor => tensor.Name), StringComparer.Ordinal);
        OnnxValuePlan[] inputs = [.. model.Inputs.Where(input => !tensors.Contains(input.Name))];
        if (inputs.Length != 1)
        {
            throw file.Fail(inputs.Length == 0
                ? "its graph takes no input"
                : $"its graph takes {inputs.Length} inputs ({string.Join(", ", inputs.Take(5).Select(input => ShownText.Quoted(input.Name)))}); a classifier of pictures takes one");
        }

        OnnxValuePlan picture = inputs[0];
        string name = $"its input {ShownText.Quoted(picture.Name)}";
        if (picture.Type is not (OnnxElement.Float32 or OnnxElement.Float16 or OnnxElement.Float64 or OnnxElement.BFloat16 or OnnxElement.Byte))
        {
            throw file.Fail($"{name} is of {OnnxElement.NameOf(picture.Type)}; a picture of floats, or of bytes (uint8), is wanted");
        }

        IReadOnlyList<long?> dims = picture.Dims ?? [null, Channels, null, null];
        if (dims.Count != Dimensions || !(dims[1] is null or Channels || dims[3] is Channels) || dims[0] > MostPictures || dims.Skip(1).Any(side => side > LargestSide))
        {
            throw file.Fail($"{name} has the shape [{string.Join(",", dims.Take(MostShown).Select(size => size?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"))}{(dims.Count > MostShown ? ",…" : string.Empty)}]; pictures are [N,3,h,w] or [N,h,w,3]");
        }

        bool isLast = dims[1] != Channels && dims[3] is Channels;
        (long? height, long? width) = isLast ? (dims[1], dims[2]) : (dims[2], dims[3]);
        return height is null || width is null || height == width
            ? picture with { Dims = isLast ? dims : [dims[0], Channels, dims[2] ?? dims[3], dims[3] ?? dims[2]] }
            : throw file.Fail($"{name} is {height} high and {width} wide; squares are wanted, since a picture is made one of a single side");
    }
}
