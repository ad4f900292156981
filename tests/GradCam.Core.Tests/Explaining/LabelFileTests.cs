namespace GradCam.Core.Tests.Explaining;

public sealed class LabelFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gradcam-labels-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("cat\ndog\n")]
    [InlineData("cat\r\ndog\r\n\r\n")]
    [InlineData("\uFEFFcat\ndog")]
    public void Read_ANameALine_GivesTheNamesInOrder(string text) => Assert.Equal(["cat", "dog"], LabelFile.Read(Written(text)));

    [Fact]
    public void Read_AnEmptyLineBetweenNames_KeepsTheIdsOfTheOthers() => Assert.Equal(["cat", "", "dog"], LabelFile.Read(Written("cat\n\ndog\n")));

    [Fact]
    public void Read_AMissingFile_SaysSo() => AssertRefused(Path.Combine(folder, "none.txt"), "does not exist");

    [Fact]
    public void Read_AFolder_SaysSo() => AssertRefused(folder, "a folder");

    [Fact]
    public void Read_AnEmptyFile_SaysSo() => AssertRefused(Written("\n"), "no class name");

    [Fact]
    public void Read_BytesThatAreNotUtf8_SaysSo()
    {
        string path = Path.Combine(folder, "labels.txt");
        File.WriteAllBytes(path, [(byte)'a', 0xff, 0xfe, (byte)'\n']);

        AssertRefused(path, "UTF-8");
    }

    [LinuxFact]
    public void Read_ADeviceThatNeverEnds_IsRefusedAtTheLimit() => AssertRefused("/dev/zero", "longer than 64 MB");

    private static void AssertRefused(string path, string reason)
    {
        ClassException failure = Assert.Throws<ClassException>(() => LabelFile.Read(path));
        Assert.StartsWith(path + ":", failure.Message, StringComparison.Ordinal);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    private string Written(string text)
    {
        string path = Path.Combine(folder, "labels.txt");
        File.WriteAllText(path, text);
        return path;
    }
}
