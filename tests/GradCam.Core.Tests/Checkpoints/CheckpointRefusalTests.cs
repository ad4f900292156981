using System.Text;
using GradCam.Checkpoints;

namespace GradCam.Core.Tests.Checkpoints;

public sealed class CheckpointRefusalTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gradcam-checkpoints").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("code-zip.pth", "'posix.system'", "nothing of it was run")]
    [InlineData("code-legacy.pth", "'posix.system'", "nothing of it was run")]
    [InlineData("whole-model-zip.pth", "a whole model", "'torch.nn.modules.container.Sequential'", "nothing of it was run", "state_dict()")]
    [InlineData("whole-model-legacy.pth", "a whole model", "'torch.nn.modules.container.Sequential'", "nothing of it was run", "state_dict()")]
    [InlineData("torchscript.pt", "TorchScript", "nothing of it was run", "state_dict()")]
    [InlineData("complex-zip.pth", "'weight'", "complex64")]
    [InlineData("quantised-zip.pth", "quantised", "torch._utils._rebuild_qtensor")]
    [InlineData("empty-zip.pth", "no tensors")]
    [InlineData("tensor-zip.pth", "no dictionary")]
    public void Fixture_ThatIsNoStateDictionary_IsRefusedWithItsPart(string name, params string[] parts)
    {
        string message = Refusal(Fixture.Path(name));

        Assert.All(parts, part => Assert.Contains(part, message));
        Assert.Contains(name, message);
        Assert.False(File.Exists("run-by-the-pickle"));
    }

    [Fact]
    public void Path_ThatIsMissingOrAFolder_IsNamed()
    {
        Assert.Contains("does not exist", Refusal(Path.Combine(folder, "missing.pth")));
        Assert.Contains("is a folder", Refusal(folder));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("PK", "no checkpoint")]
    [InlineData("<!DOCTYPE html><html>not the file you wanted</html>", "no checkpoint")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:00", "Git LFS")]
    public void File_OfOtherContent_IsRefused(string content, string part) => Assert.Contains(part, Refusal(Write(Encoding.UTF8.GetBytes(content))));

    [Theory]
    [InlineData("plain-zip.pth")]
    [InlineData("plain-legacy.pth")]
    [InlineData("plain.safetensors")]
    public void File_CutAnywhere_IsRefusedByName(string name)
    {
        byte[] whole = Fixture.Bytes(name);
        for (int length = 1; length < whole.Length; length++)
        {
            Assert.Contains("cut.bin", Refusal(Write(whole[..length], "cut.bin")));
        }
    }

    [Fact]
    public void ZipEntry_ThatIsCompressed_IsRefused()
    {
        string path = Path.Combine(folder, "packed.pth");
        using (System.IO.Compression.ZipArchive zip = System.IO.Compression.ZipFile.Open(path, System.IO.Compression.ZipArchiveMode.Create))
        {
            using Stream entry = zip.CreateEntry("archive/data.pkl").Open();
            entry.Write(new byte[1000]);
        }

        Assert.Contains("compressed", Refusal(path));
    }

    [Theory]
    [InlineData("F32", "[2]", "[0,8]", "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}", "twice")]
    [InlineData("F32", "[3]", "[0,8]", null, "3 elements")]
    [InlineData("F32", "[-2]", "[0,8]", null, "size -2")]
    [InlineData("F32", "[4611686018427387904,4]", "[0,8]", null, "cannot hold")]
    [InlineData("F32", "[2]", "[8,0]", null, "outside")]
    [InlineData("F32", "[2]", "[0,9223372036854775807]", null, "outside")]
    [InlineData("F32", "[1]", "[4,8]", null, "gap")]
    [InlineData("F32", "[1]", "[0,4]", null, "end at byte")]
    [InlineData("F32", "[2]", "[0,8]", "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}", "overlaps")]
    [InlineData("F32", "[2.5]", "[0,8]", null, "whole number")]
    [InlineData("F8_E4M3", "[8]", "[0,8]", null, "float8")]
    [InlineData("X7", "[2]", "[0,8]", null, "'X7'")]
    [InlineData("F32", "[2]", "[0,8],\"more\":1", null, "'more'")]
    [InlineData("F32", "[2]", "[0,8]", "\"b\":[[[[[[1]]]]]]", "no object")]
    public void SafetensorsHeader_ThatIsWrong_IsRefused(string type, string shape, string offsets, string? second, string part)
    {
        string entry = $"\"a\":{{\"dtype\":\"{type}\",\"shape\":{shape},\"data_offsets\":{offsets}}}";
        string json = second is null ? $"{{{entry}}}" : $"{{{entry},{second}}}";

        Assert.Contains(part, Refusal(Write(Safetensors(Encoding.UTF8.GetBytes(json)))));
    }

    [Fact]
    public void SafetensorsName_ThatIsNotUtf8_IsRefused()
    {
        byte[] json = Encoding.Latin1.GetBytes("{\"\u00ff\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}");

        Assert.Contains("safetensors header", Refusal(Write(Safetensors(json))));
    }

    [Fact]
    public void Message_AboutANameWithControlCharacters_EscapesThem()
    {
        byte[] json = Encoding.UTF8.GetBytes("{\"\\u001b[2J\\n\":{\"dtype\":\"X7\",\"shape\":[2],\"data_offsets\":[0,8]}}");

        Assert.Contains("'\\u001b[2J\\u000a'", Refusal(Write(Safetensors(json))));
    }

    private static byte[] Safetensors(byte[] json) => [.. BitConverter.GetBytes((ulong)json.Length), .. json, .. new byte[8]];

    private static string Refusal(string path)
    {
        string message = Assert.Throws<CheckpointException>(() => CheckpointReader.Read(path)).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private string Write(byte[] content, string name = "file.bin")
    {
        string path = Path.Combine(folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
