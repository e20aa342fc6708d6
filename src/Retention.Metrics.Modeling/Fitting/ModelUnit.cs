using System.Globalization;

namespace Retention.Metrics.Modeling;

/// <summary>The unit in which a model's data and parameters are measured: a length of time, a renewal, a currency.</summary>
/// <remarks>
/// The log-likelihoods of two fits may be compared only where their units are equal: rescaling time by a factor changes the
/// log-likelihood by a constant. <see langword="default"/> is not a unit; use one of the factories.
/// </remarks>
public sealed record ModelUnit
{
    private ModelUnit(string name, double? days)
    {
        Name = name;
        Days = days;
    }

    /// <summary>The unit's name, as it appears in exports.</summary>
    public string Name { get; }

    /// <summary>The length in days, or null where the unit is not a length of time.</summary>
    public double? Days { get; }

    /// <summary>One day.</summary>
    public static ModelUnit Day { get; } = new("day", 1.0);

    /// <summary>Seven days.</summary>
    public static ModelUnit Week { get; } = new("week", 7.0);

    /// <summary>A twelfth of 365.25 days.</summary>
    public static ModelUnit Month { get; } = new("month", 365.25 / 12.0);

    /// <summary>365.25 days.</summary>
    public static ModelUnit Year { get; } = new("year", 365.25);

    /// <summary>A unit of time of any length.</summary>
    /// <param name="name">The name to show.</param>
    /// <param name="days">Its length in days, greater than zero.</param>
    /// <returns>The unit.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is not a positive finite number.</exception>
    public static ModelUnit OfDays(string name, double days)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (!(days > 0.0 && double.IsFinite(days)))
        {
            throw new ArgumentOutOfRangeException(nameof(days), days, "The length of a unit of time is a finite number of days above zero.");
        }

        return new ModelUnit(name, days);
    }

    /// <summary>A unit that is not a length of time: a renewal, a donation opportunity, a currency.</summary>
    /// <param name="name">The name to show.</param>
    /// <returns>The unit.</returns>
    public static ModelUnit Named(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new ModelUnit(name, null);
    }

    /// <summary>Converts a time from another unit.</summary>
    /// <param name="amount">How many of the other unit.</param>
    /// <param name="other">The other unit.</param>
    /// <returns>The same time in this unit: <c>ModelUnit.Day.LengthOf(2, ModelUnit.Week)</c> is 14.</returns>
    /// <exception cref="ArgumentException">The units differ and one of them is not a length of time.</exception>
    public double LengthOf(double amount, ModelUnit other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other == this)
        {
            return amount;
        }

        if (Days is not { } own || other.Days is not { } others)
        {
            throw new ArgumentException($"There is no conversion from {other} to {this}.", nameof(other));
        }

        return amount * (others / own);
    }

    /// <summary>The name, with the length of an unusual unit.</summary>
    /// <returns>For example <c>week</c> or <c>fortnight (14 days)</c>.</returns>
    public override string ToString() =>
        Days is not { } days || this == Day || this == Week || this == Month || this == Year
            ? Name
            : string.Create(CultureInfo.InvariantCulture, $"{Name} ({days} days)");
}
