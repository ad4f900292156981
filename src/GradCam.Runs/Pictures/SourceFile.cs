using System.Security.Cryptography;
using System.Text.Json.Serialization;
using GradCam.Files;

namespace GradCam.Runs;

/// <summary>A picture's file as a run found it: size and time tell at no cost that it is the same, and a hash tells where they cannot.</summary>
internal sealed record SourceFile
{
    // What is not hashed cannot be a picture that is decoded, and a device has no end.
    private const long MostHashed = 1L << 30;

    /// <summary>The file, from the results' folder on, folders parted by <c>/</c>.</summary>
    [JsonPropertyName("source")]
    public required string Source { get; init; }

    /// <summary>Its size; null where there is no such file.</summary>
    [JsonPropertyName("bytes")]
    public long? Bytes { get; init; }

    /// <summary>When it was written last, in universal time; null where there is no such file.</summary>
    [JsonPropertyName("modified")]
    public DateTime? Modified { get; init; }

    /// <summary>The SHA-256 of its content, 64 hexadecimal digits; null where it cannot be read, is empty or is larger than any picture.</summary>
    [JsonPropertyName("sha256")]
    public string? Sha256 { get; init; }

    /// <summary>Where it starts in its archive; null where it is a file of its own.</summary>
    [JsonPropertyName("offset")]
    public long? Offset { get; init; }

    /// <summary>Looks at a file; its content is read only where <paramref name="earlier"/> does not know it by size and time.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="source">What it is called in the record.</param>
    /// <param name="earlier">What an earlier run found; null for none.</param>
    public static SourceFile Find(ListedPicture picture, string source, SourceFile? earlier)
    {
        FileInfo file = new(picture.Archived?.Archive ?? picture.Path);
        SourceFile found = file.Exists
            ? new SourceFile { Source = source, Bytes = picture.Archived?.Span.Length ?? file.Length, Modified = file.LastWriteTimeUtc, Offset = picture.Archived?.Span.Start }
            : new SourceFile { Source = source };
        return earlier is not null && earlier.Bytes == found.Bytes && earlier.Modified == found.Modified && earlier.Offset == found.Offset
            ? earlier
            : found with { Sha256 = Hash(picture, found.Bytes) };
    }

    /// <summary>Whether the content is another one than <paramref name="earlier"/> was; what cannot be known counts as changed.</summary>
    public bool IsChangedSince(SourceFile earlier) =>
        Bytes != earlier.Bytes || (Modified != earlier.Modified && Bytes > 0 && (Sha256 is null || Sha256 != earlier.Sha256));

    private static string? Hash(ListedPicture picture, long? bytes)
    {
        if (bytes is not > 0 or > MostHashed)
        {
            return null;
        }

        try
        {
            return picture.Archived is { } place ? Convert.ToHexStringLower(SHA256.HashData(place.Read(picture.Path))) : FileHash.Sha256(picture.Path);
        }
        catch (Exception failure) when (FileFault.Is(failure) || failure is PictureException)
        {
            // Decoding it will say so, as that picture's failure.
            return null;
        }
    }
}
