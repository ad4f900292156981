using System.IO.Compression;

namespace GradCam.Core.Tests.Networks;

/// <summary>What torchvision's own network of a name consists of; written by make_torchvision_networks.py.</summary>
internal sealed record TorchvisionNetwork(string Name, long Parameters)
{
    /// <summary>torchvision's inception_v3 has an auxiliary head, which is no part of the network here.</summary>
    public const string AuxiliaryHead = "AuxLogits";

    /// <summary>Whether a module or tensor belongs to the auxiliary heads of inception_v3 or googlenet.</summary>
    public bool IsAuxiliary(string name) =>
        Name == "inception_v3" && name.StartsWith(AuxiliaryHead, StringComparison.Ordinal) || Name == "googlenet" && name.StartsWith("aux", StringComparison.Ordinal);

    private static readonly Lazy<IReadOnlyList<TorchvisionNetwork>> All = new(Read);

    public List<(string Name, string Kind, int Calls, string Shape)> Modules { get; } = [];

    public List<(string Name, string Shape, string Type)> State { get; } = [];

    public static TorchvisionNetwork Of(string name) => All.Value.Single(network => network.Name == name);

    private static List<TorchvisionNetwork> Read()
    {
        using Stream packed = typeof(TorchvisionNetwork).Assembly.GetManifestResourceStream("torchvision-networks.txt.gz")!;
        using var reader = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        List<TorchvisionNetwork> networks = [];
        while (reader.ReadLine() is { } line)
        {
            string[] fields = line.Split('\t');
            switch (fields[0])
            {
                case "network": networks.Add(new TorchvisionNetwork(fields[1], long.Parse(fields[2]))); break;
                case "module": networks[^1].Modules.Add((fields[1], fields[2], int.Parse(fields[3]), fields[4])); break;
                default: networks[^1].State.Add((fields[1], fields[2], fields[3])); break;
            }
        }

        return networks;
    }
}
