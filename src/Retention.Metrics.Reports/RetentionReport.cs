using System.Reflection;
using Retention.Metrics.Reports.Answers;
using Retention.Metrics.Reports.Charts;
using Retention.Metrics.Reports.Page;

namespace Retention.Metrics.Reports;

/// <summary>A retention report to look at: one page of HTML, and its charts as SVG.</summary>
/// <remarks>
/// The page is one file: no script, no network, no font or picture beside it. It holds headline figures with the period before and a year ago, the roll-forward as a bridge and over time, rates,
/// cohorts, survival, why customers leave, the largest customers, churn by signal, segments, orders, activity and feedback, as far as the options have the facts; and the policy, data and version with which each number can
/// be made again. Nothing of it depends on a clock, on the culture, or on the machine.
/// </remarks>
/// <example><code>
/// RetentionReport report = RetentionReport.Of(quarter, new RetentionReportOptions { Subscriptions = history });
/// string page = report.ToHtml();
/// string bridge = report.Chart("mrr-bridge").ToSvg();
/// report.Charts[2]; // mrr-bridge: MRR bridge of March 2026 in EUR
/// </code></example>
public sealed class RetentionReport
{
    private readonly ReportCharts charts;

    private RetentionReport(ReportAnswers answers)
    {
        Answers = answers;
        charts = new ReportCharts(answers);
    }

    /// <summary>The names of all charts; a report has those for which it has facts.</summary>
    public static IReadOnlyList<string> ChartNames => ReportCharts.Names;

    /// <summary>The charts of this report, in the order of the page.</summary>
    public IReadOnlyList<ReportChart> Charts => charts.All;

    /// <summary>The periods.</summary>
    public ReportingPeriods Periods => Answers.Periods;

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency => Answers.Currency;

    internal ReportAnswers Answers { get; }

    /// <summary>Computes a report.</summary>
    /// <param name="periods">The periods: months for a report of months.</param>
    /// <param name="options">The facts, and what is known of them.</param>
    /// <exception cref="ArgumentException">There are neither subscriptions nor revenue nor orders, or they are in different currencies; or there is a signal without subscriptions and revenue.</exception>
    public static RetentionReport Of(ReportingPeriods periods, RetentionReportOptions options)
    {
        ArgumentNullException.ThrowIfNull(periods);
        ArgumentNullException.ThrowIfNull(options);
        return options is { Subscriptions: null, Revenue: null, Orders: null }
            ? throw new ArgumentException("A report needs subscriptions, revenue or orders; none of them is given.", nameof(options))
            : options is { Signal: { } signal, Subscriptions: null, Revenue: null }
            ? throw new ArgumentException($"Churn by the signal {signal.Name} needs subscriptions or revenue; neither is given.", nameof(options))
            : new RetentionReport(ReportAnswers.Of(periods, options));
    }

    /// <summary>A chart by its name, such as <c>mrr-bridge</c>.</summary>
    /// <param name="name">One of <see cref="ChartNames"/>.</param>
    /// <exception cref="ArgumentException">There is no such chart, or this report has no facts for it.</exception>
    public ReportChart Chart(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return charts.Find(name) ?? throw new ArgumentException(
            ChartNames.Contains(name, StringComparer.Ordinal)
                ? $"This report has no facts for the chart {name}; it has {string.Join(", ", Charts.Select(chart => chart.Name))}."
                : $"There is no chart '{name}'; expected one of {string.Join(", ", ChartNames)}.",
            nameof(name));
    }

    /// <summary>The page.</summary>
    public string ToHtml()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        WriteHtml(writer);
        return writer.ToString();
    }

    /// <summary>Writes the page.</summary>
    /// <param name="writer">Where it goes, in UTF-8.</param>
    public void WriteHtml(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        HtmlPage.Write(writer, [this]);
    }

    /// <summary>The heading and the periods.</summary>
    public override string ToString() => $"{Answers.Options.Title}, {Periods}";

    /// <summary>The name and version of this package.</summary>
    internal static string Version { get; } =
        $"Retention.Metrics.Reports {typeof(RetentionReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0"}";

    /// <summary>Writes the sections of the report.</summary>
    internal void WriteSections(PageWriter page)
    {
        new HeadlineSection(Answers).Write(page);
        if (Answers.RollForward is not null)
        {
            new RevenueSections(Answers, charts).Write(page);
            new CohortSection(Answers).Write(page);
            new SurvivalSection(Answers, charts).Write(page);
            new ChurnSection(Answers, charts).Write(page);
        }

        if (Answers.Options.Signal is not null)
        {
            new SignalSection(Answers, charts).Write(page);
        }

        if (Answers.RollForwardBySegment is not null)
        {
            new SegmentSection(Answers, charts).Write(page);
        }

        if (Answers.OrderMetrics is not null)
        {
            new OrderSection(Answers, charts).Write(page);
        }

        if (Answers.ActivityMetrics is not null)
        {
            new ActivitySection(Answers, charts).Write(page);
        }

        if (Answers.Feedback is not null)
        {
            new FeedbackSection(Answers, charts).Write(page);
        }

        new AllFiguresSection(Answers).Write(page);
        new BasisSection(Answers, Answers.Options.MadeBy ?? Version).Write(page);
    }
}
