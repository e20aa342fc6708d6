using System.CommandLine;
using System.Globalization;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.Commands.Signals;

/// <summary>The options that name a signal and how customers are grouped by it.</summary>
internal sealed class SignalOptions
{
    private const int MostGroups = 100, UsualGroups = 4;

    private readonly Option<string?> activity = new("--activity") { HelpName = "file", Description = "A CSV file of what customers did (- reads standard input): customer_id, at, event, quantity." };
    private readonly Option<SignalSpec?> signal = ParsedOption.Of<SignalSpec?>("--signal", "signal", $"What was known of a customer before: {SignalSpec.Valid}.", SignalSpec.Parse);
    private readonly Option<SignalGroups?> quantiles = ParsedOption.Of<SignalGroups?>("--groups", "n", "So many groups of about equal size, in each period anew. Default: 4.", Quantiles);
    private readonly Option<SignalGroups?> bounds = ParsedOption.Of<SignalGroups?>("--bounds", "numbers", "Groups between these numbers, each up to and including one: 0,5,20.", Bounds);

    private IEnumerable<Option> All => [activity, signal, quantiles, bounds];

    public void AddTo(Command command)
    {
        foreach (Option option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>The first of these options that is given.</summary>
    public string? Given(ParseResult asked) => All.FirstOrDefault(option => asked.GetResult(option) is { Implicit: false })?.Name;

    /// <summary>The signal and the groups.</summary>
    public (SignalSpec Spec, SignalGroups Groups) Read(ParseResult asked)
    {
        SignalSpec spec = asked.GetValue(signal) ?? throw new UsageException($"--signal is required: {SignalSpec.Valid}.");
        SignalGroups? equal = asked.GetValue(quantiles), between = asked.GetValue(bounds);
        return equal is null || between is null
            ? (spec, between ?? equal ?? SignalGroups.Quantiles(UsualGroups))
            : throw new UsageException("--groups and --bounds are two ways to group customers; give one of them.");
    }

    /// <summary>The settings with the file of activities.</summary>
    public Settings Over(Settings settings, ParseResult asked) => asked.GetValue(activity) is not { } file ? settings
        : settings.Subscriptions is not null ? settings with { Activities = file }
        : throw new UsageException("--activity has no meaning without --subscriptions: the built-in sample has no activities.");

    private static SignalGroups Quantiles(string text) =>
        SignalGroups.Quantiles(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 2 and <= MostGroups ? count : throw new FormatException($"a whole number from 2 to {MostGroups}"));

    private static SignalGroups Bounds(string text)
    {
        const string Valid = "rising numbers with commas between them, such as 0,5,20";
        try
        {
            return SignalGroups.Bounds([.. text.Split(',').Select(one => double.TryParse(one, NumberStyles.Float & ~NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double bound) ? bound : throw new FormatException(Valid))]);
        }
        catch (ArgumentException wrong)
        {
            throw new FormatException(Valid, wrong);
        }
    }
}
