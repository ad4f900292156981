namespace GradCam.Sources;

/// <summary>A kind of file that networks come from.</summary>
internal interface INetworkSource
{
    /// <summary>Whether a file is of this kind.</summary>
    /// <param name="head">Its first bytes, up to <see cref="NetworkSources.HeadLength"/>.</param>
    bool Reads(ReadOnlySpan<byte> head);

    /// <summary>Loads the network of a file.</summary>
    /// <exception cref="GradCamException">The file cannot be read, or the options do not fit it.</exception>
    Network Open(string path, LoadOptions options);
}
