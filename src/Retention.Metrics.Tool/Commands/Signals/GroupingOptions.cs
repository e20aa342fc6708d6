using System.CommandLine;
using System.Globalization;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.Commands.Signals;

/// <summary>The options that name a signal, and the groups of customers by it.</summary>
internal sealed class GroupingOptions
{
    private const int MostGroups = 100, UsualGroups = 4;

    private readonly Option<SignalSpec?> signal;
    private readonly Option<SignalGroups?> quantiles = ParsedOption.Of<SignalGroups?>("--groups", "n", "So many groups of about equal size, in each period anew. Default: 4.", Quantiles);
    private readonly Option<SignalGroups?> bounds = ParsedOption.Of<SignalGroups?>("--bounds", "numbers", "Groups between these numbers, each up to and including one: 0,5,20.", Bounds);

    /// <summary>Makes the options.</summary>
    /// <param name="description">What the command does with the signal.</param>
    public GroupingOptions(string description) => signal = ParsedOption.Of<SignalSpec?>("--signal", "signal", $"{description}: {SignalSpec.Valid}.", SignalSpec.Parse);

    public IReadOnlyList<Option> All => [signal, quantiles, bounds];

    /// <summary>The signal, if one is given.</summary>
    public SignalSpec? Spec(ParseResult asked) => asked.GetValue(signal);

    /// <summary>The groups.</summary>
    public SignalGroups Groups(ParseResult asked)
    {
        SignalGroups? equal = asked.GetValue(quantiles), between = asked.GetValue(bounds);
        return equal is null || between is null
            ? between ?? equal ?? SignalGroups.Quantiles(UsualGroups)
            : throw new UsageException("--groups and --bounds are two ways to group customers; give one of them.");
    }

    /// <summary>The signal and its groups, where a signal need not be given.</summary>
    public SignalQuestion? Question(ParseResult asked) => Spec(asked) is { } spec
        ? new SignalQuestion(spec, Groups(asked))
        : new Option[] { quantiles, bounds }.FirstOrDefault(option => asked.GetResult(option) is { Implicit: false }) is { } meaningless
            ? throw new UsageException($"{meaningless.Name} has no meaning without {signal.Name}.")
            : null;

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
