namespace GradCam.Checkpoints;

/// <summary>Turns checkpoints of any format that is read into safetensors files, which hold no code and carry metadata.</summary>
public static class CheckpointConverter
{
    /// <summary>Reads a checkpoint and writes its tensors, under today's names, as a .safetensors file, whole or not at all.</summary>
    /// <param name="source">A .pth, .pt or .safetensors file.</param>
    /// <param name="target">The file to write; replaced if it exists.</param>
    /// <param name="metadata">What is to be said about the network; where it says nothing, the source's own metadata stays. Nothing by default.</param>
    /// <param name="half">Whether float32 is rounded to float16; off by default, when every float32 bit stays as it was.</param>
    /// <returns>How many tensors were written.</returns>
    /// <exception cref="CheckpointException">The source cannot be read.</exception>
    /// <exception cref="OutputException">The target cannot be written.</exception>
    public static int Convert(string source, string target, ModelMetadata? metadata = null, bool half = false)
    {
        using Checkpoint checkpoint = CheckpointReader.Read(source);
        Dictionary<string, string> merged = new(checkpoint.Metadata, StringComparer.Ordinal);
        foreach ((string key, string value) in (metadata ?? new ModelMetadata()).ToDictionary())
        {
            merged[key] = value;
        }

        SafetensorsWriter.Write(target, checkpoint.Tensors, merged, half);
        return checkpoint.Tensors.Count;
    }
}
