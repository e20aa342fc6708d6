using System.CommandLine;
using Retention.Metrics.Tool.Figures;
using Retention.Metrics.Tool.Options;
using Retention.Metrics.Tool.View;

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
        var view = new ViewOptions();
        view.AddTo(command);
        shared.AddTo(command);
        command.SetAction(asked =>
        {
            Settings settings = shared.Read(asked);
            return Run(settings, view.Read(asked, settings), asked.GetValue(explain), asked.GetValue(segment) ?? [], terminal);
        });
        return command;
    }

    private static int Run(Settings settings, AnswerView view, FigureName? explain, IReadOnlyList<string> segment, Terminal terminal)
    {
        if (explain is not null && view.ChangesFigures)
        {
            throw new UsageException($"--explain lists the customers behind one figure of each period; --columns, --transpose, --compare and --fail-if are of the report.");
        }

        int code = Answering.Run(
            explain is null ? view.Behind : settings,
            terminal,
            portfolio => explain is null ? view.Of(Report.Of(portfolio, view.Behind, segment).Periods()) : Report.Of(portfolio, settings, segment).Explain(explain),
            converts: true);
        foreach (string condition in view.Met)
        {
            RetentionTool.Fail(terminal, condition);
        }

        return code == ExitCode.Done && view.Met.Count > 0 ? ExitCode.ConditionMet : code;
    }
}
