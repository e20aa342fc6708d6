using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Retention.Metrics.Reports.Answers;

namespace Retention.Metrics.Reports.Page;

/// <summary>What the figures rest on: policy, data, currency, version; and what each figure means.</summary>
internal sealed class BasisSection(ReportAnswers answers, string madeBy)
{
    private const int MostRemarks = 200;

    public void Write(PageWriter page)
    {
        page.Section("basis", "What these figures rest on");
        Facts(page);
        Policy(page);
        Sources(page);
        page.EndSection();

        page.Section("definitions", "What each figure means");
        _ = page.Html.Open("dl", ("class", "definitions"));
        foreach ((string label, string name, string definition) in Figures())
        {
            _ = page.Html.Line().Open("dt").Text(label).Text(" ").Element("code", name).Close("dt").Element("dd", definition);
        }

        _ = page.Html.Close("dl");
        page.Note("The names in small letters are those of JSON and CSV. – means that a figure is undefined, since it would divide by nothing; the reason is beside it. Undefined is not 0.");
        page.EndSection();
    }

    private void Facts(PageWriter page)
    {
        ReportingPeriods periods = answers.Periods;
        (string Term, string Text)[] facts =
        [
            ("Periods", $"{periods[0].Name} to {periods[^1].Name}, {periods.Count.ToString(CultureInfo.InvariantCulture)} in all; each begins and ends at midnight in {periods.Zone.Id}, and its end belongs to the next"),
            ("Data up to", $"{At(answers.End)}; a period that has not ended by then is marked to date, and one that has not begun upcoming"),
            ("Currency", answers.Currency == Currency.None ? "none stated" : $"{answers.Currency.Code}, amounts with {answers.Currency.MinorUnits.ToString(CultureInfo.InvariantCulture)} decimals"),
            .. answers.Options.Notes.Select(note => ("Note", note)),
            .. answers.Options.IsSample ? new[] { ("Facts", $"the {Names.Sample}: no file was named") } : [],
            .. answers.Options.Segments is { } segments ? new[] { ("Segments", $"by {string.Join(", ", segments.Attributes)}; a customer without a known value is in the segment unknown") } : [],
            ("Made by", madeBy),
            .. answers.Options.MadeWith is { } with ? new[] { ("Made with", with) } : [],
        ];
        _ = page.Html.Open("dl", ("class", "facts"));
        foreach ((string term, string text) in facts)
        {
            _ = page.Html.Element("dt", term).Open("dd").Named(text).Close("dd");
        }

        _ = page.Html.Close("dl");
    }

    private void Policy(PageWriter page)
    {
        var defaults = MetricPolicy.Default.Settings.ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal);
        PolicySetting[] settings = [.. answers.Policy.Settings];
        PolicySetting[] own = [.. settings.Where(setting => defaults[setting.Name] != setting.Value)];
        _ = page.Html.Line().Element("h3", $"Policy: {answers.Options.PolicyName}").Element(
            "p",
            own.Length == 0 ? "Every setting is that of the default policy." : $"{own.Length.ToString(CultureInfo.InvariantCulture)} of {settings.Length.ToString(CultureInfo.InvariantCulture)} settings differ from the default policy:");
        if (own.Length > 0)
        {
            page.Table(Table("Settings that differ from the default", own, defaults));
        }

        _ = page.Html.Open("details").Element("summary", "All settings");
        page.Table(Table("All settings of the policy", settings, defaults));
        _ = page.Html.Close("details");
    }

    private static PageTable Table(string caption, IEnumerable<PolicySetting> settings, Dictionary<string, string> defaults) => new(
        caption,
        "Setting",
        [new("value", "Value"), new("default", "Default"), new("source", "Source")],
        [.. settings.Select(setting => new PageRow(setting.Name, setting.Name, [FigureCell.Of(setting.Value), FigureCell.Of(defaults[setting.Name]), FigureCell.Of(setting.Source ?? "")]))]);

    private void Sources(PageWriter page)
    {
        IReadOnlyList<ReportSource> sources = answers.Options.Sources;
        if (sources.Count == 0)
        {
            return;
        }

        _ = page.Html.Line().Element("h3", "Sources");
        page.Table(new PageTable(
            "What became of each row",
            "Source",
            [new("read", "Read"), new("used", "Used"), new("repeated", "Repeated"), new("superseded", "Superseded"), new("leftOut", "Left out"), new("refused", "Refused")],
            [
                .. sources.Select(source => new PageRow(
                    source.Name,
                    $"{source.Name} ({source.Unit})",
                    [.. new[] { source.Read, source.Used, source.Repeated, source.Superseded, source.LeftOut, source.Refused }.Select(FigureCell.Count)])),
            ]));
        string[] remarks = [.. sources.SelectMany(source => source.Remarks.Select(remark => $"{source.Name}: {remark}"))];
        if (remarks.Length == 0)
        {
            page.Note("No findings.");
            return;
        }

        _ = page.Html.Open("details").Element("summary", $"Findings and remarks: {remarks.Length.ToString(CultureInfo.InvariantCulture)}").Open("ul");
        foreach (string remark in remarks.Take(MostRemarks))
        {
            _ = page.Html.Line().Open("li").Named(remark).Close("li");
        }

        _ = page.Html.Close("ul");
        if (remarks.Length > MostRemarks)
        {
            page.Note($"and {(remarks.Length - MostRemarks).ToString(CultureInfo.InvariantCulture)} more");
        }

        _ = page.Html.Close("details");
    }

    private IEnumerable<(string Label, string Name, string Definition)> Figures() =>
    [
        .. answers.RollForward is null ? [] : RollForwardFigure.All.Where(figure => figure.IsExported).Select(figure => (figure.Label, figure.Name, figure.Definition)),
        .. answers.RollForward is null ? [] : TrailingRetentionFigure.All.Select(figure => (figure.Label, figure.Name, figure.Definition)),
        .. answers.OrderMetrics is null ? [] : OrderMetricsFigure.All.Where(figure => figure.IsExported).Select(figure => (figure.Label, figure.Name, figure.Definition)),
        .. answers.OrderMetrics is null ? [] : DaysBetweenOrdersFigure.All.Select(figure => (figure.Label, figure.Name, figure.Definition)),
        .. answers.ActivityMetrics is null ? [] : ActivityMetricsFigure.All.Select(figure => (figure.Label, figure.Name, figure.Definition)),
        .. answers.Feedback is null ? [] : FeedbackText.Figures(answers.Options.Responses!.Kind!.Value).Select(name => (FigureLabels.Of(name).Label, name, FigureLabels.Of(name).Definition)),
    ];

    private string At(Instant instant) => OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd HH':'mm o<G>").Format(instant.InZone(answers.Periods.Zone).ToOffsetDateTime());
}
