using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The units in which prices recur.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<BillingUnit>))]
public enum BillingUnit
{
    /// <summary>Counts 365 to the year.</summary>
    Day,

    /// <summary>Counts 52 to the year.</summary>
    Week,

    /// <summary>Counts 12 to the year.</summary>
    Month,

    /// <summary>Counts 4 to the year.</summary>
    Quarter,

    /// <summary>The year.</summary>
    Year,
}

/// <summary>How often a price recurs: every month, every two weeks, every three years.</summary>
[JsonConverter(typeof(BillingIntervalJsonConverter))]
public readonly record struct BillingInterval
{
    private readonly int countLessOne;

    /// <summary>Every <paramref name="count"/> units.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1, or the unit is not one of the enumeration.</exception>
    public BillingInterval(BillingUnit unit, int count = 1)
    {
        if (!Enum.IsDefined(unit))
        {
            throw new ArgumentOutOfRangeException(nameof(unit), unit, "Day, Week, Month, Quarter or Year.");
        }

        if (count < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, "An interval has at least one unit.");
        }

        Unit = unit;
        countLessOne = count - 1;
    }

    /// <summary>Every day.</summary>
    public static BillingInterval Daily { get; } = new(BillingUnit.Day);

    /// <summary>Every week.</summary>
    public static BillingInterval Weekly { get; } = new(BillingUnit.Week);

    /// <summary>Every month.</summary>
    public static BillingInterval Monthly { get; } = new(BillingUnit.Month);

    /// <summary>Every quarter.</summary>
    public static BillingInterval Quarterly { get; } = new(BillingUnit.Quarter);

    /// <summary>Every year.</summary>
    public static BillingInterval Yearly { get; } = new(BillingUnit.Year);

    /// <summary>The unit.</summary>
    public BillingUnit Unit { get; }

    /// <summary>How many units lie between two charges, at least 1.</summary>
    public int Count => countLessOne + 1;

    /// <summary>How many of the unit a year has.</summary>
    internal decimal UnitsPerYear(decimal weeksPerYear, decimal daysPerYear) => Unit switch
    {
        BillingUnit.Day => daysPerYear,
        BillingUnit.Week => weeksPerYear,
        BillingUnit.Month => 12m,
        BillingUnit.Quarter => 4m,
        _ => 1m,
    };

    /// <summary><c>month</c>, or <c>3 months</c>.</summary>
    public override string ToString() => Count == 1 ? Word : FormattableString.Invariant($"{Count} {Word}s");

    private string Word => JsonText.Of(Unit);
}
