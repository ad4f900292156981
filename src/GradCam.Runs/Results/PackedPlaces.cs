namespace GradCam.Runs;

/// <summary>Where a result's files stand in an archive, as its line says it.</summary>
internal static class PackedPlaces
{
    /// <summary>The places by the files' keys.</summary>
    /// <param name="files">The files by key.</param>
    /// <param name="places">The place of each file.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<long>> Of(IReadOnlyDictionary<string, string> files, IReadOnlyDictionary<string, FileSpan> places) =>
        files.ToDictionary(file => file.Key, file => (IReadOnlyList<long>)[places[file.Value].Start, places[file.Value].Length]);
}
