namespace GradCam.Runs;

/// <summary>Opens what says where the objects are: a folder of masks, or a file of boxes.</summary>
internal static class TruthSource
{
    /// <summary>Opens it.</summary>
    /// <param name="path">A folder of PNG files, or a COCO file (JSON).</param>
    /// <exception cref="UsageException">It is neither, or cannot be read.</exception>
    public static ITruth Open(string path) =>
        Directory.Exists(path) ? MaskFolder.Open(path)
        : File.Exists(path) ? CocoBoxes.Open(path)
        : throw new UsageException($"{ShownText.Of(path)}: there is no such folder of masks or file of boxes") { Name = "truth" };
}
