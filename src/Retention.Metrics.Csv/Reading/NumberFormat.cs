using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Retention.Metrics.Csv.Reading;

/// <summary>How a file writes its amounts, where that is more than digits and a decimal point: decimal comma, thousands separators, currency signs.</summary>
/// <remarks>An amount is rewritten with digits and a point alone, for <see cref="AmountFormat"/> to read, or is refused.</remarks>
internal sealed class NumberFormat
{
    private const int DigitsInGroup = 3;

    private static readonly (string Sign, string[] Codes)[] Signs =
    [
        ("€", ["EUR"]),
        ("£", ["GBP", "EGP", "FKP", "GIP", "SHP", "SSP", "SDG", "SYP", "LBP"]),
        ("¥", ["JPY", "CNY"]),
        ("₹", ["INR"]),
        ("₩", ["KRW"]),
        ("₪", ["ILS"]),
        ("₺", ["TRY"]),
        ("₽", ["RUB"]),
        ("₴", ["UAH"]),
        ("₫", ["VND"]),
        ("₱", ["PHP"]),
        ("zł", ["PLN"]),
        ("kr", ["SEK", "NOK", "DKK", "ISK"]),
        ("R$", ["BRL"]),
        ("US$", ["USD"]),
        ("CA$", ["CAD"]),
        ("C$", ["CAD"]),
        ("A$", ["AUD"]),
        ("AU$", ["AUD"]),
        ("NZ$", ["NZD"]),
        ("HK$", ["HKD"]),
        ("S$", ["SGD"]),
        ("MX$", ["MXN"]),
        ("$", ["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP", "UYU", "DOP", "BSD", "BBD", "BZD", "BMD", "BND", "FJD", "GYD", "JMD", "KYD", "LRD", "NAD", "SBD", "SRD", "TTD", "XCD"]),
    ];

    private readonly bool decimalComma;
    private readonly char? thousands;
    private readonly bool signs;

    public NumberFormat(CsvImportOptions options)
    {
        decimalComma = options.DecimalComma;
        thousands = options.ThousandsSeparator;
        signs = options.CurrencySigns;
        char point = decimalComma ? ',' : '.';
        if (thousands == point)
        {
            throw new ArgumentException($"The thousands separator '{point}' is the decimal sign too; expected another (ThousandsSeparator, DecimalComma; --thousands, --decimal-comma).", nameof(options));
        }
    }

    /// <summary>Whether an amount of digits and a decimal point is read as it is written.</summary>
    public bool ReadsPlain => !decimalComma;

    /// <summary>Whether there is no other way to write one.</summary>
    public bool IsPlain => !decimalComma && thousands is null && !signs;

    /// <summary>Rewrites an amount with digits and a point.</summary>
    public bool TryRewrite(ReadOnlySpan<byte> cell, Currency currency, out byte[] plain, [NotNullWhen(false)] out string? problem)
    {
        plain = [];
        string text = Encoding.UTF8.GetString(cell).Trim();
        bool isNegative = text.StartsWith('-');
        text = isNegative ? text[1..].TrimStart() : text;
        if (signs && !TryTakeSign(ref text, currency, out problem))
        {
            return false;
        }

        if (!isNegative && text.StartsWith('-'))
        {
            (isNegative, text) = (true, text[1..]);
        }

        char point = decimalComma ? ',' : '.';
        int at = text.IndexOf(point, StringComparison.Ordinal);
        string whole = at < 0 ? text : text[..at], fraction = at < 0 ? "" : text[(at + 1)..];
        if (!TryJoinGroups(ref whole) || (at >= 0 && fraction.Length == 0) || !AreDigits(whole) || (fraction.Length > 0 && !AreDigits(fraction)))
        {
            problem = $"an amount is written {Example}";
            return false;
        }

        plain = Encoding.ASCII.GetBytes($"{(isNegative ? "-" : "")}{whole}{(at < 0 ? "" : $".{fraction}")}");
        problem = null;
        return true;
    }

    private string Example => $"1{thousands}234{(decimalComma ? ',' : '.')}56{(thousands is null ? "" : $", with '{thousands}' between groups of three digits")}{(signs ? ", with or without a currency sign" : "")}";

    private static bool AreDigits(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    /// <summary>Removes the separators; each must be followed by groups of three digits, and the first group has one to three.</summary>
    private bool TryJoinGroups(ref string whole)
    {
        if (thousands is not { } separator)
        {
            return true;
        }

        string[] groups = whole.Split(SameAs(separator));
        whole = string.Concat(groups);
        return groups.Length == 1 || (groups[0].Length is >= 1 and <= DigitsInGroup && groups.Skip(1).All(group => group.Length == DigitsInGroup));
    }

    private static char[] SameAs(char separator) => separator switch
    {
        ' ' => [' ', '\u00A0', '\u202F'],
        '\'' => ['\'', '\u2019'],
        _ => [separator],
    };

    private static bool TryTakeSign(ref string text, Currency currency, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        string own = text;
        string code = currency.Code;
        foreach ((string sign, string[] codes) in Signs.OrderByDescending(one => one.Sign.Length).Append((code, [code])))
        {
            bool before = own.StartsWith(sign, StringComparison.Ordinal), after = own.EndsWith(sign, StringComparison.Ordinal);
            if (!before && !after)
            {
                continue;
            }

            text = (before ? own[sign.Length..] : own[..^sign.Length]).Trim();
            problem = codes.Contains(code, StringComparer.Ordinal) && currency != Currency.None ? null
                : currency == Currency.None ? $"it has the sign {sign}, and nothing says the currency of the row; state it (Currency, --currency)"
                : $"it has the sign {sign}, and the currency of the row is {code}";
            return problem is null;
        }

        return true;
    }
}
