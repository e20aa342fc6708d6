using System.Runtime.CompilerServices;

namespace Retention.Metrics.Formulas;

/// <summary>What the parts of a formula may be.</summary>
internal static class FormulaArgument
{
    public static decimal NotNegative(decimal value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= 0m ? value : throw new ArgumentOutOfRangeException(name, value, "Counts and amounts of a formula are 0 or more.");

    public static Money NotNegative(Money value, [CallerArgumentExpression(nameof(value))] string? name = null) => value with { Amount = NotNegative(value.Amount, name) };

    public static decimal Share(decimal value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value is >= 0m and <= 1m ? value : throw new ArgumentOutOfRangeException(name, value, "A share is between 0 and 1.");

    public static double Level(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value > 0 && value < 1 ? value : throw new ArgumentOutOfRangeException(name, value, "A level lies between 0 and 1, such as 0.95.");

    /// <summary>Refuses a count below 0, or above all that there are.</summary>
    public static void RequirePart(
        long counted, long all, [CallerArgumentExpression(nameof(counted))] string? countedName = null, [CallerArgumentExpression(nameof(all))] string? allName = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(all, allName);
        if (counted < 0 || counted > all)
        {
            throw new ArgumentOutOfRangeException(countedName, counted, FormattableString.Invariant($"Of {all}, 0 to {all} are counted."));
        }
    }
}
