using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Retention.Metrics.Modeling;

/// <summary>The usual names for combinations of a recency and a frequency score of 1 to 5.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<RfmSegment>))]
public enum RfmSegment
{
    /// <summary>Bought lately and often.</summary>
    Champions,

    /// <summary>Buys often, though not among the very latest.</summary>
    Loyal,

    /// <summary>Bought lately, more than once.</summary>
    PotentialLoyalists,

    /// <summary>Bought very lately, and hardly ever before.</summary>
    NewCustomers,

    /// <summary>Bought lately, hardly ever before.</summary>
    Promising,

    /// <summary>In the middle in both.</summary>
    NeedAttention,

    /// <summary>Below the middle in recency, and seldom.</summary>
    AboutToSleep,

    /// <summary>Used to buy, but not for some time.</summary>
    AtRisk,

    /// <summary>Used to buy very often, but not for long.</summary>
    CannotLose,

    /// <summary>Not for long, and seldom.</summary>
    Hibernating,
}

/// <summary>The scores of one customer; the higher the better.</summary>
/// <param name="Customer">Who.</param>
/// <param name="Recency">How lately the customer bought.</param>
/// <param name="Frequency">How often.</param>
/// <param name="Monetary">How much in all.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("RfmScores")]
public readonly record struct RfmScore(CustomerId Customer, int Recency, int Frequency, int Monetary) : IJsonAnswer
{
    /// <summary>The three digits side by side, such as <c>545</c>; separated by dashes where a score has two digits.</summary>
    public string Code => FormattableString.Invariant(Math.Max(Recency, Math.Max(Frequency, Monetary)) < 10
        ? (FormattableString)$"{Recency}{Frequency}{Monetary}"
        : $"{Recency}-{Frequency}-{Monetary}");

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(RfmScore), PrintMembers);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("customer", Customer);
        json.Add("recency", Recency);
        json.Add("frequency", Frequency);
        json.Add("monetary", Monetary);
        json.Add("code", Code);
    }
}

/// <summary>Scores customers by quantiles of recency, frequency and spend.</summary>
/// <remarks>
/// <para><b>Formula:</b> score = 1 + ⌊groups × (customers strictly worse) / customers⌋, so equal customers have equal scores.</para>
/// <para><b>Unit:</b> a whole number from 1 to the number of groups; the highest is the best.</para>
/// <para><b>Undefined:</b> nowhere; of no customers there are no scores.</para>
/// <para><b>Cost:</b> three sorts. Quantiles of parts do not merge into quantiles of the whole.</para>
/// <para><b>Source:</b> the quintile coding of Hughes (1994), Strategic Database Marketing; segment names as commonly used since Putler.</para>
/// </remarks>
public static class RfmScores
{
    /// <summary>Scores every customer of a summary.</summary>
    /// <param name="summary">The customers.</param>
    /// <param name="groups">The number of quantile groups, 5 for quintiles; 2 to 99.</param>
    /// <returns>One row per customer, in the order of the summary.</returns>
    public static ImmutableArray<RfmScore> Of(PurchaseSummary summary, int groups = 5)
    {
        ArgumentNullException.ThrowIfNull(summary);
        if (groups is < 2 or > 99)
        {
            throw new ArgumentOutOfRangeException(nameof(groups), groups, "The number of quantile groups lies between 2 and 99.");
        }

        // Less time since the last purchase is better. Rounded, for equal days must not differ in the last bit of a week.
        int[] recency = Scores([.. summary.Customers.Select(customer => Math.Round(customer.History.Recency - customer.History.Age, 9))], groups);
        int[] frequency = Scores([.. summary.Customers.Select(customer => customer.Frequency)], groups);
        int[] monetary = Scores([.. summary.Customers.Select(customer => customer.TotalSpend)], groups);
        return [.. summary.Customers.Select((customer, i) => new RfmScore(customer.Customer, recency[i], frequency[i], monetary[i]))];
    }

    /// <summary>The segment of quintile scores.</summary>
    /// <param name="recency">The recency score, 1 to 5.</param>
    /// <param name="frequency">The frequency score, 1 to 5.</param>
    /// <returns>The segment.</returns>
    public static RfmSegment Segment(int recency, int frequency)
    {
        if (recency is < 1 or > 5)
        {
            throw new ArgumentOutOfRangeException(nameof(recency), recency, "Segments are defined for quintile scores, 1 to 5.");
        }

        if (frequency is < 1 or > 5)
        {
            throw new ArgumentOutOfRangeException(nameof(frequency), frequency, "Segments are defined for quintile scores, 1 to 5.");
        }

        return (recency, frequency) switch
        {
            (5, >= 4) => RfmSegment.Champions,
            ( >= 3, >= 4) => RfmSegment.Loyal,
            (5, 1) => RfmSegment.NewCustomers,
            ( >= 4, >= 2) => RfmSegment.PotentialLoyalists,
            (4, 1) => RfmSegment.Promising,
            (3, 3) => RfmSegment.NeedAttention,
            (3, _) => RfmSegment.AboutToSleep,
            (_, 5) => RfmSegment.CannotLose,
            (_, >= 3) => RfmSegment.AtRisk,
            _ => RfmSegment.Hibernating,
        };
    }

    private static int[] Scores<T>(T[] values, int groups)
        where T : IComparable<T>
    {
        T[] sorted = [.. values];
        Array.Sort(sorted);
        var worse = new Dictionary<T, int>(EqualityComparer<T>.Default);
        for (int i = 0; i < sorted.Length; i++)
        {
            worse.TryAdd(sorted[i], i);
        }

        return [.. values.Select(value => 1 + (int)((long)groups * worse[value] / values.Length))];
    }
}
