using System.CommandLine;
using System.CommandLine.Parsing;
using Retention.Metrics.Tool.Commands;
using Retention.Metrics.Tool.Commands.Customers;
using Retention.Metrics.Tool.Commands.Feedback;
using Retention.Metrics.Tool.Commands.Reconcile;
using Retention.Metrics.Tool.Input.Databases;
using Retention.Metrics.Tool.Options;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool;

/// <summary>The command line: what was asked for, who answers, and the exit code.</summary>
internal static class RetentionTool
{
    public static int Run(string[] args, Terminal terminal)
    {
        var root = new RootCommand("Churn, retention, MRR movements and order metrics from CSV files, Parquet and tables of a database.")
        {
            ReportCommand.Create(terminal),
            CustomersCommand.Create(terminal),
            CohortsCommand.Create(terminal),
            CompareCommand.Create(terminal),
            CheckCommand.Create(terminal),
            SurvivalCommand.Create(terminal),
            LifetimeCommand.Create(terminal),
            ContractsCommand.Create(terminal),
            WhatIfCommand.Create(terminal),
            ChurnCommand.Create(terminal),
            SignalsCommand.Create(terminal),
            ActivityCommand.Create(terminal),
            FeedbackCommand.Create(terminal),
            ReconcileCommand.Create(terminal),
        };

        HelpWithExamples.AddTo(root);

        // Without response files: an argument is what it says, even if it begins with @.
        ParseResult asked = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (asked.Errors.Count > 0 && !HelpWithExamples.IsAskedFor(asked))
        {
            foreach (ParseError error in asked.Errors)
            {
                Fail(terminal, error.Message);
            }

            if (asked.CommandResult.Command.Subcommands is { Count: > 0 } commands)
            {
                Fail(terminal, $"expected {Words.Or([.. commands.Select(command => command.Name)])}.");
            }

            return ExitCode.Failed;
        }

        try
        {
            int code = asked.Invoke(new InvocationConfiguration { Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false });
            terminal.Output.Flush();
            return code;
        }
        catch (ClosedPipeException)
        {
            return ExitCode.ClosedPipe;
        }
        catch (IOException unwritten)
        {
            Fail(terminal, $"the answer cannot be written: {unwritten.Message}");
            return ExitCode.NotWritten;
        }
        catch (Exception problem) when (problem is UsageException or UnauthorizedAccessException or InvalidDataException or ArgumentException or MissingExchangeRateException)
        {
            Fail(terminal, problem is ArgumentException ? problem.Message.Split(" (Parameter '")[0] : problem.Message);
            return ExitCode.Failed;
        }
        catch (OverflowException tooLarge)
        {
            Fail(terminal, SaysNothing(tooLarge) ? "a sum is too large to be computed exactly; look for amounts, quantities or rates that are far too large." : tooLarge.Message);
            return ExitCode.Failed;
        }
#pragma warning disable CA1031 // The last resort: one line and an exit code are what a caller can work with.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Fail(terminal, $"a fault of the tool, please report it with the command: {fault.GetType().Name}: {fault.Message}");
            return ExitCode.Unexpected;
        }
    }

    /// <summary>Says what went wrong.</summary>
    public static void Fail(Terminal terminal, string message) => terminal.Say($"retention: {Secrets.WithoutPasswords(message)}");

    /// <summary>Whether the message is that of the framework, which names neither an amount nor a customer.</summary>
    private static bool SaysNothing(OverflowException problem) =>
        problem.Message == new OverflowException().Message || problem.Message.StartsWith("Value was either too large or too small", StringComparison.Ordinal);
}
