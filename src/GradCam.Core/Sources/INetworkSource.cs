namespace GradCam.Sources;

/// <summary>A kind of file that networks come from.</summary>
internal interface INetworkSource
{
    /// <summary>Whether a file is of this kind.</summary>
    /// <param name="head">Its first bytes, up to <see cref="NetworkSources.HeadLength"/>.</param>
    bool Reads(ReadOnlySpan<byte> head);

    /// <summary>What a network is called whose file is all that there is of it; null where a network of the catalogue is asked for.</summary>
    /// <param name="path">The file.</param>
    string? OwnNameOf(string path);

    /// <summary>The files that a network is made of: this one, and those beside it that its weights lie in.</summary>
    /// <param name="path">The file.</param>
    IReadOnlyList<string> FilesOf(string path);

    /// <summary>Loads the network of a file.</summary>
    /// <exception cref="GradCamException">The file cannot be read, or the options do not fit it.</exception>
    Network Open(string path, LoadOptions options);
}
