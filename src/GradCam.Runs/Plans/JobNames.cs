using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace GradCam.Runs;

/// <summary>
/// Looks whether names are given twice, by hashes of 64 bits alone: a million names take 8 MB, where a set of them took 100. A name is handed over in pieces,
/// since a million texts that are thrown away at once take as much again.
/// </summary>
internal sealed class JobNames
{
    private readonly XxHash3 hash = new();
    private char[] upper = new char[256];

    /// <summary>Whether all names are different, as far as their hashes tell: no is to be looked at name by name.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="tell">Hands a job's name over, piece by piece.</param>
    public static bool AreDistinct(IReadOnlyList<BatchJob> jobs, Action<BatchJob, JobNames> tell)
    {
        JobNames names = new();
        ulong[] hashes = new ulong[jobs.Count];
        for (int i = 0; i < hashes.Length; i++)
        {
            tell(jobs[i], names);
            hashes[i] = names.hash.GetCurrentHashAsUInt64();
            names.hash.Reset();
        }

        Array.Sort(hashes);
        for (int i = 1; i < hashes.Length; i++)
        {
            if (hashes[i] == hashes[i - 1])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes a piece of the name.</summary>
    public void Add(ReadOnlySpan<char> piece) => hash.Append(MemoryMarshal.AsBytes(piece));

    /// <summary>Takes a piece of the name, in capital letters.</summary>
    public void AddUpper(ReadOnlySpan<char> piece)
    {
        if (upper.Length < piece.Length)
        {
            upper = new char[piece.Length];
        }

        Add(upper.AsSpan(0, piece.ToUpperInvariant(upper)));
    }
}
