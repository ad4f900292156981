namespace GradCam.Runs;

/// <summary>Reads single results of a file, in any order.</summary>
/// <param name="path">The results' file.</param>
internal sealed class ResultsAtPlaces(string path) : IDisposable
{
    private readonly FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    private byte[] text = [];

    /// <summary>The result at a place.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public ResultRecord Read(ResultPlace place)
    {
        if (text.Length < place.Length)
        {
            text = new byte[2 * place.Length];
        }

        file.Position = place.Start;
        file.ReadExactly(text, 0, place.Length);
        return ResultsReader.Parse(text.AsSpan(0, place.Length - 1), path, null);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => file.Dispose();
}
