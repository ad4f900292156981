namespace GradCam.Runs;

/// <summary>Writes results as lines.</summary>
internal static class ResultLines
{
    /// <summary>Writes some lines in one piece.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    public static void Write(FileStream stream, IEnumerable<ResultRecord> lines)
    {
        using MemoryStream text = new();
        foreach (ResultRecord line in lines)
        {
            text.Write(ResultJson.EncodeLine(line));
            text.WriteByte((byte)'\n');
        }

        stream.Write(text.GetBuffer().AsSpan(0, (int)text.Length));
        stream.Flush();
    }

    /// <summary>Writes a line in one piece.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="line">The line without its line feed.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void WriteLine(FileStream stream, byte[] line)
    {
        stream.Write([.. line, (byte)'\n']);
        stream.Flush();
    }
}
