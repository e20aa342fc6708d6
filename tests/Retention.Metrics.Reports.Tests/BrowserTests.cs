using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace Retention.Metrics.Reports.Tests;

/// <summary>The page as a browser shows it: alone, to everybody, and with the figures of JSON.</summary>
[Trait("Kind", "Numbers")]
public sealed class BrowserTests(Browser browser)
{
    private static readonly Lazy<string> Sample = new(() => ToolRun.Answer("report", "--format", "html", "--segment", "plan"));

    /// <summary>Every section with few rows: what is wrong with one is wrong with all, and reading them takes axe a second each.</summary>
    private static readonly Lazy<string> Small = new(() => ToolRun.Answer("report", "--format", "html", "--segment", "plan", "--from", "2025-10", "--to", "2025-12"));

    public static readonly TheoryData<int, ColorScheme, Media> Views = new()
    {
        { 400, ColorScheme.Light, Media.Screen },
        { 1400, ColorScheme.Light, Media.Screen },
        { 400, ColorScheme.Dark, Media.Screen },
        { 1400, ColorScheme.Dark, Media.Screen },
        { 700, ColorScheme.Dark, Media.Print },
    };

    [Theory]
    [MemberData(nameof(Views))]
    public async Task APage_AsksForNothing_AndFitsTheScreen(int width, ColorScheme scheme, Media media)
    {
        await using OpenedPage page = await browser.Open(Sample.Value, width, scheme, media);
        await Unfold(page);
        string[] wide = await page.Page.EvaluateAsync<string[]>("""
            (() => { const width = document.documentElement.clientWidth;
              return document.documentElement.scrollWidth <= width ? []
                : [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > width + 1).map(one => one.tagName + ' ' + one.className + ' ' + one.textContent.slice(0, 60)).slice(0, 8); })()
            """);

        Assert.Empty(wide);
        Assert.Empty(page.Said);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task APage_IsReadByEverybody(ColorScheme scheme)
    {
        await using OpenedPage page = await browser.Open(Small.Value, 1400, scheme);
        await Unfold(page);

        Assert.Empty(await page.Violations());
    }

    /// <summary>Tables that are folded are read too.</summary>
    private static async Task Unfold(OpenedPage page) =>
        _ = await page.Page.EvaluateAsync("document.querySelectorAll('details').forEach(one => one.open = true)");

    [Fact]
    public async Task EveryFigure_IsThatOfTheJson()
    {
        JsonElement json = ToolRun.Json("report");
        JsonElement bySegment = ToolRun.Json("report", "--segment", "plan");
        await using OpenedPage page = await browser.Open(Sample.Value);
        string[][] cells = await page.Page.EvaluateAsync<string[][]>("""
            [...document.querySelectorAll('#figures table')].flatMap(table => {
              const periods = [...table.tHead.rows[0].cells].slice(1).map(cell => cell.dataset.key);
              return [...table.tBodies[0].rows].flatMap(row => [...row.cells].slice(1).map((cell, i) => [row.dataset.key, periods[i], cell.dataset.v ?? '', cell.textContent]));
            })
            """);
        string[][] tiles = await page.Page.EvaluateAsync<string[][]>("[...document.querySelectorAll('.tile [data-period]')].map(one => [one.closest('.tile').dataset.figure, one.dataset.period, one.dataset.v ?? '', one.textContent])");
        string[][] segments = await page.Page.EvaluateAsync<string[][]>("""
            (() => { const table = [...document.querySelectorAll('#segments-section table')].at(-1);
              const figures = [...table.tHead.rows[0].cells].slice(1).map(cell => cell.dataset.key);
              return [...table.tBodies[0].rows].flatMap(row => [...row.cells].slice(1).map((cell, i) => [figures[i], row.dataset.key, cell.dataset.v ?? ''])); })()
            """);
        string[][] charts = await page.Page.EvaluateAsync<string[][]>("""
            [...document.querySelectorAll('#revenue figure table, #rates figure table, #orders-section figure table')].flatMap(table => {
              const keys = [...table.tHead.rows[0].cells].slice(1).map(cell => cell.dataset.key);
              return [...table.tBodies[0].rows].flatMap(row => [...row.cells].slice(1).map((cell, i) => [keys[i], row.dataset.key, cell.dataset.v ?? '']));
            })
            """);

        var periods = json.GetProperty("periods").EnumerateArray().ToDictionary(row => row.GetProperty("period").GetString()!, row => row, StringComparer.Ordinal);
        string[] figures = [.. periods.Values.First().EnumerateObject().Select(field => field.Name).Where(name => RollForwardFigure.All.Any(one => one.Name == name && !one.IsOptional) || TrailingRetentionFigure.All.Any(one => one.Name == name) || OrderMetricsFigure.All.Any(one => one.Name == name) || DaysBetweenOrdersFigure.All.Any(one => one.Name == name))];
        Assert.Equal(figures.Length * periods.Count, cells.Length);
        Assert.All(cells, cell => Assert.Equal(Digits(periods[cell[1]].GetProperty(cell[0])), cell[2]));
        Assert.NotEmpty(tiles);
        Assert.All(tiles, tile => Assert.Equal(Digits(periods[tile[1]].GetProperty(tile[0])), tile[2]));
        Assert.True(charts.Length > 300);
        Assert.All(charts, cell => Assert.Equal(Digits(periods.TryGetValue(cell[1], out JsonElement row) ? row.GetProperty(cell[0]) : periods[cell[0]].GetProperty(cell[1])), cell[2]));
        Assert.Equal(3 * 13, segments.Length);
        Assert.All(segments.Where(cell => cell[0] != "shareOfMrr"), cell => Assert.Equal(
            Digits(bySegment.GetProperty("periods").EnumerateArray().Single(row => row.GetProperty("segment").GetString() == cell[1] && row.GetProperty("period").GetString() == "2025-11").GetProperty(cell[0])), cell[2]));

        // What is read is the value, rounded: no text belongs to another figure.
        Assert.All(cells.Concat(tiles).Where(cell => cell[2].Length > 0), cell => AssertShows(cell[3], cell[2]));
        Assert.All(cells.Where(cell => cell[2].Length == 0), cell => Assert.Matches("^– undefined: .+", cell[3]));
    }

    [Fact]
    public async Task HostileNames_StayText()
    {
        using var files = new TemporaryFiles();
        string[] names = ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</style></svg><svg onload=alert(1)>", "&lt;b&gt; rgb(0,114,178)", "a_{b}^{c} \u202Egnp.exe", "javascript:alert(1)"];
        string rows = string.Join('\n', names.Select((name, i) => string.Create(CultureInfo.InvariantCulture, $"{Quoted(name)},s{i},2025-01-0{i + 1},{(i == 0 ? "2025-03-05" : "")},{10 + i},{Quoted(name)}")));
        string file = files.Write("'><script>alert(2)<script>.csv", $"customer_id,subscription_id,start_date,end_date,monthly_amount,plan\n{rows}\n");
        string html = ToolRun.Answer("report", "--subscriptions", file, "--currency", "EUR", "--segment", "plan", "--format", "html");
        await using OpenedPage page = await browser.Open(html);
        await Unfold(page);

        Assert.Empty(page.Said);
        Assert.Equal(0, await page.Page.Locator("script, img, iframe, object, embed, link, [onload], [onerror], a[href^=javascript]").CountAsync());
        string text = await page.Page.Locator("body").TextContentAsync() ?? "";
        Assert.All(names, name => Assert.Contains(name.Replace('\u202E', '\uFFFD'), text, StringComparison.Ordinal));
        Assert.Equal(names.Length + 1, await page.Page.Locator("#segments-section table").Last.Locator("tbody tr").CountAsync());
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The digits of a field: of a rate those of its value; none where it is undefined.</summary>
    private static string Digits(JsonElement field) => field.ValueKind switch
    {
        JsonValueKind.Object => Digits(field.GetProperty("value")),
        JsonValueKind.Null => "",
        _ => field.GetRawText(),
    };

    private static void AssertShows(string text, string digits)
    {
        if (digits is "true" or "false")
        {
            Assert.Equal(digits == "true" ? "yes" : "no", text);
            return;
        }

        string number = text.Split(' ')[0].Replace(",", "", StringComparison.Ordinal);
        decimal shown = decimal.Parse(number.TrimEnd('%'), CultureInfo.InvariantCulture) / (number.EndsWith('%') ? 100m : 1m), value = decimal.Parse(digits, CultureInfo.InvariantCulture);
        decimal unit = number.EndsWith('%') ? 0.0001m : 0.1m;
        Assert.True(Math.Abs(shown - value) <= unit, $"{text} is shown for {digits}");
    }
}
