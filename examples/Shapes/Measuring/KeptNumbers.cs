using GradCam;
using GradCam.Files;

namespace Shapes.Measuring;

/// <summary>A file of numbers that a longer run goes on from: its first line says what they are of.</summary>
internal sealed class KeptNumbers
{
    private readonly string path;

    private KeptNumbers(string path, IReadOnlyList<string> lines) => (this.path, Lines) = (path, lines);

    /// <summary>The lines that an earlier call wrote.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>Opens the file, or begins it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="weights">The checkpoint that is measured.</param>
    /// <param name="seed">The scenes' seed.</param>
    /// <param name="maps">What else the numbers hang on.</param>
    /// <exception cref="UsageException">It holds numbers of something else.</exception>
    public static KeptNumbers Open(string path, string weights, int seed, string maps = "")
    {
        string about = $"# seed {seed}, weights {FileHash.Sha256(weights)}{maps}";
        if (!File.Exists(path))
        {
            File.WriteAllLines(path, [about]);
        }

        string[] lines = File.ReadAllLines(path);
        return lines.Length > 0 && lines[0] == about
            ? new KeptNumbers(path, lines[1..])
            : throw new UsageException($"'{path}' holds the numbers of other weights, scenes or maps: name another place for these, or delete it");
    }

    /// <summary>Writes further lines.</summary>
    public void Add(IEnumerable<string> lines) => File.AppendAllLines(path, lines);
}
