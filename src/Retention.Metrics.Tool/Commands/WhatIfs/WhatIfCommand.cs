using System.CommandLine;
using System.Globalization;
using Retention.Metrics.Tool.Figures;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Commands.WhatIfs;

/// <summary><c>retention whatif</c>: the periods to come if all goes on as it was, and what a change would be worth.</summary>
internal static class WhatIfCommand
{
    private const string Largest = "7.9E+28";
    private const int MostPeriods = 1200;

    public static Command Create(Terminal terminal)
    {
        var shared = new SharedOptions();
        Option<int> periods = ParsedOption.Of("--periods", "n", "How many periods to project, in --by.", text => Numbers.Count(text, MostPeriods), 12);
        Option<string[]> assume = Assumptions("--assume", "Assume this instead of what the periods show: churn=5%. May be repeated; mrr and customers need no file.");
        Option<string[]> change = Assumptions("--change", "What the measure would change: churn=x0.8, price=5%. May be repeated.");
        Option<decimal> cost = ParsedOption.Of("--cost", "amount", "What the measure costs once.", Numbers.NotNegative, 0m);
        Option<decimal> costPerPeriod = ParsedOption.Of("--cost-per-period", "amount", "What the measure costs in every period.", Numbers.NotNegative, 0m);
        Option<decimal> margin = ParsedOption.Of("--margin", "share", "The share of revenue that is kept.", Numbers.Share, 1m);
        var lowest = new Option<bool>("--lowest-like-next") { Description = "The measure: customers with the lowest values of --signal churn like the next group, in the churn of the complete periods." };
        var grouping = new SignalOptions();
        var command = new Command("whatif", "Projects MRR and customers from the rates of the periods, and says what a change would be worth.") { periods, assume, change, cost, costPerPeriod, margin, lowest };
        grouping.AddTo(command);
        shared.AddTo(command);
        command.SetAction(asked =>
        {
            bool isLowest = asked.GetValue(lowest);
            if (!isLowest && grouping.Given(asked) is { } meaningless)
            {
                throw new UsageException($"{meaningless} has no meaning without --lowest-like-next.");
            }

            SignalQuestion? bySignal = isLowest && grouping.Read(asked) is var (spec, groups) ? new SignalQuestion(spec, groups) : null;
            Settings settings = grouping.Over(shared.Read(asked), asked);
            Assumption[] assumed = [.. (asked.GetValue(assume) ?? []).Select(text => Assumption.Parse("--assume", text))];
            Assumption[] changed = [.. (asked.GetValue(change) ?? []).Select(text => Assumption.Parse("--change", text))];
            if (changed.FirstOrDefault(one => one.Name is Assumption.Mrr or Assumption.Customers) is { } start)
            {
                throw new UsageException($"--change {start}: with and without the measure both start alike; use --assume.");
            }

            return Answering.Run(settings, terminal, portfolio =>
            {
                (WhatIf asNow, Basis basis, Coverage? coverage) = Start(portfolio, settings, assumed, PeriodUnit.Of(asked));
                (decimal Factor, string Text)? lowestLikeNext = bySignal is null ? null : new SignalFigures(portfolio, settings, bySignal).LowestLikeNext();
                Assumption[] changes = lowestLikeNext is { } like ? [Assumption.ChurnTimes(like.Factor), .. changed] : changed;
                WhatIf with = changes.Aggregate(asNow, (one, next) => next.Apply(one));
                var spent = new InitiativeCost(new Money(asked.GetValue(cost), basis.Currency), new Money(asked.GetValue(costPerPeriod), basis.Currency));
                bool measured = changes.Length > 0 || spent.OneOff.Amount > 0m || spent.PerPeriod.Amount > 0m;
                Answer Answer(int count) => WhatIfAnswer.Of(InitiativeReturn.Of(asNow, with, count, spent, asked.GetValue(margin)), measured ? changes : null, basis);
                Answer answer = WithinRange(asked.GetValue(periods), Answer);
                answer = lowestLikeNext is { } measure
                    ? answer with { Head = [.. answer.Head, Basis.Text("lowestLikeNext", measure.Text)], Notes = [$"the measure: customers with {measure.Text}", .. answer.Notes] }
                    : answer;
                return coverage is null ? answer : answer with { Head = [.. answer.Head, .. coverage.Head], Notes = [.. coverage.ToDate("the last period of these rates") is { } note ? [note] : Array.Empty<string>(), .. answer.Notes] };
            });
        });
        return command;
    }

    /// <summary>Answers, or says from which period on an amount or a number of customers is too large to be computed.</summary>
    private static Answer WithinRange(int periods, Func<int, Answer> answer)
    {
        if (Attempt(periods, answer) is { } whole)
        {
            return whole;
        }

        int fits = 0;
        for (int beyond = periods; beyond - fits > 1;)
        {
            int middle = fits + ((beyond - fits) / 2);
            (fits, beyond) = Attempt(middle, answer) is null ? (fits, middle) : (middle, beyond);
        }

        string period = (fits + 1).ToString(CultureInfo.InvariantCulture);
        throw new UsageException(fits == 0
            ? $"The projection exceeds the largest number that can be computed, {Largest}, in period 1; assume smaller amounts or rates."
            : $"The projection exceeds the largest number that can be computed, {Largest}, in period {period}; expected --periods {fits.ToString(CultureInfo.InvariantCulture)} or fewer, or smaller rates.");
    }

    private static Answer? Attempt(int periods, Func<int, Answer> answer)
    {
        try
        {
            return answer(periods);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>From the periods of the file; from what is assumed alone where no file is given, and MRR and customers are.</summary>
    private static (WhatIf AsNow, Basis Basis, Coverage? Coverage) Start(Portfolio portfolio, Settings settings, IReadOnlyList<Assumption> assumed, PeriodUnit unit)
    {
        decimal? mrr = Absolute(assumed, Assumption.Mrr), customers = Absolute(assumed, Assumption.Customers);
        bool stated = mrr is not null && customers is not null;
        WhatIf? shown = null;
        Coverage? coverage = null;
        var basis = new Basis(settings, settings.Import.Currency, OfRevenue: true);
        if (portfolio.Files.Count > 0 || !stated)
        {
            var timeline = RevenueTimeline.FromHistory(Answering.NeedSubscriptions(portfolio, "whatif"), settings.Policy.Policy);
            basis = Basis.Of(settings, timeline);
            coverage = Coverage.OfFacts(settings, portfolio);
            shown = coverage.Periods is { } periods ? WhatIf.From(timeline.RollForward(periods, settings.Policy.Policy)) : null;
        }

        WhatIf start = shown
            ?? (stated ? new WhatIf(new Money(mrr!.Value, basis.Currency), customers!.Value) { MonthsPerPeriod = unit.Months } : null)
            ?? throw new UsageException("No period opened with revenue, or more was lost than there was, so nothing can go on as it was; assume mrr, customers and rates with --assume.");
        return (assumed.Aggregate(start, (one, next) => next.Apply(one)), basis, shown is null ? null : coverage);
    }

    private static decimal? Absolute(IReadOnlyList<Assumption> assumed, string name) => assumed.LastOrDefault(one => one.Name == name && !one.IsFactor)?.Value;

    private static Option<string[]> Assumptions(string name, string description) => new(name) { HelpName = "name=value", Description = description, Arity = ArgumentArity.OneOrMore };
}
