namespace GradCam.Cli.Commands;

/// <summary>Finds the checkpoint that a call means.</summary>
internal static class WeightSource
{
    /// <summary>The path that was given.</summary>
    /// <exception cref="UsageException">None was given.</exception>
    public static string Find(string? weightPath, string? network) => weightPath ?? throw new UsageException(
        $"--weight-path is missing: pass the file of a checkpoint of {network ?? NetworkOptions.Default} (.pth, .pt or .safetensors)");
}
