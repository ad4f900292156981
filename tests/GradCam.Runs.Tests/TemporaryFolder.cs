namespace GradCam.Runs.Tests;

/// <summary>An empty folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("gradcam-").FullName;

    public string this[params string[] parts] => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Writes a file below the folder, with the folders it needs, and gives its path.</summary>
    public string Write(string relative, byte[] content)
    {
        string file = this[relative.Split('/')];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
        return file;
    }

    public string Write(string relative, string content = "") => Write(relative, System.Text.Encoding.UTF8.GetBytes(content));

    /// <summary>Every file below the folder by its relative path, with its content; times taken out of results.</summary>
    public static SortedDictionary<string, string> Content(string folder)
    {
        SortedDictionary<string, string> content = new(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            byte[] bytes = File.ReadAllBytes(file);
            content[System.IO.Path.GetRelativePath(folder, file)] = file.EndsWith(".jsonl", StringComparison.Ordinal)
                ? System.Text.RegularExpressions.Regex.Replace(System.Text.Encoding.UTF8.GetString(bytes), "\"seconds\":[^,}]+", "\"seconds\":0")
                : Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes));
        }

        return content;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
