using System.CommandLine;
using System.Text.Json;
using Retention.Metrics.Csv;
using Retention.Metrics.Tool.Commands.Feedback;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Commands;

/// <summary><c>retention check</c>: what is wrong with the files, row by row.</summary>
internal static class CheckCommand
{
    private static readonly AnswerColumn[] Columns = [new("file"), new("lines"), new("kind"), new("column"), new("value"), new("message")];

    public static Command Create(Terminal terminal)
    {
        var shared = new SharedOptions();
        var activity = new Option<string?>("--activity") { HelpName = "file", Description = "A CSV file of activities." };
        var responses = new ResponseOptions("A CSV file of responses to surveys. With --survey-kind, which says what a valid score is.");
        var command = new Command("check", "Every finding and every refused row of the files, with its line.") { activity };
        responses.AddTo(command);
        shared.AddTo(command);
        command.SetAction(asked => Run((shared.Read(asked) with { Activities = asked.GetValue(activity), Responses = responses.Read(asked) }).WithOneStandardInput(), terminal));
        return command;
    }

    private static int Run(Settings settings, Terminal terminal)
    {
        Portfolio portfolio = Portfolio.Load(settings, terminal);
        IReadOnlyList<Problem> problems = portfolio.Problems;
        Problem[] repeated = [.. portfolio.Files.SelectMany(file => file.Repeated.Select(row => Problem.Of(file.File, row)))];
        settings.Format.Deliver(
            new Answer
            {
                Rows = "findings",
                Columns = Columns,
                Data = new RowsOnDemand<Problem>(JoinedLists<Problem>.Of(problems, [.. portfolio.Files.SelectMany(file => file.Counted)], repeated), RowOf),
                Head = [KeyValuePair.Create<string, Action<Utf8JsonWriter>>("files", json => WriteFiles(portfolio, json))],
                Notes = portfolio.Files.Count == 0 ? ["built-in sample: no findings"] : [.. portfolio.Files.SelectMany(file => new[] { file.ToString() }.Concat(file.LeftOut.Select(rule => $"{file.File}: left out: {rule}")).Concat(file.Remarks.Select(remark => $"{file.File}: {remark}"))), .. StatementsOf(portfolio)],
            },
            settings.Output,
            terminal);
        return problems.Count == 0 ? ExitCode.Done : ExitCode.Invalid;
    }

    private static AnswerRow RowOf(Problem problem) =>
        new([Cell.Text(problem.File), Cell.Lines(problem.Lines), Cell.Text(problem.Kind), Cell.Text(problem.Column), Cell.Text(problem.Value), MessageOf(problem)]);

    /// <summary>A program has the statement in the message; a person below the table, to be copied.</summary>
    private static Cell MessageOf(Problem problem) => problem.Sql is null ? Cell.Text(problem.Message) : Cell.Text($"{problem.Message}; SQL: {problem.Sql}") with { Shown = Cell.Text(problem.Message).Shown };

    private static IEnumerable<string> StatementsOf(Portfolio portfolio) =>
        portfolio.Files.SelectMany(file => file.Counted).Where(problem => problem.Sql is not null).Select(problem => $"{problem.File}: {problem.Kind}: {problem.Sql}");

    private static void WriteFiles(Portfolio portfolio, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (FileAccount file in portfolio.Files)
        {
            json.WriteStartObject();
            json.WriteString("file", file.File);
            json.WriteNumber("rowsRead", file.Rows.Read);
            json.WriteNumber("rowsUsed", file.Rows.Used);
            json.WriteNumber("rowsRepeated", file.Rows.Repeated);
            json.WriteNumber("rowsSuperseded", file.Rows.Superseded);
            json.WriteNumber("rowsLeftOut", file.Rows.LeftOut);
            json.WriteNumber("rowsRefused", file.Rows.Refused);
            json.WriteStartArray("leftOut");
            foreach (CsvLeftOut rule in file.LeftOut)
            {
                json.WriteStartObject();
                json.WriteString("rule", rule.Rule);
                json.WriteNumber("rows", rule.Rows);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("remarks");
            foreach (string remark in file.Remarks)
            {
                json.WriteStringValue(remark);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
