using System.CommandLine;
using NodaTime;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.Commands.Churn;

/// <summary><c>retention churn</c>: why, when in their lives and after what customers left, and what that cost.</summary>
internal static class ChurnCommand
{
    public const string Reasons = "reasons", Tenure = "tenure", Before = "before", Renewals = "renewals", Losses = "losses", Trials = "trials", Payments = "payments";

    private const int MostDays = 36_500;

    public static Command Create(Terminal terminal)
    {
        var shared = new SharedOptions();
        Option<string> show = ParsedOption.OneOf(
            "--show",
            "Churn by reason, by tenure, by what came before; renewals; the lost revenue, largest first; trials converted; failed payments recovered.",
            [Reasons, Tenure, Before, Renewals, Losses, Trials, Payments],
            Reasons);
        Option<int> within = ParsedOption.Of("--within", "days", "How many days before a churn count as before it.", text => Numbers.Count(text, MostDays), 30);
        var mark = new Option<string[]>("--mark") { HelpName = "name=date", Description = "A day of your own that may have caused churn, such as release=2025-03-14. May be repeated.", Arity = ArgumentArity.OneOrMore };
        Option<int?> top = ParsedOption.Of<int?>("--top", "n", "Only the n largest losses.", text => Numbers.Count(text));
        Option<decimal?> months = ParsedOption.Of<decimal?>("--lifetime-months", "months", "Value a loss as its MRR over so many months.", text => Numbers.NotNegative(text));
        Option<decimal> margin = ParsedOption.Of("--margin", "share", "The share of revenue that is kept, for values of losses.", Numbers.Share, 1m);
        var command = new Command("churn", "Why customers left: reasons, tenure, what came before, renewals, lost revenue, trials and failed payments.") { show, within, mark, top, months, margin };
        shared.AddTo(command);
        command.SetAction(asked =>
        {
            Settings settings = shared.Read(asked);
            var question = new ChurnQuestion
            {
                Show = asked.GetValue(show)!,
                Window = (asked.GetValue(mark) ?? []).Aggregate(TriggerWindow.OfDays(asked.GetValue(within)), (window, text) => Marked(window, text, settings.Calendar.Zone)),
                Top = asked.GetValue(top),
                LifetimeMonths = asked.GetValue(months),
                Margin = asked.GetValue(margin),
            };
            return Answering.Run(settings, terminal, portfolio => new ChurnFigures(portfolio, settings, question).Answer());
        });
        return command;
    }

    private static TriggerWindow Marked(TriggerWindow window, string text, DateTimeZone zone)
    {
        string[] parts = text.Split('=', 2);
        return parts.Length == 2 && parts[0].Trim().Length > 0 && DateRange.TryParse(parts[1]) is { } day
            ? window.Marking(parts[0], ReportingCalendar.Days(zone).Containing(day.First).Start)
            : throw new UsageException($"--mark '{text}' is not valid; expected name=date, such as release=2025-03-14.");
    }
}

/// <summary>What <c>retention churn</c> is asked.</summary>
internal sealed record ChurnQuestion
{
    public required string Show { get; init; }

    public required TriggerWindow Window { get; init; }

    public required int? Top { get; init; }

    public required decimal? LifetimeMonths { get; init; }

    public required decimal Margin { get; init; }
}
