using GradCam.Checkpoints;
using GradCam.Weights;

namespace GradCam.Networks;

/// <summary>Writes any readable checkpoint as .safetensors, with what a converted file could no longer say by its hash.</summary>
public static class CheckpointConverter
{
    private const string Ending = ".safetensors";

    /// <summary>
    /// Reads a checkpoint and writes its tensors and metadata. A published ImageNet file is known by its hash, which the new file does not
    /// share: its network, and whether it wants <c>transform_input</c>, become metadata.
    /// </summary>
    /// <param name="input">A .pth, .pt or .safetensors file.</param>
    /// <param name="output">A path that ends in <c>.safetensors</c>; replaced if it exists.</param>
    /// <param name="half">Whether float32 is rounded to float16; off by default, when every float32 keeps its bits.</param>
    /// <returns>The published file that the input is; null for any other.</returns>
    /// <exception cref="CheckpointException">The input cannot be read.</exception>
    /// <exception cref="OutputException">The output cannot be written.</exception>
    /// <exception cref="UsageException">The output does not end in <c>.safetensors</c> or is the input, or a number is too large for half.</exception>
    public static PublishedFile? Convert(string input, string output, bool half = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(input);
        ArgumentException.ThrowIfNullOrEmpty(output);
        if (!output.EndsWith(Ending, StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"{ShownText.Of(output)} does not end in {Ending}, the only format that is written");
        }

        if (Path.GetFullPath(input) == Path.GetFullPath(output))
        {
            throw new UsageException($"{ShownText.Of(output)} is the checkpoint that is converted");
        }

        using Checkpoint checkpoint = CheckpointReader.Read(input);
        PublishedFile? published = PublishedWeights.Identify(checkpoint.Sha256());
        SafetensorsWriter.Write(output, checkpoint.Tensors, MetadataOf(checkpoint.Metadata, published), half);
        return published;
    }

    private static Dictionary<string, string> MetadataOf(IReadOnlyDictionary<string, string> own, PublishedFile? published)
    {
        Dictionary<string, string> metadata = new(own, StringComparer.Ordinal);
        if (published is not null)
        {
            NetworkDefinition definition = NetworkCatalog.Find(published.Name);
            ModelMetadata known = new() { Network = definition.Name, TransformInput = definition.HasTransformInput ? true : null };
            foreach ((string key, string value) in known.ToDictionary())
            {
                metadata[key] = value;
            }
        }

        return metadata;
    }
}
