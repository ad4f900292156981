using Microsoft.Playwright;

namespace GradCam.Runs.Tests.Reports;

/// <summary>A page in the browser, closed after the test.</summary>
internal sealed class OpenedPage : IAsyncDisposable
{
    public OpenedPage(IPage page)
    {
        Page = page;
        page.Console += (_, message) => Complaints.Add(message.Text);
        page.PageError += (_, error) => Complaints.Add(error);
        page.RequestFailed += (_, request) => Complaints.Add($"failed: {request.Url}");
        page.Request += (_, request) => Complaints.AddRange(request.Url.StartsWith("http", StringComparison.Ordinal) ? [$"asked the network: {request.Url}"] : []);
        page.Dialog += (_, dialog) => Complaints.Add($"dialog: {dialog.Message}");
    }

    public IPage Page { get; }

    /// <summary>What the console said, what threw, and what was asked of the network.</summary>
    public List<string> Complaints { get; } = [];

    public ILocator this[string selector] => Page.Locator(selector);

    /// <summary>The texts of what a selector finds and the page shows.</summary>
    public Task<string[]> TextsAsync(string selector) => Page.EvaluateAsync<string[]>(
        "selector => [...document.querySelectorAll(selector)].filter(e => e.checkVisibility()).map(e => e.textContent)", selector);

    public async ValueTask DisposeAsync() => await Page.CloseAsync();
}
