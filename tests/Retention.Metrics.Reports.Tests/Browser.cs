using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Retention.Metrics.Reports.Tests;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Retention.Metrics.Reports.Tests;

/// <summary>One browser for all tests, where there is one; without a network.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        if (Places.FirstOrDefault(File.Exists) is not { } program)
        {
            return;
        }

        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox", "--disable-gpu"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }

    /// <summary>Opens a page from disk, or skips the test where there is no browser.</summary>
    /// <param name="html">The page.</param>
    /// <param name="width">The width of the window.</param>
    /// <param name="scheme">Light or dark.</param>
    /// <param name="media">Screen or paper.</param>
    internal async Task<OpenedPage> Open(string html, int width = 1400, ColorScheme scheme = ColorScheme.Light, Media media = Media.Screen)
    {
        Assert.SkipWhen(browser is null, $"There is no browser here: {string.Join(", ", Places)}. Debian's package chromium has one.");
        return await OpenedPage.Of(browser, html, width, scheme, media);
    }
}

/// <summary>A page that a browser shows, and what it did.</summary>
internal sealed class OpenedPage : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly TemporaryFiles files;

    private OpenedPage(IBrowserContext context, IPage page, TemporaryFiles files) => (this.context, Page, this.files) = (context, page, files);

    public IPage Page { get; }

    /// <summary>What the console said, dialogs, and what was asked for beside the page itself.</summary>
    public List<string> Said { get; } = [];

    public static async Task<OpenedPage> Of(IBrowser browser, string html, int width, ColorScheme scheme, Media media)
    {
        var files = new TemporaryFiles();
        IBrowserContext context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme, Offline = true });
        // A machine that is busy with other tests is slow, and not wrong.
        context.SetDefaultTimeout(120_000);
        IPage page = await context.NewPageAsync();
        var opened = new OpenedPage(context, page, files);
        string address = new Uri(files.Write("report.html", html)).AbsoluteUri;
        page.Console += (_, message) => opened.Said.Add($"console {message.Type}: {message.Text}");
        page.PageError += (_, error) => opened.Said.Add($"error: {error}");
        page.Dialog += (_, dialog) => opened.Said.Add($"dialog: {dialog.Message}");
        page.Request += (_, request) =>
        {
            if (request.Url != address)
            {
                opened.Said.Add($"request: {request.Url}");
            }
        };
        await page.EmulateMediaAsync(new() { Media = media, ColorScheme = scheme });
        _ = await page.GotoAsync(address);
        return opened;
    }

    /// <summary>What axe finds wrong with the page.</summary>
    public async Task<IReadOnlyList<string>> Violations()
    {
        AxeResult result = await Page.RunAxe();
        return [.. result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id}: {node.Html[..Math.Min(160, node.Html.Length)]} {string.Join("; ", node.Any.Select(check => check.Message))}"))];
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        files.Dispose();
    }
}
