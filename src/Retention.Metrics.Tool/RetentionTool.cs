using System.CommandLine;
using System.CommandLine.Parsing;
using Retention.Metrics.Tool.Commands;

namespace Retention.Metrics.Tool;

/// <summary>The command line: what was asked for, who answers, and the exit code.</summary>
internal static class RetentionTool
{
    /// <summary>Everything was done as asked.</summary>
    public const int Done = 0;

    /// <summary>The data has findings or refused rows.</summary>
    public const int Unsound = 1;

    /// <summary>Wrong usage, or a file that is missing, empty or unreadable.</summary>
    public const int Failed = 2;

    public static int Run(string[] args, Terminal terminal)
    {
        var root = new RootCommand("Churn, retention, MRR movements and order metrics from CSV files.")
        {
            ReportCommand.Create(terminal),
            CohortsCommand.Create(terminal),
            CompareCommand.Create(terminal),
            CheckCommand.Create(terminal),
            SurvivalCommand.Create(terminal),
            LifetimeCommand.Create(terminal),
            WhatIfCommand.Create(terminal),
            ChurnCommand.Create(terminal),
        };

        // Without response files: an argument is what it says, even if it begins with @.
        ParseResult asked = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (asked.Errors.Count > 0)
        {
            foreach (ParseError error in asked.Errors)
            {
                Fail(terminal, error.Message);
            }

            return Failed;
        }

        try
        {
            return asked.Invoke(new InvocationConfiguration { Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false });
        }
        catch (Exception problem) when (problem is UsageException or IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException or OverflowException)
        {
            Fail(terminal, problem is ArgumentException ? problem.Message.Split(" (Parameter '")[0] : problem.Message);
            return Failed;
        }
    }

    /// <summary>Says what went wrong.</summary>
    public static void Fail(Terminal terminal, string message) => terminal.Say($"retention: {message}");
}
