using Retention.Metrics.Tool.Figures;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Commands;

/// <summary>What every command that makes figures does: read, check, answer.</summary>
internal static class Answering
{
    /// <summary>Answers for the whole portfolio, or for each of its currencies.</summary>
    /// <param name="settings">What was asked for.</param>
    /// <param name="terminal">Where the answer goes.</param>
    /// <param name="answer">Makes the answer of facts in one currency.</param>
    /// <param name="converts">Whether the answer itself converts amounts at the rates of each period; else they have constant rates.</param>
    public static int Run(Settings settings, Terminal terminal, Func<Portfolio, Answer> answer, bool converts = false)
    {
        Portfolio portfolio = Portfolio.Load(settings, terminal);
        if (!Validity.IsEnough(portfolio, settings, terminal))
        {
            return ExitCode.Invalid;
        }

        settings.Format.Deliver([.. CurrencyParts.Of(portfolio).Select(part => new CurrencyAnswer(part.Currency, AnswerOf(part.Portfolio)))], settings.Output, terminal);
        return ExitCode.Done;

        Answer AnswerOf(Portfolio part)
        {
            Answer one = Marked(answer(converts ? part : CurrencyParts.AtConstantRates(part, settings)), portfolio);
            return !converts && CurrencyParts.RatesOf(part, settings) is { } rates
                ? one with { Head = [.. one.Head, Basis.Text("rates", rates)], Notes = [.. one.Notes, rates] }
                : one;
        }
    }

    /// <summary>An answer about the built-in sample says so, in every format.</summary>
    private static Answer Marked(Answer answer, Portfolio portfolio) => !portfolio.IsSample ? answer : answer with
    {
        Head = [new("sample", json => json.WriteBooleanValue(true)), .. answer.Head],
        Columns = [.. answer.Columns, PeriodFigures.SampleColumn],
        Data = [.. answer.Data.Select(row => row with { Cells = [.. row.Cells, Cell.Flag(true)] })],
        Notes = [.. answer.Notes, "built-in sample: a small company that is made up; --subscriptions and --orders read files"],
    };

    public static SubscriptionHistory NeedSubscriptions(Portfolio portfolio, string command) =>
        portfolio.Subscriptions ?? throw new UsageException($"{command} needs a file of subscriptions.");

    public static OrderHistory NeedOrders(Portfolio portfolio, string command) =>
        portfolio.Orders ?? throw new UsageException($"{command} needs a file of orders.");
}
