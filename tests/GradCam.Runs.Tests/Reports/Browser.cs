using Microsoft.Playwright;

namespace GradCam.Runs.Tests.Reports;

/// <summary>One browser for the tests of a class.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async Task InitializeAsync()
    {
        if (ChromiumFactAttribute.Executable is { } executable)
        {
            playwright = await Playwright.CreateAsync();
            browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = executable,
                Args =
                [
                    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                    "--disable-sync",
                ],
            });
        }
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }

    /// <summary>Opens a page from a file; every line of its console and every request that leaves the file system is kept.</summary>
    internal async Task<OpenedPage> OpenAsync(string file, ColorScheme scheme = ColorScheme.Light)
    {
        IPage page = await browser!.NewPageAsync(new BrowserNewPageOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = 1100, Height = 720 } });
        page.SetDefaultTimeout(10_000);
        OpenedPage opened = new(page);
        await page.GotoAsync(new Uri(file).AbsoluteUri);
        return opened;
    }
}
