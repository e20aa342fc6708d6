using Retention.Metrics.Reports.Answers;

namespace Retention.Metrics.Reports.Page;

/// <summary>Writes one page of one report, or of a report for each currency.</summary>
internal static class HtmlPage
{
    /// <summary>Nothing is fetched and nothing is run; styles are those of the page itself.</summary>
    private const string SecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private static readonly Lazy<string> Style = new(ReadStyle);

    public static void Write(TextWriter writer, IReadOnlyList<RetentionReport> reports)
    {
        var html = new HtmlText(writer);
        ReportAnswers first = reports[0].Answers;
        string title = first.Options.Title, of = $"{first.Periods[0].Name} to {first.Periods[^1].Name}";
        _ = html.Markup("<!DOCTYPE html>\n").Open("html", ("lang", "en")).Line().Open("head").Open("meta", ("charset", "utf-8")).Line()
            .Open("meta", ("http-equiv", "Content-Security-Policy"), ("content", SecurityPolicy)).Line()
            .Open("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1")).Open("meta", ("name", "color-scheme"), ("content", "light dark")).Line()
            .Element("title", $"{title}, {of}").Open("style").Markup(Style.Value).Close("style").Close("head").Line()
            .Open("body").Element("a", "Skip to the figures", ("class", "skip"), ("href", "#main")).Open("header").Element("h1", title)
            .Element("p", $"{of} · {string.Join(", ", reports.Select(report => report.Answers.Currency.Code))} · policy {first.Options.PolicyName}", ("class", "subtitle"));
        if (first.Options.IsSample)
        {
            _ = html.Element("p", $"These are the figures of the {Names.Sample}. Name your own files to see yours.", ("class", "sample"), ("role", "note"));
        }

        if (reports.Count > 1)
        {
            _ = html.Open("nav", ("aria-label", "Currencies")).Open("ul");
            foreach (RetentionReport report in reports)
            {
                _ = html.Open("li").Element("a", report.Answers.Currency.Code, ("href", $"#{PrefixOf(report)}part")).Close("li");
            }

            _ = html.Close("ul").Close("nav");
        }

        _ = html.Close("header").Line().Open("main", ("id", "main"));
        foreach (RetentionReport report in reports)
        {
            string prefix = reports.Count == 1 ? "" : PrefixOf(report);
            if (reports.Count > 1)
            {
                _ = html.Line().Open("h2", ("class", "currency"), ("id", $"{prefix}part")).Text(report.Answers.Currency.Code).Close("h2");
            }

            report.WriteSections(new PageWriter(html, prefix));
        }

        _ = html.Close("main").Line().Open("footer").Element("p", first.Options.MadeBy ?? RetentionReport.Version).Close("footer").Close("body").Close("html").Line();
    }

    private static string PrefixOf(RetentionReport report) => $"{report.Answers.Currency.Code.ToLowerInvariant()}-";

    private static string ReadStyle()
    {
        using var reader = new StreamReader(typeof(HtmlPage).Assembly.GetManifestResourceStream("page.css")!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
