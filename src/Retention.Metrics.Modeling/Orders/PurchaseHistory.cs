using System.Globalization;

namespace Retention.Metrics.Modeling;

/// <summary>What a purchase model needs to know of a customer: how often, how lately and for how long.</summary>
/// <remarks>
/// Times are in the model's unit, counted from the first purchase. <see langword="default"/> is a customer who bought once, just now.
/// </remarks>
public readonly record struct PurchaseHistory : IComparable<PurchaseHistory>
{
    /// <summary>Makes a history.</summary>
    /// <param name="frequency">The number of repeat purchases (x), the first not counted; 0 or more.</param>
    /// <param name="recency">The time of the last purchase (t_x), 0 where there was only the first; between 0 and the age.</param>
    /// <param name="age">The time at which observation ends (T), 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public PurchaseHistory(int frequency, double recency, double age)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frequency);
        if (!(age >= 0.0 && double.IsFinite(age)))
        {
            throw new ArgumentOutOfRangeException(nameof(age), age, "An age is a finite number, 0 or more.");
        }

        if (!(recency >= 0.0 && recency <= age))
        {
            throw new ArgumentOutOfRangeException(
                nameof(recency), recency, string.Create(CultureInfo.InvariantCulture, $"The last purchase lies between 0 and the age, {age}."));
        }

        if (frequency == 0 && recency != 0.0)
        {
            throw new ArgumentOutOfRangeException(nameof(recency), recency, "Without a repeat purchase the last purchase is the first, at 0.");
        }

        Frequency = frequency;
        Recency = recency;
        Age = age;
    }

    /// <summary>The number of repeat purchases, x.</summary>
    public int Frequency { get; }

    /// <summary>The time of the last purchase, t_x, counted from the first.</summary>
    public double Recency { get; }

    /// <summary>The time at which observation ends, T, counted from the first purchase.</summary>
    public double Age { get; }

    /// <inheritdoc/>
    public int CompareTo(PurchaseHistory other)
    {
        int order = Frequency.CompareTo(other.Frequency);
        order = order != 0 ? order : Recency.CompareTo(other.Recency);
        return order != 0 ? order : Age.CompareTo(other.Age);
    }

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(PurchaseHistory), PrintMembers);
}
