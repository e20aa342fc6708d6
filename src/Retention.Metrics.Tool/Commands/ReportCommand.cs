using System.CommandLine;
using Retention.Metrics.Tool.Figures;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.Commands;

/// <summary><c>retention report</c>: the figures of each period, or who is behind one of them.</summary>
internal static class ReportCommand
{
    public static Command Create(Terminal terminal)
    {
        var shared = new SharedOptions();
        var explain = ParsedOption.Of("--explain", "figure", "List the customers behind a figure, such as churnMrr.", FigureName.Parse, otherwise: null);
        Option<IReadOnlyList<string>?> segment = SegmentOption.Create();
        var command = new Command("report", "MRR movements, churn, retention and order metrics per period; of a built-in sample if no file is given.") { explain, segment };
        shared.AddTo(command);
        command.SetAction(asked => Run(shared.Read(asked), asked.GetValue(explain), asked.GetValue(segment) ?? [], terminal));
        return command;
    }

    private static int Run(Settings settings, FigureName? explain, IReadOnlyList<string> segment, Terminal terminal) => Answering.Run(
        settings,
        terminal,
        portfolio =>
        {
            var figures = Report.Of(portfolio, settings, segment);
            return explain is null ? figures.Periods() : figures.Explain(explain);
        },
        converts: true);
}
