using System.Reflection;
using GradCam.Networks;

namespace GradCam;

/// <summary>Where an explanation comes from: facts that another run can be compared by.</summary>
public sealed record Provenance
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> AllVersions = new(ReadVersions);

    private readonly Lazy<IReadOnlyDictionary<string, string>> versions = AllVersions;

    /// <summary>The network's name as it was asked for; "module" for a caller's own unless its facts name it.</summary>
    public required string Network { get; init; }

    /// <summary>Whose arithmetic was followed.</summary>
    public required Variant Variant { get; init; }

    /// <summary>How the picture became the network's input.</summary>
    public required Preprocessing Preprocessing { get; init; }

    /// <summary>What random numbers started from.</summary>
    public int Seed { get; init; }

    /// <summary>The SHA-256 of the file that the weights came from, 64 hexadecimal digits; null for a caller's own module. The first reader reads the file.</summary>
    public string? CheckpointSha256 => Hash.Value;

    /// <summary>The versions of what computed it: this library, the two that it stands on, and .NET.</summary>
    public IReadOnlyDictionary<string, string> Versions => versions.Value;

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
