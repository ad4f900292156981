using System.Reflection;
using GradCam.Networks;
using GradCam.Rendering;

namespace GradCam;

/// <summary>Where an explanation comes from: facts that another run can be compared by.</summary>
public sealed record Provenance
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> AllVersions = new(ReadVersions);

    // A property of each explanation that reads a static field alone would have to be static itself.
    private readonly Lazy<IReadOnlyDictionary<string, string>> versions = AllVersions;

    /// <summary>The network's name as it was asked for; "module" for a caller's own unless its facts name it.</summary>
    public required string Network { get; init; }

    /// <summary>Whose arithmetic was followed.</summary>
    public required Variant Variant { get; init; }

    /// <summary>How the picture became the network's input.</summary>
    public required Preprocessing Preprocessing { get; init; }

    /// <summary>Whether nothing said which mean and deviation the network wants of its input, and ImageNet's were taken.</summary>
    public bool AssumesNormalisation { get; init; }

    /// <summary>What random numbers started from.</summary>
    public int Seed { get; init; }

    /// <summary>The methods, each with its parameters, such as <c>rise:masks=4000:cells=7:kept=0.5</c>.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>The class that was compared with, as it was asked for; null where none was.</summary>
    public string? Versus { get; init; }

    /// <summary>How the maps of several layers became one.</summary>
    public LayerFusion Fuse { get; init; }

    /// <summary>How the pictures were drawn.</summary>
    public DrawingOptions Drawing { get; init; } = DrawingOptions.Default;

    /// <summary>The SHA-256 of the file that the weights came from, 64 hexadecimal digits; null for a caller's own module. The first reader reads the file.</summary>
    public string? CheckpointSha256 => Hash.Value;

    /// <summary>The versions of what computed it: this library, the two that it stands on, and .NET.</summary>
    public IReadOnlyDictionary<string, string> Versions => versions.Value;

    /// <summary>Whether both say the same; the file that the weights came from is left out, since looking at it reads all of it.</summary>
    public bool Equals(Provenance? other) => other is not null
        && (Network, Variant, Preprocessing, Seed, Versus, Fuse, Drawing)
            == (other.Network, other.Variant, other.Preprocessing, other.Seed, other.Versus, other.Fuse, other.Drawing)
        && Methods.SequenceEqual(other.Methods);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Network, Variant, Preprocessing, Seed);

    internal Lazy<string?> Hash { get; init; } = new(() => null);

    private static Dictionary<string, string> ReadVersions()
    {
        Assembly library = typeof(Provenance).Assembly;
        IEnumerable<Assembly> computing = library.GetReferencedAssemblies()
            .Where(assembly => assembly.Name is "TorchSharp" or "OpenCvSharp")
            .Select(Assembly.Load)
            .Prepend(library);
        Dictionary<string, string> versions = computing.ToDictionary(
            assembly => assembly.GetName().Name!, assembly => assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);
        versions[".NET"] = Environment.Version.ToString();
        return versions;
    }
}
