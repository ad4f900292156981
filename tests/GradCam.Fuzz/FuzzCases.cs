using CsCheck;
using GradCam.Checkpoints;

namespace GradCam.Fuzz;

/// <summary>Every kind of hostile file, over the seeds that PyTorch wrote.</summary>
public static class FuzzCases
{
    /// <summary>The generator of all kinds; the seeds are copied beside the program from the reader's fixtures.</summary>
    public static Gen<HostileFile> Create()
    {
        ILookup<bool, byte[]> seeds = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Seeds"))
            .Order(StringComparer.Ordinal).ToLookup(IsLoaded, File.ReadAllBytes);
        ByteCases bytes = new([.. seeds[true]], [.. seeds[false]]);
        return Gen.Frequency((1000, bytes.All), (600, PickleCases.All), (300, ZipCases.All), (400, SafetensorsCases.All), (1, BigCases.All));
    }

    private static bool IsLoaded(string path)
    {
        try
        {
            CheckpointReader.Read(path).Dispose();
            return true;
        }
        catch (CheckpointException)
        {
            return false;
        }
    }
}
