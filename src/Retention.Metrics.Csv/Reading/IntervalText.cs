using System.Globalization;

namespace Retention.Metrics.Csv.Reading;

/// <summary>How often a price is charged, as files write it: <c>month</c>, <c>yearly</c>, <c>P3M</c>, <c>3 months</c>, <c>every 2 weeks</c>, <c>semiannual</c>.</summary>
/// <remarks>A word with two meanings is refused: <c>biweekly</c> and <c>bimonthly</c> are twice in one, or once in two; <c>biannual</c> is twice a year to some and every two years to others.</remarks>
internal static class IntervalText
{
    public const string Expected = "an interval is day, week, month, quarter or year, several of them (3 months, every 2 weeks), or a duration of ISO 8601 (P1M, P1Y)";

    /// <summary>Reads an interval.</summary>
    /// <param name="text">The text.</param>
    /// <param name="interval">The interval.</param>
    /// <param name="statesCount">Whether the text itself says how many units there are: then a count beside it has two readings.</param>
    public static bool TryParse(string text, out BillingInterval interval, out bool statesCount)
    {
        string word = text.Trim().ToLowerInvariant();
        statesCount = false;
        if (Word(word) is { } one)
        {
            interval = one;
            return true;
        }

        statesCount = true;
        return TryDuration(word, out interval) || TrySeveral(word, out interval);
    }

    private static BillingInterval? Word(string word) => word switch
    {
        "semiannual" or "semi-annual" or "semiannually" or "semi-annually" or "half-yearly" or "half-year" or "half year" => new BillingInterval(BillingUnit.Month, 6),
        "biennial" or "biennially" => new BillingInterval(BillingUnit.Year, 2),
        "triennial" or "triennially" => new BillingInterval(BillingUnit.Year, 3),
        "fortnight" or "fortnightly" => new BillingInterval(BillingUnit.Week, 2),
        _ => Unit(word) is { } unit ? new BillingInterval(unit) : null,
    };

    private static BillingUnit? Unit(string word) => word switch
    {
        "day" or "days" or "daily" => BillingUnit.Day,
        "week" or "weeks" or "weekly" => BillingUnit.Week,
        "month" or "months" or "monthly" => BillingUnit.Month,
        "quarter" or "quarters" or "quarterly" => BillingUnit.Quarter,
        "year" or "years" or "yearly" or "annual" or "annually" => BillingUnit.Year,
        _ => null,
    };

    /// <summary>A duration of one unit: P1M. One of several, such as P1Y6M, is no multiple of a unit here but of months.</summary>
    private static bool TryDuration(string word, out BillingInterval interval)
    {
        interval = default;
        if (word.Length < 3 || word[0] != 'p')
        {
            return false;
        }

        if (word.IndexOf('y', StringComparison.Ordinal) is > 0 and var year && year < word.Length - 1)
        {
            bool both = TryCount(word[1..year], out int years) && word[^1] == 'm' && TryCount(word[(year + 1)..^1], out int months) && years <= int.MaxValue / 24 && months <= int.MaxValue / 2;
            interval = both ? new BillingInterval(BillingUnit.Month, (years * 12) + int.Parse(word[(year + 1)..^1], CultureInfo.InvariantCulture)) : default;
            return both;
        }

        BillingUnit? unit = word[^1] switch
        {
            'd' => BillingUnit.Day,
            'w' => BillingUnit.Week,
            'm' => BillingUnit.Month,
            'y' => BillingUnit.Year,
            _ => null,
        };
        return TryMake(word[1..^1], unit, out interval);
    }

    private static bool TrySeveral(string word, out BillingInterval interval)
    {
        interval = default;
        string[] parts = word.Split((char[])[' ', '_', '-'], StringSplitOptions.RemoveEmptyEntries);
        int first = parts is ["every" or "each", ..] ? 1 : 0;
        return (parts.Length - first) switch
        {
            1 => first == 1 && TryMake("1", Unit(parts[1]), out interval),
            2 => TryMake(parts[first], Unit(parts[first + 1]), out interval),
            _ => false,
        };
    }

    private static bool TryMake(string count, BillingUnit? unit, out BillingInterval interval)
    {
        bool read = TryCount(count, out int number) && unit is not null;
        interval = read ? new BillingInterval(unit!.Value, number) : default;
        return read;
    }

    private static bool TryCount(string text, out int count) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count >= 1;
}
