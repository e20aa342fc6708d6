using System.Globalization;
using Retention.Metrics.Modeling;

namespace Retention.Metrics.Reports.Page;

/// <summary>One value of a page: what a person reads, and the digits that JSON has for it.</summary>
/// <param name="Text">What a person reads.</param>
/// <param name="Value">The digits of JSON; <see langword="null"/> for text and for what is undefined.</param>
/// <param name="Undefined">Why there is no value, where there is none.</param>
internal sealed record FigureCell(string Text, string? Value = null, string? Undefined = null)
{
    public const string NoValue = "–";

    /// <summary>Where a table has nothing to show, such as a cohort that is too young.</summary>
    public static FigureCell Nothing { get; } = new("");

    /// <summary>Whether it is a number, set to the right.</summary>
    public bool IsNumber => Value is not null || Undefined is not null;

    /// <summary>The figure of a row.</summary>
    public static FigureCell Of<TRow>(Figure<TRow> figure, TRow row)
        where TRow : class =>
        Of(figure.Unit, figure.ValueOf(row), UndefinedReason.Of(figure.Name));

    /// <summary>A value of a unit.</summary>
    public static FigureCell Of(FigureUnit unit, object? value, string undefined) => value switch
    {
        null => new(NoValue, Undefined: undefined),
        RecurringRevenue revenue => Amount(revenue.Monthly),
        Money money => Amount(money),
        AverageMoney average => average.Parts.IsDefined ? new(Decimals(average.Value!.Value, average.Currency.MinorUnits), RatioJsonConverter.Value(average.Parts)) : new(NoValue, Undefined: undefined),
        Ratio { IsDefined: false } => new(NoValue, Undefined: undefined),
        Ratio ratio when unit == FigureUnit.Share => Share(ratio, undefined),
        Ratio ratio when unit == FigureUnit.Days => new(Decimals(ratio.Value!.Value, 1), SignificantDigits.Of(ratio.Value!.Value)),
        Ratio ratio => new(Decimals(ratio.Value!.Value, 2), RatioJsonConverter.Value(ratio)),
        long count => Count(count),
        int count => Count(count),
        decimal number => new(number.ToString("#,0.######", CultureInfo.InvariantCulture), SignificantDigits.Of(number)),
        bool flag => new(flag ? "yes" : "no", flag ? "true" : "false"),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, FormattableString.Invariant($"No cell shows a {value.GetType().Name}.")),
    };

    /// <summary>An amount with the decimals of its currency.</summary>
    public static FigureCell Amount(Money money) => new(Decimals(money.Rounded.Amount, money.Currency.MinorUnits), JsonNumbers.Digits(money));

    /// <summary>An amount that is shown in a column that adds up, beside the digits of JSON, which is rounded by itself.</summary>
    public static FigureCell Footed(Money printed, RecurringRevenue exact) => new(Decimals(printed.Amount, printed.Currency.MinorUnits), exact.MonthlyDigits);

    public static FigureCell Count(long count) => new(count.ToString("#,0", CultureInfo.InvariantCulture), count.ToString(CultureInfo.InvariantCulture));

    /// <summary>A share in per cent.</summary>
    public static FigureCell Share(Ratio ratio, string undefined) => ratio.Value is { } value ? new(PerCent(value), RatioJsonConverter.Value(ratio)) : new(NoValue, Undefined: undefined);

    /// <summary>An estimated share in per cent.</summary>
    public static FigureCell Estimate(double? share, string undefined) => share is { } value && double.IsFinite(value)
        ? new((value * 100.0).ToString("0.00", CultureInfo.InvariantCulture) + "%", JsonNumbers.Digits(value))
        : new(NoValue, Undefined: undefined);

    /// <summary>A tenure in months.</summary>
    public static FigureCell Months(double? months, string undefined) => months is { } value && double.IsFinite(value)
        ? new(value.ToString("0.#", CultureInfo.InvariantCulture), JsonNumbers.Digits(value))
        : new(NoValue, Undefined: undefined);

    /// <summary>Text of the data.</summary>
    public static FigureCell Of(string text) => new(text);

    public static string PerCent(decimal value) => Math.Abs(value) < decimal.MaxValue / 1000m
        ? $"{(value * 100m).ToString("#,0.00", CultureInfo.InvariantCulture)}%"
        : $"{((double)value * 100.0).ToString("0.##E+0", CultureInfo.InvariantCulture)}%";

    public static string Decimals(decimal value, int decimals) => value.ToString(decimals == 0 ? "#,0" : $"#,0.{new string('0', decimals)}", CultureInfo.InvariantCulture);
}
