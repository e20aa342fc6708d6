using System.CommandLine;
using System.Globalization;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.Commands.Signals;

/// <summary><c>retention signals</c>: churn by what was known of customers before, who is at risk by it, and how good such a list would have been.</summary>
internal static class SignalsCommand
{
    public const string Groups = "groups", AtRisk = "at-risk", HoldOut = "hold-out";

    private const int MostGroups = 100, UsualGroups = 4;

    public static Command Create(Terminal terminal)
    {
        var shared = new SharedOptions();
        var activity = new Option<string?>("--activity") { HelpName = "file", Description = "A CSV file of what customers did (- reads standard input): customer_id, at, event, quantity." };
        Option<SignalSpec?> signal = ParsedOption.Of<SignalSpec?>("--signal", "signal", $"What was known of a customer before: {SignalSpec.Valid}.", SignalSpec.Parse);
        Option<SignalGroups?> quantiles = ParsedOption.Of<SignalGroups?>("--groups", "n", "So many groups of about equal size, in each period anew. Default: 4.", text => SignalGroups.Quantiles(Numbers.Count(text, MostGroups) is >= 2 and var count ? count : throw new FormatException($"a whole number from 2 to {MostGroups}")));
        Option<SignalGroups?> bounds = ParsedOption.Of<SignalGroups?>("--bounds", "numbers", "Groups between these numbers, each up to and including one: 0,5,20.", Bounds);
        Option<string> show = ParsedOption.OneOf("--show", "Churn by group; the customers at risk now; or how many who left in the last periods a list made from those before would have held.", [Groups, AtRisk, HoldOut], Groups);
        Option<int> highest = ParsedOption.Of("--highest", "n", "At risk are the n groups of the highest churn.", text => Numbers.Count(text, MostGroups), 1);
        Option<int> heldOut = ParsedOption.Of("--held-out", "n", "How many of the last periods are held out.", text => Numbers.Count(text), 1);
        Option<int?> limit = ParsedOption.Of<int?>("--limit", "n", "List no more than so many customers.", text => Numbers.Count(text));
        Option<IReadOnlyList<string>?> segment = SegmentOption.Create("--segment", "Split customers by these attributes: plan, or plan,country.");
        var command = new Command("signals", "Churn by what customers did before: by groups of a signal, who is at risk now, and how good that list would have been.") { activity, signal, quantiles, bounds, show, highest, heldOut, limit, segment };
        shared.AddTo(command);
        command.SetAction(asked =>
        {
            SignalSpec spec = asked.GetValue(signal) ?? throw new UsageException($"--signal is required: {SignalSpec.Valid}.");
            SignalGroups? equal = asked.GetValue(quantiles), between = asked.GetValue(bounds);
            if (equal is not null && between is not null)
            {
                throw new UsageException("--groups and --bounds are two ways to group customers; give one of them.");
            }

            var question = new SignalQuestion(spec, between ?? equal ?? SignalGroups.Quantiles(UsualGroups))
            {
                Show = asked.GetValue(show)!, Highest = asked.GetValue(highest), HeldOut = asked.GetValue(heldOut), Limit = asked.GetValue(limit), Segment = asked.GetValue(segment) ?? [],
            };
            question.RequireMeaning(isLimitGiven: asked.GetValue(limit) is not null);
            Settings settings = shared.Read(asked) with { Activities = asked.GetValue(activity) };
            if (settings.Activities is not null && settings.Subscriptions is null)
            {
                throw new UsageException("--activity has no meaning without --subscriptions: the built-in sample has no activities.");
            }

            return Answering.Run(settings, terminal, portfolio => new SignalFigures(portfolio, settings, question).Answer());
        });
        return command;
    }

    private static SignalGroups Bounds(string text)
    {
        const string Valid = "rising numbers with commas between them, such as 0,5,20";
        try
        {
            return SignalGroups.Bounds([.. text.Split(',').Select(one => double.TryParse(one, NumberStyles.Float & ~NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double bound) ? bound : throw new FormatException(Valid))]);
        }
        catch (ArgumentException)
        {
            throw new FormatException(Valid);
        }
    }
}

/// <summary>What <c>retention signals</c> is asked.</summary>
/// <param name="Spec">The signal.</param>
/// <param name="Groups">How customers are grouped by it.</param>
internal sealed record SignalQuestion(SignalSpec Spec, SignalGroups Groups)
{
    public required string Show { get; init; }

    public required int Highest { get; init; }

    public required int HeldOut { get; init; }

    public required int? Limit { get; init; }

    public required IReadOnlyList<string> Segment { get; init; }

    /// <summary>Refuses what has no meaning for what is shown.</summary>
    public void RequireMeaning(bool isLimitGiven)
    {
        if (isLimitGiven && Show != SignalsCommand.AtRisk)
        {
            throw new UsageException("--limit has no meaning without --show at-risk.");
        }

        if (Segment.Count > 0 && Show == SignalsCommand.AtRisk)
        {
            throw new UsageException("--segment has no meaning with --show at-risk, which lists customers; --show groups and hold-out are split.");
        }

        if (Highest > Groups.Count)
        {
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--highest {Highest} is more than there are groups, {Groups.Count}."));
        }
    }
}
