namespace GradCam.Runs.Tests.Reports;

/// <summary>A fact about a page in a real browser: skipped, with the reason, where there is no Chromium.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    public ChromiumFactAttribute()
    {
        if (Executable is null)
        {
            Skip = $"Chromium is in none of {string.Join(", ", Places)}: install it (Debian: apt-get install chromium) to test the page.";
        }
    }

    public static string? Executable { get; } = Places.FirstOrDefault(File.Exists);
}
