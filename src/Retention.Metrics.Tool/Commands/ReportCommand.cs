using System.CommandLine;
using Retention.Metrics.Tool.Commands.Feedback;
using Retention.Metrics.Tool.Commands.Signals;
using Retention.Metrics.Tool.Figures;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;
using Retention.Metrics.Tool.Output;
using Retention.Metrics.Tool.View;

namespace Retention.Metrics.Tool.Commands;

/// <summary><c>retention report</c>: the figures of each period, or who is behind one of them.</summary>
internal static class ReportCommand
{
    public static Command Create(Terminal terminal)
    {
        var shared = new SharedOptions(OutputFormat.Html.Name);
        var explain = ParsedOption.Of("--explain", "figure", "List the customers behind a figure, such as churnMrr.", FigureName.Parse, otherwise: null);
        Option<IReadOnlyList<string>?> segment = SegmentOption.Create();
        Option<string?> chart = ReportPage.ChartOption();
        var activity = new Option<string?>("--activity") { HelpName = "file", Description = "A CSV file of activities: a page with a section, and a chart, of active customers. With --format html or --chart." };
        var responses = new ResponseOptions("A CSV file of responses to surveys: a page with a section, and a chart, of their scores. With --survey-kind, and --format html or --chart.");
        var command = new Command("report", "MRR movements, churn, retention and order metrics per period; of a built-in sample if no file is given.") { explain, segment, chart, activity };
        responses.AddTo(command);
        var grouping = new GroupingOptions("A page with a section, and a chart, of churn by what was known of customers before; with --format html or --chart");
        foreach (Option option in grouping.All)
        {
            command.Add(option);
        }

        var view = new ViewOptions();
        view.AddTo(command);
        shared.AddTo(command);
        command.SetAction(asked =>
        {
            IReadOnlyList<string> attributes = asked.GetValue(segment) ?? [];
            Settings settings = ProductOption.Over(shared.Read(asked), attributes);
            RequireNoCustomers(settings, asked.GetValue(explain), ProductOption.ColumnOf(attributes));
            AnswerView answerView = view.Read(asked, settings);
            SignalQuestion? bySignal = grouping.Question(asked);
            ResponseSource? source = responses.Read(asked);
            if (bySignal is { Spec: { IsOfResponses: true } score })
            {
                source = score.ReadFrom(source);
                bySignal = bySignal with { Spec = score.Of(source) };
            }

            settings = WithResponses(WithActivities(settings, asked.GetValue(activity)), source).WithOneStandardInput();
            if (asked.GetValue(chart) is null && settings.Format != OutputFormat.Html)
            {
                RequireNoSignal(bySignal);
                RequireNoActivities(settings);
                RequireNoResponses(settings);
                return Run(settings, answerView, asked.GetValue(explain), attributes, terminal);
            }

            if (ProductOption.ColumnOf(attributes) is not null)
            {
                throw new UsageException($"--segment {string.Join(',', attributes)} is of tables, JSON and CSV; a page and charts have segments of customers.");
            }

            ReportPage.RequireMeaning(asked.GetValue(chart), shared.IsFormatGiven(asked), asked.GetValue(explain) is not null, answerView.ChangesFigures);
            return ReportPage.Run(settings, attributes, bySignal, asked.GetValue(chart), [.. asked.Tokens.Select(token => settings.Database?.Hide(token.Value) ?? token.Value)], terminal);
        });
        return command;
    }

    /// <summary>Activities beside other facts, which a report is made of.</summary>
    private static Settings WithActivities(Settings settings, string? file)
    {
        if (file is not null && settings is { Subscriptions: null, Orders: null })
        {
            throw new UsageException("--activity has no meaning without --subscriptions or --orders, which the report is about; retention activity reports activities alone.");
        }

        return settings with { Activities = file };
    }

    /// <summary>Responses to surveys beside other facts, which a report is made of.</summary>
    private static Settings WithResponses(Settings settings, ResponseSource? source) => source is not null && settings is { Subscriptions: null, Orders: null }
        ? throw new UsageException("--responses has no meaning without --subscriptions or --orders, which the report is about; retention feedback reports responses alone.")
        : settings with { Responses = source };

    private static void RequireNoResponses(Settings settings)
    {
        if (settings.Responses is not null)
        {
            throw new UsageException("--responses adds a section to a page: it needs --format html or --chart; retention feedback writes the other formats.");
        }
    }

    private static void RequireNoSignal(SignalQuestion? bySignal)
    {
        if (bySignal is not null)
        {
            throw new UsageException("--signal adds a section to a page: it needs --format html or --chart; retention signals writes the other formats.");
        }
    }

    private static void RequireNoActivities(Settings settings)
    {
        if (settings.Activities is not null)
        {
            throw new UsageException("--activity adds a section to a page: it needs --format html or --chart; retention activity writes the other formats.");
        }
    }

    /// <summary>What lists customers or orders has no products.</summary>
    private static void RequireNoCustomers(Settings settings, FigureName? explain, string? product)
    {
        if (product is not null && explain is not null)
        {
            throw new UsageException($"--explain lists customers, and a customer can be in several products; leave out --segment product:{product}, or --explain.");
        }

        if (product is not null && settings.Orders is not null)
        {
            throw new UsageException($"--segment product:{product} reports subscriptions alone: orders have no price in force; leave out --orders.");
        }
    }

    /// <summary>The figures of each period. By product, amounts of several currencies have constant rates: how a change of rates is split over products is not defined.</summary>
    private static Answer PeriodsOf(Portfolio portfolio, Settings settings, IReadOnlyList<string> segment) =>
        ProductOption.ColumnOf(segment) is { } product ? ProductReport.Of(portfolio, settings, product) : Report.Of(portfolio, settings, segment).Periods();

    private static int Run(Settings settings, AnswerView view, FigureName? explain, IReadOnlyList<string> segment, Terminal terminal)
    {
        if (explain is not null && view.ChangesFigures)
        {
            throw new UsageException($"--explain lists the customers behind one figure of each period; --columns, --transpose, --compare and --fail-if are of the report.");
        }

        int code = Answering.Run(
            explain is null ? view.Behind : settings,
            terminal,
            portfolio => explain is null ? view.Of(PeriodsOf(portfolio, view.Behind, segment)) : Report.Of(portfolio, settings, segment).Explain(explain),
            converts: ProductOption.ColumnOf(segment) is null);
        foreach (string condition in view.Met)
        {
            RetentionTool.Fail(terminal, condition);
        }

        return code == ExitCode.Done && view.Met.Count > 0 ? ExitCode.ConditionMet : code;
    }
}
