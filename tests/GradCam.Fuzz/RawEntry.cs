namespace GradCam.Fuzz;

/// <summary>An entry of a zip archive whose headers can be made to lie.</summary>
public sealed record RawEntry(string Name, byte[] Content)
{
    public ushort Method { get; init; }

    public ushort LocalMethod { get; init; }

    public uint? Size { get; init; }

    public uint? LocalSize { get; init; }

    public uint? Header { get; init; }

    public string? LocalName { get; init; }

    public byte[] Extra { get; init; } = [];

    public ushort LocalExtraLength { get; init; }
}
