namespace GradCam.Runs;

/// <summary>A picture's path and name. Most paths end with the name, and what stands before it is the same for all pictures below one folder: it is held once.</summary>
internal readonly record struct PicturePath
{
    [ThreadStatic]
    private static string? lastStart;

    private readonly string start;
    private readonly bool endsWithName;

    /// <summary>Takes a path and a name.</summary>
    public PicturePath(string path, string name)
    {
        Name = name;
        endsWithName = name is not null && path?.EndsWith(name, StringComparison.Ordinal) == true;
        start = endsWithName ? Shared(path.AsSpan(0, path!.Length - name!.Length)) : path!;
    }

    /// <summary>The path.</summary>
    public string Path => endsWithName ? start + Name : start;

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The path in two parts, one behind the other.</summary>
    public (string Start, string End) Parts => (start, endsWithName ? Name : "");

    private static string Shared(ReadOnlySpan<char> start) => lastStart is { } last && start.SequenceEqual(last) ? last : lastStart = start.ToString();
}
