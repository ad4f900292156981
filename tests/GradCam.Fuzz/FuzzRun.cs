using System.Diagnostics;
using CsCheck;
using TorchSharp;

namespace GradCam.Fuzz;

/// <summary>
/// Reads hostile files one after another, and holds the reader to its word: loaded or a <see cref="GradCamException"/> of one line, within 2 s of the processor's
/// time, with at most twice the file and what the target allows of private memory, and no tensor left behind.
/// </summary>
/// <param name="folder">Where the file of the moment and the findings lie.</param>
/// <param name="target">What reads the files.</param>
public sealed class FuzzRun(string folder, FuzzTarget target)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(120);

    private readonly string path = target.Path;
    private readonly FuzzReport report = new();

    /// <summary>Reads <paramref name="count"/> files of <paramref name="cases"/>; the same seed gives the same files. Runs add up in one report.</summary>
    public FuzzReport Run(Gen<HostileFile> cases, int count, ulong seed, Action<FuzzReport>? progress = null)
    {
        Directory.CreateDirectory(folder);
        PCG random = new(1, seed);
        using MemoryWatch memory = new();
        using Timer hang = new(_ => Environment.FailFast($"A file took longer than {Hang.TotalSeconds} s: {path}"));
        using (torch.zeros(1))
        {
            // libtorch is loaded before anything is measured.
        }

        // What ran before in this process is not to free tensors of its own while these are counted.
        GC.Collect();
        GC.WaitForPendingFinalizers();

        Stopwatch sinceProgress = Stopwatch.StartNew();
        for (int i = 0; i < count; i++)
        {
            HostileFile made = cases.Generate(random, null, out _);
            File.WriteAllBytes(path, made.Bytes);
            hang.Change(Hang, Timeout.InfiniteTimeSpan);
            Check(made, memory);
            if (progress is not null && sinceProgress.Elapsed.TotalSeconds > 5)
            {
                progress(report);
                sinceProgress.Restart();
            }
        }

        File.Delete(path);
        return report;
    }

    private void Check(HostileFile made, MemoryWatch memory)
    {
        long tensors = torch.Tensor.TotalCount;
        long before = memory.Restart();
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        Stopwatch watch = Stopwatch.StartNew();
        bool loaded = false;
        string? fault = null;
        try
        {
            target.Before();
            loaded = target.Load();
        }
        catch (GradCamException refusal)
        {
            bool one = refusal.Message.Length < 2000 && !refusal.Message.Any(char.IsControl);
            fault = one ? null : $"its message is not one line: {refusal.Message}";
        }
        catch (Exception failure)
        {
            fault = failure.ToString();
        }

        // What took long only because others had the processor is no fault of the file's; what waits for ever ends at the timer above.
        TimeSpan took = Environment.CpuUsage.TotalTime - processor;
        bool slow = took > Longest && watch.Elapsed > Longest;
        long over = memory.Peak() - before - (2L * made.Bytes.Length);
        long managed = GC.GetAllocatedBytesForCurrentThread() - allocated - (2L * made.Bytes.Length);
        fault ??= slow ? $"it took {took.TotalSeconds:f1} s"
            : over > target.Slack ? $"it took {over >> 20} MB beyond twice the file"
            : managed > target.Slack ? $"it allocated {managed >> 20} MB beyond twice the file"
            : torch.Tensor.TotalCount != tensors ? $"{torch.Tensor.TotalCount - tensors} tensors stay"
            : target.Breach();
        Note(made, loaded, fault, took, over, managed);
    }

    private void Note(HostileFile made, bool loaded, string? fault, TimeSpan took, long over, long managed)
    {
        (int before, int refused) = report.Kinds.GetValueOrDefault(made.Kind);
        report.Kinds[made.Kind] = loaded ? (before + 1, refused) : (before, refused + 1);
        report.Files++;
        report.Slowest = took > report.Slowest.Time ? (took, made.Kind) : report.Slowest;
        report.MostMemory = Math.Max(report.MostMemory, over);
        report.MostAllocated = Math.Max(report.MostAllocated, managed);
        if (fault is not null)
        {
            string kept = Path.Combine(folder, $"finding-{report.Findings.Count}.bin");
            File.WriteAllBytes(kept, made.Bytes);
            report.Findings.Add($"{made.Kind}: {kept}: {fault}");
            // At once, since a run takes long.
            Console.WriteLine(report.Findings[^1]);
        }
    }
}
