using System.Buffers.Binary;
using System.Text.Json;

namespace GradCam.Runs;

/// <summary>
/// A run's plan on disk, made once for all its shards: <c>plan.json</c>, a job a line in <c>plan.jsonl</c>, and in <c>plan.index</c> where each batch's first
/// line starts and which job it is, so that a task seeks to its part and reads no more.
/// </summary>
/// <param name="facts">What the plan is.</param>
/// <param name="folder">Where it lies.</param>
internal sealed class PlanFile(PlanFacts facts, string folder)
{
    private const string FactsName = "plan.json", JobsName = "plan.jsonl", IndexName = "plan.index";
    private const int EntryLength = sizeof(long) + sizeof(int);

    /// <summary>What the plan is.</summary>
    public PlanFacts Facts => facts;

    /// <summary>The networks.</summary>
    public IReadOnlyList<NetworkChoice> Networks { get; } = [.. facts.Networks.Select(network => new NetworkChoice(network.Name, network.WeightPath) { IsModel = network.IsModel })];

    /// <summary>The plan in a run's folder; null where there is none.</summary>
    /// <exception cref="UsageException">The file is no plan.</exception>
    public static PlanFile? Read(string output)
    {
        string folder = Path.Combine(output, OwnFolders.Shards), path = Path.Combine(folder, FactsName);
        try
        {
            return File.Exists(path)
                ? new PlanFile(JsonSerializer.Deserialize<PlanFacts>(File.ReadAllBytes(path), RunJson.Compact) ?? throw new JsonException("null"), folder)
                : null;
        }
        catch (JsonException failure)
        {
            throw new UsageException($"{ShownText.Of(path)}: is not a plan; the file was changed since it was written", failure);
        }
    }

    /// <summary>Writes a plan.</summary>
    /// <param name="output">The run's folder, made if missing.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="targets">The classes of the call.</param>
    /// <param name="facts">What it is.</param>
    /// <exception cref="OutputException">It cannot be written.</exception>
    public static void Write(string output, BatchPlan plan, IReadOnlyList<Target> targets, PlanFacts facts) => ResultsFolder.Locked(output, drafts =>
    {
        string folder = Path.Combine(output, OwnFolders.Shards);
        // What says that there is a plan goes first and comes last: of a call that is cut off, parts of two plans would be read as one.
        Directory.CreateDirectory(folder);
        File.Delete(Path.Combine(folder, FactsName));
        drafts.Write(Path.Combine(folder, IndexName), index => drafts.Write(Path.Combine(folder, JobsName), jobs => WriteJobs(plan, targets, jobs, index)));
        drafts.Write(Path.Combine(folder, FactsName), JsonSerializer.SerializeToUtf8Bytes(facts, RunJson.Indented));
    });

    /// <summary>A shard's part, read by seeking.</summary>
    /// <param name="shard">Which shard.</param>
    /// <param name="targets">The classes of the call.</param>
    /// <exception cref="UsageException">A line is no job.</exception>
    public BatchPlan Part(Shard shard, IReadOnlyList<Target> targets)
    {
        (int first, int count) = shard.Of(facts.Batches).GetOffsetAndLength(facts.Batches);
        if (count == 0)
        {
            return BatchPlan.Of([], facts.Batch);
        }

        (long start, int job) = Entry(first);
        int jobs = (first + count == facts.Batches ? facts.Jobs : Entry(first + count).Job) - job;
        string path = Path.Combine(folder, JobsName);
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        file.Position = start;
        return BatchPlan.Of([.. WholeLines.Of(file, (line, _, _) => Parse(line.Span, path).Job(Networks, targets)).Take(jobs)], facts.Batch);
    }

    private static void WriteJobs(BatchPlan plan, IReadOnlyList<Target> targets, Stream jobs, Stream index)
    {
        Dictionary<NetworkChoice, int> networks = plan.Networks.Index().ToDictionary(network => network.Item, network => network.Index);
        byte[] entry = new byte[EntryLength];
        long position = 0;
        foreach (Range batch in plan.Batches)
        {
            (int offset, int length) = batch.GetOffsetAndLength(plan.Jobs.Count);
            BinaryPrimitives.WriteInt64LittleEndian(entry, position);
            BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(sizeof(long)), offset);
            index.Write(entry);
            for (int i = offset; i < offset + length; i++)
            {
                byte[] line = JsonSerializer.SerializeToUtf8Bytes(PlannedJob.Of(plan.Jobs[i], networks[plan.Jobs[i].Choice], targets), RunJson.Compact);
                jobs.Write(line);
                jobs.WriteByte((byte)'\n');
                position += line.Length + 1;
            }
        }
    }

    private static PlannedJob Parse(ReadOnlySpan<byte> line, string path)
    {
        try
        {
            return JsonSerializer.Deserialize<PlannedJob>(line, RunJson.Compact) ?? throw new JsonException("null");
        }
        catch (JsonException failure)
        {
            throw new UsageException($"{ShownText.Of(path)}: a line is no job; the file was changed since it was written", failure);
        }
    }

    private (long Start, int Job) Entry(int batch)
    {
        using FileStream file = new(Path.Combine(folder, IndexName), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        file.Position = (long)batch * EntryLength;
        byte[] entry = new byte[EntryLength];
        file.ReadExactly(entry);
        return (BinaryPrimitives.ReadInt64LittleEndian(entry), BinaryPrimitives.ReadInt32LittleEndian(entry.AsSpan(sizeof(long))));
    }
}
