using GradCam.Checkpoints;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>What keeps a state dictionary from fitting a network.</summary>
internal sealed record StateMismatch(IReadOnlyList<string> Missing, IReadOnlyList<string> Unexpected, IReadOnlyList<string> Misshapen)
{
    private const int Shown = 3;

    public bool IsNone => Missing.Count == 0 && Unexpected.Count == 0 && Misshapen.Count == 0;

    public static StateMismatch Between(nn.Module module, IReadOnlyDictionary<string, Tensor> tensors, string? ignoredPrefix)
    {
        List<string> missing = [], misshapen = [];
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string name, Tensor wanted) in ModuleTree.State(module))
        {
            known.Add(name);
            if (!tensors.TryGetValue(name, out Tensor? given))
            {
                if (!IsOptional(name))
                {
                    missing.Add(name);
                }
            }
            else if (given.dtype != wanted.dtype || !given.shape.SequenceEqual(wanted.shape))
            {
                misshapen.Add($"{name} is {Describe(NamedTensors.TypeOf(tensors, name), given)}, not {Describe(NamedTensors.NameOf(wanted.dtype), wanted)}");
            }
        }

        string[] unexpected = [.. tensors.Keys
            .Where(name => !known.Contains(name))
            .Where(name => ignoredPrefix is null || !name.StartsWith(ignoredPrefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
        return new StateMismatch(missing, unexpected, misshapen);
    }

    /// <summary>Whether a checkpoint may lack the name: torch before 0.4.1 did not count a batch norm's batches.</summary>
    public static bool IsOptional(string name) => name.EndsWith(".num_batches_tracked", StringComparison.Ordinal);

    /// <summary>The counts and the first names of each kind, for the middle of a sentence.</summary>
    public override string ToString() =>
        string.Join(", ", new[] { Part(Missing, "missing"), Part(Unexpected, "unexpected"), Part(Misshapen, "misshapen") });

    private static string Part(IReadOnlyList<string> names, string what) =>
        names.Count == 0
            ? $"0 {what}"
            : $"{names.Count} {what} ({string.Join("; ", names.Take(Shown))}{(names.Count > Shown ? "; …" : "")})";

    private static string Describe(string type, Tensor tensor) => $"{type} [{string.Join(",", tensor.shape)}]";
}
