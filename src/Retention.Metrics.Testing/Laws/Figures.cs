using System.Globalization;

namespace Retention.Metrics.Testing.Laws;

/// <summary>What the values of metrics have in common, whatever their type.</summary>
internal static class Figures
{
    /// <summary>Whether two values are equal, a ratio in both its parts.</summary>
    public static bool Same<TValue>(TValue one, TValue other) =>
        EqualityComparer<TValue>.Default.Equals(one, other) || (IsNothing(one) && IsNothing(other) && (HasNoCurrency(one) || HasNoCurrency(other)));

    /// <summary>Whether two values are equal, a ratio in its value: 1/2 is 2/4.</summary>
    public static bool SameValue<TValue>(TValue one, TValue other) =>
        (one, other) switch
        {
            (Ratio left, Ratio right) => left.Value == right.Value,
            (AverageMoney left, AverageMoney right) => left.Value == right.Value && (left.Currency == right.Currency || Same(one, other)),
            _ => Same(one, other),
        };

    /// <summary>Whether a value is so many times another: of a ratio the numerator, of anything else the number.</summary>
    public static bool IsTimes<TValue>(TValue large, TValue small, decimal factor) =>
        (large, small) switch
        {
            (Ratio times, Ratio once) => times.Numerator == once.Numerator * factor && times.Denominator == once.Denominator,
            (AverageMoney times, AverageMoney once) => times.Numerator == once.Numerator * factor && times.Denominator == once.Denominator,
            _ => Number(large) == Number(small) * factor,
        };

    /// <summary>The number of a value; nothing where it is undefined.</summary>
    public static decimal? Number<TValue>(TValue value) => value switch
    {
        null => null,
        Ratio ratio => ratio.Value,
        AverageMoney average => average.Value,
        Money money => money.Amount,
        RecurringRevenue revenue => revenue.Annual.Amount,
        decimal number => number,
        int number => number,
        long number => number,
        double number => double.IsFinite(number) ? (decimal)number : throw new InvalidOperationException(FormattableString.Invariant($"{number} is no figure: what has no value is null or undefined.")),
        _ => throw new NotSupportedException($"A {typeof(TValue)} has no number; the metric must return a Ratio, AverageMoney, Money, RecurringRevenue, decimal, double, int or long, or null where it is undefined."),
    };

    public static string Text<TValue>(TValue value) => value switch
    {
        null => "null",
        IFormattable formattable => formattable.ToString(format: null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    // Of nothing at all, nobody can say in which currency it is nothing.
    private static bool HasNoCurrency<TValue>(TValue value) => value is Money { Currency.Code: "XXX" } or RecurringRevenue { Currency.Code: "XXX" } or AverageMoney { Currency.Code: "XXX" };

    private static bool IsNothing<TValue>(TValue value) => value is Money { Amount: 0m } or RecurringRevenue { IsZero: true } or AverageMoney { Numerator: 0m, Denominator: 0m };
}
