namespace GradCam.Core.Tests.Checkpoints;

/// <summary>The files that Fixtures/make_fixtures.py wrote, and the formula of their elements.</summary>
internal static class Fixture
{
    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Checkpoints", "Fixtures", name);

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path(name));

    /// <summary>Element i is (i - 3) / 4.</summary>
    public static float[] Values(int count) => [.. Enumerable.Range(0, count).Select(i => (i - 3) / 4f)];
}
