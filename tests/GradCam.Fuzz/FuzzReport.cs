namespace GradCam.Fuzz;

/// <summary>What a run saw.</summary>
public sealed class FuzzReport
{
    /// <summary>How many files of each kind were loaded, and how many refused.</summary>
    public SortedDictionary<string, (int Loaded, int Refused)> Kinds { get; } = new(StringComparer.Ordinal);

    /// <summary>What must not happen: a line for each time that it did, with the file kept.</summary>
    public List<string> Findings { get; } = [];

    public int Files { get; set; }

    public (TimeSpan Time, string Kind) Slowest { get; set; } = (TimeSpan.Zero, string.Empty);

    /// <summary>The most private memory beyond twice the file, in bytes.</summary>
    public long MostMemory { get; set; }

    /// <summary>The most managed memory that one file had allocated, in bytes, beyond twice the file.</summary>
    public long MostAllocated { get; set; }
}
