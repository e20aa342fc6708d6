using System.CommandLine;
using System.Globalization;
using Retention.Metrics.Modeling;
using Retention.Metrics.Tool.Commands.Lifetime;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Commands.Contracts;

/// <summary><c>retention contracts</c>: models of whether customers renew.</summary>
internal static class ContractsCommand
{
    private const int MostRenewals = 100_000;

    public static Command Create(Terminal terminal) =>
        new("contracts", "Models of renewals: fit one, or project a cohort's survival and what a customer is still worth.") { Fit(terminal), Project(terminal) };

    private static Command Fit(Terminal terminal)
    {
        var shared = new SharedOptions();
        (Option<string> model, Option<string[]> survivors) = (Model(), Survivors());
        var command = new Command("fit", "Parameters of a model of renewals with standard errors, log-likelihood, AIC, BIC and status. A renewal is due every period of --by.") { model, survivors };
        shared.AddTo(command);
        command.SetAction(asked =>
        {
            Settings settings = shared.Read(asked);
            FittedModel? fitted = null;
            int exit = Run(asked, settings, terminal, survivors, counts =>
            {
                ContractName name = ContractName.Named(asked.GetValue(model)!);
                fitted = name.Fit(name, counts.Table, counts.Unit);
                return FitAnswer.Of(fitted, counts.End, counts.Head, [ContractAnswers.StatusLine(fitted), counts.Source]);
            });
            if (fitted is { IsConverged: false })
            {
                RetentionTool.Fail(terminal, $"the fit of {fitted.Name.Title} {fitted.StatusText}");
                return ExitCode.Invalid;
            }

            return exit;
        });
        return command;
    }

    private static Command Project(Terminal terminal)
    {
        var shared = new SharedOptions();
        (Option<string> model, Option<string[]> survivors) = (Model(), Survivors());
        var fit = new Option<string?>("--fit") { HelpName = "file", Description = "Project with this fit, written by contracts fit --format json, instead of fitting anew." };
        Option<int> renewals = ParsedOption.Of("--renewals", "n", "How many renewals to project.", text => Numbers.Count(text, MostRenewals), 12);
        Option<decimal> rate = ParsedOption.Of("--discount-rate", "rate", "What one contract period takes off the value of money, such as 10%.", Numbers.NotNegative, 0m);
        var despite = new Option<bool>(LifetimeCommand.DespiteStatus) { Description = "Use a fit that did not converge all the same, and say so." };
        var command = new Command("project", "Survival, retention and churn at each renewal beside what was seen, and the expected lifetime.") { model, survivors, fit, renewals, rate, despite };
        shared.AddTo(command);
        command.SetAction(asked =>
        {
            Settings settings = shared.Read(asked);
            try
            {
                return Run(asked, settings, terminal, survivors, counts =>
                {
                    ContractName name = ContractName.Named(asked.GetValue(model)!);
                    FittedModel fitted = asked.GetValue(fit) is { } path ? Read(path, terminal) : name.Fit(name, counts.Table, counts.Unit);
                    if (!fitted.IsConverged && !asked.GetValue(despite))
                    {
                        throw new NotConvergedException(fitted);
                    }

                    return ContractAnswers.Projection(fitted, counts, asked.GetValue(renewals), asked.GetValue(rate));
                });
            }
            catch (NotConvergedException problem)
            {
                RetentionTool.Fail(terminal, problem.Message);
                return ExitCode.Invalid;
            }
        });
        return command;
    }

    /// <summary>Answers for cohorts that are stated, or for the subscriptions of a file.</summary>
    private static int Run(ParseResult asked, Settings settings, Terminal terminal, Option<string[]> survivors, Func<RenewalCounts, Answer> answer)
    {
        string[] stated = asked.GetValue(survivors) ?? [];
        if (stated.Length == 0)
        {
            return Answering.Run(settings, terminal, portfolio => answer(RenewalCounts.Of(portfolio, settings, PeriodUnit.Of(asked))));
        }

        if (settings.Subscriptions is not null || settings.Orders is not null)
        {
            throw new UsageException("--survivors states the customers; a file of subscriptions or orders beside it has no meaning.");
        }

        settings.Format.Deliver(answer(RenewalCounts.Of([.. stated.Select(Counts)])), settings.Output, terminal);
        return ExitCode.Done;
    }

    private static int[] Counts(string text) =>
    [
        .. text.Split(',').Select(count => int.TryParse(count.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new UsageException($"--survivors '{text}' is not valid; expected whole numbers with commas between them, such as 1000,869,743.")),
    ];

    private static FittedModel Read(string path, Terminal terminal) => InputFile.Read(path, terminal, stream =>
    {
        using var reader = new StreamReader(stream);
        return ContractName.ReadFit(reader.ReadToEnd());
    });

    private static Option<string> Model() => ParsedOption.OneOf("--model", "The model.", [.. ContractName.All.Select(model => model.Name)], ContractName.All[0].Name);

    private static Option<string[]> Survivors() => new("--survivors")
    {
        HelpName = "counts",
        Description = "A cohort as it was counted: its size, then the customers left after each renewal, such as 1000,869,743. May be repeated.",
        Arity = System.CommandLine.ArgumentArity.OneOrMore,
    };
}
