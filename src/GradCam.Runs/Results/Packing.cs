using System.Globalization;

namespace GradCam.Runs;

/// <summary>Which tar archive takes the files of a batch: so many batches' share one, whoever computes them.</summary>
/// <param name="BatchesInAnArchive">How many, 1 or more.</param>
internal sealed record Packing(int BatchesInAnArchive)
{
    private const string Form = "tar:";

    /// <summary>How many pictures' files share an archive by default: six JPEGs of each are some 0.9 GB.</summary>
    public const int DefaultPictures = 10_000;

    /// <summary>How a run packs; null where its files stand in its folder.</summary>
    /// <param name="settings">The run's settings.</param>
    /// <param name="batch">How many pictures a batch may hold.</param>
    public static Packing? Of(RunSettings settings, int batch) =>
        settings.Values.FirstOrDefault(setting => setting.Key == SettingCatalog.Pack).Value is { } form
            ? new Packing(Math.Max(1, int.Parse(form.AsSpan(Form.Length), CultureInfo.InvariantCulture) / batch))
            : null;

    /// <summary>The archive of a batch.</summary>
    /// <param name="batch">The batch's place in the whole run, from 0 up.</param>
    public string ArchiveOf(int batch) => PackedNames.Archive(batch / BatchesInAnArchive);
}
