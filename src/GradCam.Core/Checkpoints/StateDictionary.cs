using System.Text.RegularExpressions;

namespace GradCam.Checkpoints;

/// <summary>Finds the state dictionary in what a training script saved, and gives its names the form that today's networks use.</summary>
internal static partial class StateDictionary
{
    private const int DeepestNesting = 4;
    private const int LongestName = 1024;
    /// <summary>What DataParallel and PyTorch Lightning's habit of keeping the network in <c>self.model</c> put before every name.</summary>
    private static readonly string[] Prefixes = ["module.", "model."];

    private static readonly string[] Wrappers = ["state_dict", "model_state_dict", "model", "net", "network", "model_ema", "weights"];

    /// <summary>
    /// The tensors by name: of the dictionary under one of the usual keys, else of the whole; epoch numbers, optimizer states and other extras are left out.
    /// </summary>
    public static List<(string Name, PickleTensor Tensor)> Find(object? root, CheckpointFile file)
    {
        if (root is not PickleDictionary dictionary)
        {
            throw file.Fail("it holds no dictionary: a state dictionary is wanted, torch.save(model.state_dict(), FILE)");
        }

        for (int depth = 0; depth < DeepestNesting; depth++)
        {
            PickleDictionary outer = dictionary;
            PickleDictionary? inner = Wrappers.Select(outer.Find).OfType<PickleDictionary>().FirstOrDefault(MayHoldTensors);
            if (inner is null)
            {
                break;
            }

            dictionary = inner;
        }

        List<(string, PickleTensor)> tensors = [];
        foreach ((object? key, object? value) in dictionary.Pairs)
        {
            if (value is PickleTensor tensor)
            {
                tensors.Add((key as string ?? throw file.Fail("a tensor's key in the state dictionary is not a name"), tensor));
            }
        }

        return tensors;
    }

    private static bool MayHoldTensors(PickleDictionary nested) => nested.Pairs.Exists(pair => pair.Value is PickleTensor or PickleDictionary);

    /// <summary>
    /// Today's names, one for one: without the <see cref="Prefixes"/> that stand before every name, with densenet's old <c>denselayer1.norm.1.weight</c>
    /// as <c>denselayer1.norm1.weight</c>, and the vision transformers' old <c>mlp.linear_1.weight</c> as <c>mlp.0.weight</c>.
    /// </summary>
    public static string[] Rename(IReadOnlyList<string> names, CheckpointFile file)
    {
        int prefix = PrefixLength(names);
        string[] renamed = new string[names.Count];
        HashSet<string> known = new(StringComparer.Ordinal);
        for (int i = 0; i < renamed.Length; i++)
        {
            string name = names[i][prefix..];
            if (name.Length is 0 or > LongestName)
            {
                throw file.Fail($"the tensor name {ShownText.Quoted(names[i])} has {name.Length} characters; from 1 to {LongestName} are read");
            }

            // Asked first, since most networks then do without the library of regular expressions.
            renamed[i] = !name.Contains("denselayer", StringComparison.Ordinal) ? name : OldDensenetName().Replace(name, "$1$2");
            renamed[i] = !renamed[i].Contains(".mlp.linear_", StringComparison.Ordinal) ? renamed[i] : OldTransformerName().Replace(renamed[i], match => $"{match.Groups[1]}.{(match.Groups[2].Value == "1" ? 0 : 3)}.{match.Groups[3]}");
            if (!known.Add(renamed[i]))
            {
                throw file.Fail($"the tensor {ShownText.Quoted(renamed[i])} stands there twice");
            }
        }

        return renamed;
    }

    private static int PrefixLength(IReadOnlyList<string> names)
    {
        int length = 0;
        // Both may stand there, in either order.
        foreach (string _ in Prefixes)
        {
            length += Prefixes.FirstOrDefault(prefix => names.All(name => name.AsSpan(length).StartsWith(prefix, StringComparison.Ordinal)))?.Length ?? 0;
        }

        return length;
    }

    [GeneratedRegex(@"(denselayer[0-9]{1,3}\.(?:norm|conv))\.([12]\.(?:weight|bias|running_mean|running_var|num_batches_tracked))\z", RegexOptions.CultureInvariant)]
    private static partial Regex OldDensenetName();

    [GeneratedRegex(@"(encoder_layer_[0-9]{1,3}\.mlp)\.linear_([12])\.(weight|bias)\z", RegexOptions.CultureInvariant)]
    private static partial Regex OldTransformerName();
}
