using System.Globalization;
using System.Text.Json;
using Retention.Metrics.Json;

namespace Retention.Metrics.Tool.Output;

/// <summary>One value of an answer, in the three ways it is written.</summary>
/// <param name="Plain">For CSV and other programs; empty where there is no value.</param>
/// <param name="Shown">For a person.</param>
/// <param name="WriteJson">For JSON.</param>
/// <param name="IsNumber">Whether it is made of digits: then it is set to the right, and needs no protection against formulas.</param>
/// <param name="IsZero">Whether it is an amount of nothing.</param>
internal sealed record Cell(string Plain, string Shown, Action<Utf8JsonWriter> WriteJson, bool IsNumber = true, bool IsZero = false)
{
    /// <summary>The currency of an amount, which a person reads in the label of its column; none for other cells, and where nothing says the currency.</summary>
    public string? Currency { get; private init; }

    /// <summary>Whether it is a share, shown in per cent.</summary>
    public bool IsShare { get; private init; }

    public const string NoValue = "–";

    /// <summary>No value, since there is nothing yet that could have one.</summary>
    public static Cell Nothing { get; } = new("", "", json => json.WriteNullValue());

    public static Cell Text(string? text) => text is null
        ? new Cell("", NoValue, json => json.WriteNullValue(), IsNumber: false)
        : new Cell(text, text, json => json.WriteStringValue(text), IsNumber: false);

    public static Cell Count(long count) => new(Invariant(count), Grouped(Invariant(count)), json => json.WriteNumberValue(count), IsZero: count == 0);

    /// <summary>An amount with the currency's own decimals.</summary>
    public static Cell Amount(Money money)
    {
        string digits = JsonNumbers.Digits(money);
        return new Cell(digits, Grouped(digits), json => JsonNumbers.Write(json, digits), IsZero: money.Amount == 0m) { Currency = CodeOf(money.Currency) };
    }

    /// <summary>An amount that a person reads as another: rounded so that the lines of a table add up.</summary>
    public static Cell Amount(Money money, Money shown) => Amount(money) with { Shown = Grouped(JsonNumbers.Digits(shown)) };

    /// <summary>A share, shown in per cent.</summary>
    public static Cell Percent(Ratio ratio) => Rate(ratio, PerCent) with { IsShare = true };

    /// <summary>A change as a share of what was before, with its sign.</summary>
    public static Cell Change(Ratio ratio) => Rate(ratio, value => Signed(value, PerCent(value)));

    /// <summary>The difference of two shares, shown in percentage points with its sign.</summary>
    public static Cell Points(decimal difference)
    {
        string digits = SignificantDigits.Of(difference);
        return new Cell(digits, $"{Signed(difference, PerCent(difference)).TrimEnd('%')} pp", json => JsonNumbers.Write(json, digits));
    }

    /// <summary>A quotient that is not a share.</summary>
    public static Cell Times(Ratio ratio) => Rate(ratio, value => value.ToString("0.00", CultureInfo.InvariantCulture));

    /// <summary>An amount for each of something.</summary>
    public static Cell Each(AverageMoney average) => Rate(average.Parts, value => Grouped(JsonNumbers.Digits(average.Currency.Amount(value)))) with { Currency = CodeOf(average.Currency) };

    public static Cell Number(decimal? number, string shown = "0.0") => number is { } value
        ? new Cell(SignificantDigits.Of(value), value.ToString(shown, CultureInfo.InvariantCulture), json => JsonNumbers.Write(json, SignificantDigits.Of(value)))
        : new Cell("", NoValue, json => json.WriteNullValue());

    public static Cell Flag(bool? flag) => flag is { } value
        ? new Cell(value ? "true" : "false", value ? "yes" : "no", json => json.WriteBooleanValue(value))
        : new Cell("", NoValue, json => json.WriteNullValue());

    public static Cell Lines(IReadOnlyList<long> lines)
    {
        string list = string.Join(' ', lines.Select(Invariant));
        return new Cell(list, list, json =>
        {
            json.WriteStartArray();
            foreach (long line in lines)
            {
                json.WriteNumberValue(line);
            }

            json.WriteEndArray();
        });
    }

    /// <summary>Several texts: an array in JSON, and with semicolons between them elsewhere.</summary>
    public static Cell Texts(IReadOnlyList<string> texts)
    {
        string list = string.Join("; ", texts);
        return new Cell(
            list,
            texts.Count == 0 ? NoValue : list,
            json =>
            {
                json.WriteStartArray();
                foreach (string text in texts)
                {
                    json.WriteStringValue(text);
                }

                json.WriteEndArray();
            },
            IsNumber: false);
    }

    private static Cell Rate(Ratio ratio, Func<decimal, string> show) => new(
        ratio.Value is { } value ? SignificantDigits.Of(value) : "",
        ratio.Value is { } seen ? show(seen) : NoValue,
        json => JsonNumbers.Write(json, ratio));

    /// <summary>A share near the end of the range is a number of its own: there is no decimal that is a hundred times it.</summary>
    private static string PerCent(decimal value) => Math.Abs(value) < decimal.MaxValue / 1000m
        ? $"{(value * 100m).ToString("0.00", CultureInfo.InvariantCulture)}%"
        : $"{((double)value * 100.0).ToString("0.##E+0", CultureInfo.InvariantCulture)}%";

    private static string Signed(decimal value, string text) => value > 0m ? $"+{text}" : text;

    private static string? CodeOf(Currency currency) => currency == Metrics.Currency.None ? null : currency.Code;

    /// <summary>The digits in groups of three: <c>438,425.60</c>.</summary>
    private static string Grouped(string digits)
    {
        int first = digits.StartsWith('-') ? 1 : 0, point = digits.IndexOf('.', StringComparison.Ordinal);
        for (int at = (point < 0 ? digits.Length : point) - 3; at > first; at -= 3)
        {
            digits = digits.Insert(at, ",");
        }

        return digits;
    }

    private static string Invariant(long number) => number.ToString(CultureInfo.InvariantCulture);
}
