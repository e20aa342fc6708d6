using System.Globalization;

namespace Retention.Metrics.Modeling;

/// <summary>What BG/BB needs to know of a customer: at how many opportunities since acquisition there was a purchase, and which was the last.</summary>
public readonly record struct OpportunityHistory : IComparable<OpportunityHistory>
{
    /// <summary>Makes a history.</summary>
    /// <param name="frequency">The number of opportunities used (x), the acquisition not counted; between 0 and the last one used.</param>
    /// <param name="lastUsed">The number of the last opportunity used (t_x), 0 where none was.</param>
    /// <param name="opportunities">The number of opportunities there were (n).</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public OpportunityHistory(int frequency, int lastUsed, int opportunities)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(opportunities);
        if (lastUsed < 0 || lastUsed > opportunities)
        {
            throw new ArgumentOutOfRangeException(
                nameof(lastUsed), lastUsed, string.Create(CultureInfo.InvariantCulture, $"The last opportunity used lies between 0 and {opportunities}."));
        }

        if (frequency < 0 || frequency > lastUsed || (frequency == 0 && lastUsed > 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(frequency),
                frequency,
                string.Create(CultureInfo.InvariantCulture, $"With the last use at opportunity {lastUsed} between {Math.Min(1, lastUsed)} and {lastUsed} were used."));
        }

        Frequency = frequency;
        LastUsed = lastUsed;
        Opportunities = opportunities;
    }

    /// <summary>The number of opportunities used, x.</summary>
    public int Frequency { get; }

    /// <summary>The number of the last opportunity used, t_x.</summary>
    public int LastUsed { get; }

    /// <summary>The number of opportunities, n.</summary>
    public int Opportunities { get; }

    /// <inheritdoc/>
    public int CompareTo(OpportunityHistory other)
    {
        int order = Frequency.CompareTo(other.Frequency);
        order = order != 0 ? order : LastUsed.CompareTo(other.LastUsed);
        return order != 0 ? order : Opportunities.CompareTo(other.Opportunities);
    }

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(OpportunityHistory), PrintMembers);
}
