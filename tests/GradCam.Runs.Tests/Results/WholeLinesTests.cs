using System.Text;

namespace GradCam.Runs.Tests.Results;

public sealed class WholeLinesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Lines_LongerThanAPieceOfTheFile_ComeWholeWithTheirPlaces()
    {
        // The file is read in pieces of 256 KiB: lines end on, before and behind their ends.
        int[] lengths = [(1 << 18) - 1, 1, 600_000, 0, 3];
        folder.Write("lines", string.Concat(lengths.Select((length, i) => new string((char)('a' + i), length) + "\n")) + "half");

        (string Text, long Start, int Number)[] lines = Read();

        Assert.Equal(lengths.Select((length, i) => new string((char)('a' + i), length)), lines.Select(line => line.Text));
        Assert.Equal([0, 1 << 18, (1 << 18) + 2, (1 << 18) + 600_003, (1 << 18) + 600_004], lines.Select(line => line.Start));
        Assert.Equal([1, 2, 3, 4, 5], lines.Select(line => line.Number));
    }

    [Fact]
    public void File_WithoutALineEnd_HasNoWholeLine()
    {
        folder.Write("lines", "half");

        Assert.Empty(Read());
    }

    private (string Text, long Start, int Number)[] Read()
    {
        using FileStream file = File.OpenRead(folder["lines"]);
        return [.. WholeLines.Of(file, (text, start, number) => (Encoding.UTF8.GetString(text.Span), start, number))];
    }
}
