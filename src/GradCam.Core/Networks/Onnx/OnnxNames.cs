namespace GradCam.Networks;

/// <summary>
/// What the values of a graph are called as layers, and what else may be said for them. PyTorch's scopes <c>/layer4/layer4.1/conv2/Conv_output_0</c> become
/// <c>layer4.1.conv2.Conv</c>: a part that starts with the part before it and a dot takes its place. Other names stay as they are.
/// </summary>
internal sealed class OnnxNames
{
    private const string FirstOutput = "_output_0";

    // Every part of a scope is a name of its own: of a text of 64 KB in parts of one letter they would be 2 GB.
    private const int LongestScope = 1000;

    private readonly string[] names;
    private readonly Dictionary<string, List<int>> others = new(StringComparer.Ordinal);

    /// <summary>Names the values of a graph.</summary>
    public OnnxNames(OnnxGraph graph)
    {
        string[] shortened = [.. graph.Names.Select(Shorten)];
        // Several values of one short name keep their full ones.
        HashSet<string> twice = [.. shortened.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key)];
        names = [.. shortened.Select((name, number) => twice.Contains(name) ? graph.Names[number] : name)];
        foreach (OnnxStep step in graph.PictureSteps)
        {
            foreach (int output in step.Outputs.Where(output => output >= 0))
            {
                Add(graph.Names[output], output);
                Add(shortened[output], output);
            }

            if (step.Outputs is [>= 0 and var only, ..])
            {
                Add(step.Node.Name, only);
            }
        }

        AddScopes(graph, shortened);
    }

    /// <summary>The names of the layers, by the values' numbers.</summary>
    public IReadOnlyList<string> Layers => names;

    /// <summary>The layers that a name can mean: a layer's own, its value's full or short name, its node's name, or a scope of PyTorch's, whose last value is meant.</summary>
    public IReadOnlyList<string> Find(string name) => others.TryGetValue(name, out List<int>? found) ? [.. found.Select(number => names[number]).Distinct()] : [];

    private static string Shorten(string name)
    {
        string bare = name.EndsWith(FirstOutput, StringComparison.Ordinal) ? name[..^FirstOutput.Length] : name;
        if (!bare.StartsWith('/') || bare.Length == 1)
        {
            return bare;
        }

        List<string> parts = [];
        foreach (string part in bare[1..].Split('/'))
        {
            if (parts.Count > 0 && part.StartsWith($"{parts[^1]}.", StringComparison.Ordinal))
            {
                parts[^1] = part;
            }
            else
            {
                parts.Add(part);
            }
        }

        return string.Join('.', parts);
    }

    private void Add(string name, int number)
    {
        if (!others.TryGetValue(name, out List<int>? numbers))
        {
            others.Add(name, numbers = []);
        }

        if (!numbers.Contains(number))
        {
            numbers.Add(number);
        }
    }

    /// <summary>A module of PyTorch's gives what the last node in its scope does: <c>layer4</c>, <c>layer4.1</c> and <c>layer4.1.conv2</c>.</summary>
    private void AddScopes(OnnxGraph graph, string[] shortened)
    {
        var scopes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (int output in graph.PictureSteps.SelectMany(step => step.Outputs).Where(output => output >= 0 && graph.Names[output].StartsWith('/') && graph.Names[output].Length <= LongestScope))
        {
            string scope = shortened[output];
            for (int dot = scope.LastIndexOf('.'); dot > 0; dot = scope.LastIndexOf('.'))
            {
                scope = scope[..dot];
                scopes[scope] = output;
            }
        }

        foreach ((string scope, int number) in scopes)
        {
            if (!others.ContainsKey(scope))
            {
                Add(scope, number);
            }
        }
    }
}
