using System.CommandLine;
using System.Reflection;
using Retention.Metrics.Reports;
using Retention.Metrics.Reports.Answers;
using Retention.Metrics.Reports.Page;
using Retention.Metrics.Tool.Commands.Signals;
using Retention.Metrics.Tool.Figures;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;
using Retention.Metrics.Tool.Output;
using Retention.Metrics.Tool.Png;

namespace Retention.Metrics.Tool.Commands;

/// <summary><c>retention report --format html</c> and <c>--chart</c>: the report as a page, or one of its charts as a drawing.</summary>
internal static class ReportPage
{
    private const string Drawing = ".svg", Picture = ".png";

    /// <summary>The chart to draw.</summary>
    public static Option<string?> ChartOption() => ParsedOption.Of<string?>(
        "--chart",
        "name",
        $"Draw one chart of the report for a slide, as SVG, or as PNG where --output ends in .png: {string.Join(", ", RetentionReport.ChartNames)}.",
        text => RetentionReport.ChartNames.Contains(text, StringComparer.Ordinal) ? text : throw new FormatException(Words.Or(RetentionReport.ChartNames)),
        otherwise: null);

    /// <summary>An option that would be passed over is a misunderstanding.</summary>
    public static void RequireMeaning(string? chart, bool isFormatGiven, bool isExplained, bool isView)
    {
        string whole = chart is null ? $"--format {OutputFormat.Html.Name}" : "--chart";
        if (chart is not null && isFormatGiven)
        {
            throw new UsageException("--format has no meaning with --chart, which writes SVG or PNG by the name of --output.");
        }

        if (isExplained)
        {
            throw new UsageException($"--explain has no meaning with {whole}; it lists customers in the other formats.");
        }

        if (isView)
        {
            throw new UsageException($"--columns, --transpose, --compare and --fail-if have no meaning with {whole}; they are of the other formats.");
        }
    }

    /// <summary>Writes the page, or one chart of it.</summary>
    /// <param name="settings">What was asked for.</param>
    /// <param name="attributes">What to split customers by.</param>
    /// <param name="bySignal">What to show churn by.</param>
    /// <param name="chart">The chart; the page where there is none.</param>
    /// <param name="arguments">The command line, which the page shows.</param>
    /// <param name="terminal">Where it goes where no file is named.</param>
    public static int Run(Settings settings, IReadOnlyList<string> attributes, SignalQuestion? bySignal, string? chart, IReadOnlyList<string> arguments, Terminal terminal)
    {
        string extension = chart is null ? "" : Path.GetExtension(settings.Output ?? "");
        bool isPicture = string.Equals(extension, Picture, StringComparison.OrdinalIgnoreCase);
        if (extension.Length > 0 && !isPicture && !string.Equals(extension, Drawing, StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"--output '{settings.Output}': a chart is written as SVG or PNG, expected a name that ends in {Drawing} or {Picture}.");
        }

        Portfolio portfolio = Portfolio.Load(settings, terminal);
        if (!Validity.IsEnough(portfolio, settings, terminal))
        {
            return ExitCode.Invalid;
        }

        // Activities and responses have no currency: their sections are with the first one alone.
        RetentionReport[] reports = [.. CurrencyParts.Of(portfolio).Select((part, i) => Of(part.Portfolio, i == 0, settings, attributes, bySignal, arguments))];
        if (isPicture)
        {
            byte[] picture = PngChart.Of(Single(reports, chart!));
            OutputFile.WriteBytes(settings.Output!, file => file.Write(picture));
            return ExitCode.Done;
        }

        Action<TextWriter> write = chart is null ? writer => HtmlPage.Write(writer, reports) : Drawn(Single(reports, chart));
        if (settings.Output is { } path)
        {
            OutputFile.Write(path, write);
        }
        else
        {
            write(terminal.Output);
            terminal.Output.Flush();
        }

        return ExitCode.Done;
    }

    private static ReportChart Single(RetentionReport[] reports, string chart) =>
        reports is [{ } report]
            ? report.Chart(chart)
            : throw new UsageException($"--chart draws one currency, and the files have {string.Join(", ", reports.Select(report => report.Currency))}; convert them with --rates and --report-currency.");

    private static Action<TextWriter> Drawn(ReportChart chart)
    {
        string drawing = chart.ToSvg();
        return writer => writer.Write(drawing);
    }

    private static RetentionReport Of(Portfolio portfolio, bool isFirst, Settings settings, IReadOnlyList<string> attributes, SignalQuestion? bySignal, IReadOnlyList<string> arguments)
    {
        Segmentation? segmentation = portfolio.SplitBy(attributes, settings.Policy.Policy);
        var converted = ConvertedRevenue.Of(portfolio, settings);
        Portfolio facts = CurrencyParts.AtConstantRates(portfolio, settings);
        MetricPolicy policy = settings.Policy.Policy;
        RevenueTimeline? timeline = facts.Subscriptions is { } history ? RevenueTimeline.FromHistory(history, policy) : null;
        OrderTimeline? orders = facts.Orders is { } all ? OrderTimeline.FromHistory(all, policy) : null;
        var coverage = Coverage.Of(settings, portfolio, timeline);
        if (coverage.Periods is not { } periods)
        {
            throw new UsageException("There is no fact and no period, so there is nothing to show; choose periods with --from and --to.");
        }

        _ = Definition.Of(settings, timeline, orders);
        return RetentionReport.Of(periods, new RetentionReportOptions
        {
            Subscriptions = facts.Subscriptions,
            Orders = orders,
            Activities = isFirst ? facts.Activities : null,
            Responses = isFirst ? facts.Responses : null,
            Signal = bySignal?.Over(facts, policy),
            SignalGroups = bySignal?.Groups,
            Segments = segmentation,
            Policy = policy,
            PolicyName = settings.Policy.Name,
            DataEnd = coverage.DataEnd,
            Sources = [.. portfolio.Files.Select(Source)],
            Notes = [.. coverage.Notes.Where(note => !note.StartsWith('*')), .. converted is null ? [] : new[] { ConvertedRevenue.Note }, .. CurrencyParts.RatesOf(portfolio, settings) is { } rates ? new[] { $"cohorts, survival, losses and large customers: {rates}" } : []],
            IsSample = portfolio.Files.Count == 0,
            MadeBy = $"retention {Version}",
            MadeWith = $"retention {string.Join(' ', arguments.Select(Quoted))}",
            Converted = converted is null
                ? null
                : new ConvertedAnswers(
                    converted.RollForward(periods),
                    converted.TrailingYear(periods),
                    segmentation is null ? null : converted.RollForward(periods, segmentation),
                    segmentation is null ? null : converted.TrailingYear(periods, segmentation)),
        });
    }

    private static ReportSource Source(FileAccount file) => new(file.File, file.Rows.Read, file.Rows.Used)
    {
        Unit = file.Unit,
        Repeated = file.Rows.Repeated,
        Superseded = file.Rows.Superseded,
        LeftOut = file.Rows.LeftOut,
        Refused = file.Rows.Refused,
        Remarks =
        [
            .. file.Remarks,
            .. file.LeftOut.Select(rule => $"left out: {rule}"),
            .. file.Problems.Select(problem => problem.ToString()[(file.File.Length + 1)..].TrimStart()),
        ],
    };

    private static string Version { get; } =
        typeof(ReportPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    private static string Quoted(string argument) => argument.Length > 0 && !argument.Any(char.IsWhiteSpace) ? argument : $"'{argument}'";
}
