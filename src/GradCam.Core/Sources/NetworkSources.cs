namespace GradCam.Sources;

/// <summary>The one list of the kinds of files that networks come from.</summary>
internal static class NetworkSources
{
    /// <summary>How many bytes of a file are looked at to tell its kind.</summary>
    public const int HeadLength = 64;

    /// <summary>Every kind; the first that knows a file reads it, and the last knows every file.</summary>
    public static IReadOnlyList<INetworkSource> All { get; } = [new OnnxSource(), new CheckpointSource()];

    /// <summary>Loads the network of a file, whose kind its content tells.</summary>
    /// <exception cref="GradCamException">The file cannot be read, or the options do not fit it.</exception>
    public static Network Open(string path, LoadOptions options) => SourceOf(path).Open(path, options);

    /// <summary>What the network of a file is called where the file is all that there is of it, as an ONNX model is; null for checkpoints, and for what cannot be read.</summary>
    public static string? OwnNameOf(string path) => SourceOf(path).OwnNameOf(path);

    /// <summary>The files that the network of a file is made of: that file, and those beside it that its weights lie in; of what cannot be read, that file alone.</summary>
    public static IReadOnlyList<string> FilesOf(string path) => SourceOf(path).FilesOf(path);

    private static INetworkSource SourceOf(string path)
    {
        byte[] head = ReadHead(path);
        return All.First(source => source.Reads(head));
    }

    /// <summary>The first bytes of a file; none of one that cannot be read, which its source says in its own words.</summary>
    private static byte[] ReadHead(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] head = new byte[file.CanSeek ? HeadLength : 0];
            return head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return [];
        }
    }
}
