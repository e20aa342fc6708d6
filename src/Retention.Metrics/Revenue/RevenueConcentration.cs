using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>A customer with what they pay.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Mrr">What they pay.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("RevenueTimeline.ConcentrationAt")]
public sealed record CustomerRevenue(CustomerId Customer, RecurringRevenue Mrr) : IJsonAnswer
{
    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("customer", Customer);
        json.Add("currency", Mrr.Currency);
        json.Add("mrr", Mrr);
    }
}

/// <summary>How much of the recurring revenue the largest customers hold, at an instant.</summary>
/// <remarks>
/// <para><b>Formula:</b> <c>MRR of the n largest customers / MRR of all</c>; of customers who pay the same, the smaller id comes first.</para>
/// <para><b>Unit:</b> none; above 0, and 1 where n is all customers who pay.</para>
/// <para><b>Undefined:</b> where nobody pays.</para>
/// <para><b>Cost:</b> one pass over the customers; memory for the n largest.</para>
/// <para><b>Source:</b> the n-firm concentration ratio, of customers. Shares of segments do not pool, because the largest of one may not be among the
/// largest of all; answers do, by <see cref="Merge"/>. Of several currencies, ask the timeline at constant rates of that instant.</para>
/// </remarks>
/// <example><code>
/// RevenueConcentration two = timeline.ConcentrationAt(march.Period.End, largest: 2);
/// two.Share.Value;         // 0.7: 175 of 250
/// two.Largest[0].Customer; // ada
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("RevenueTimeline.ConcentrationAt")]
public sealed class RevenueConcentration : IEquatable<RevenueConcentration>, IJsonAnswer
{
    internal RevenueConcentration(Instant at, int most, CustomerRevenue[] largest, RecurringRevenue total, int payingCustomers)
    {
        At = at;
        Most = most;
        Largest = Array.AsReadOnly(largest);
        TotalMrr = total;
        PayingCustomers = payingCustomers;
        RecurringRevenue held = RecurringRevenue.Zero(total.Currency);
        foreach (CustomerRevenue one in largest)
        {
            held += one.Mrr;
        }

        LargestMrr = held;
    }

    /// <summary>When.</summary>
    public Instant At { get; }

    /// <summary>How many customers were asked for.</summary>
    public int Most { get; }

    /// <summary>The largest customers, the largest first; fewer than asked for where fewer pay.</summary>
    public IReadOnlyList<CustomerRevenue> Largest { get; }

    /// <summary>What the largest customers pay together.</summary>
    public RecurringRevenue LargestMrr { get; }

    /// <summary>What all customers pay together.</summary>
    public RecurringRevenue TotalMrr { get; }

    /// <summary>How many customers pay.</summary>
    public int PayingCustomers { get; }

    /// <summary>The share that the largest customers hold.</summary>
    public Ratio Share => Ratio.Of(LargestMrr, TotalMrr);

    /// <summary>Finds the largest customers of both parts: exact, because they are among the largest of their own part.</summary>
    /// <remarks>The caller ensures that the two parts share no customer. A part in which nobody pays and without a currency merges with any.</remarks>
    /// <param name="other">The answer about customers who are not in this part.</param>
    /// <exception cref="ArgumentException">The instant, the number asked for or the currency differs; the message names what differs.</exception>
    public RevenueConcentration Merge(RevenueConcentration other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Currency currency = Scope.RequireMergeable(other.Scope, PayingCustomers == 0, other.PayingCustomers == 0);
        CustomerRevenue[] largest = [.. Largest.Concat(other.Largest).OrderByDescending(one => one.Mrr).ThenBy(one => one.Customer).Take(Most)];
        return new RevenueConcentration(At, Most, largest, new RecurringRevenue(TotalMrr.AnnualMillionths + other.TotalMrr.AnnualMillionths, currency), PayingCustomers + other.PayingCustomers);
    }

    /// <summary>Whether both are equal.</summary>
    public static bool operator ==(RevenueConcentration? left, RevenueConcentration? right) => Equals(left, right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(RevenueConcentration? left, RevenueConcentration? right) => !Equals(left, right);

    /// <summary>Whether instant, number asked for, all figures and customers are equal.</summary>
    public bool Equals(RevenueConcentration? other) =>
        other is not null && Scope.Equals(other.Scope) && TotalMrr == other.TotalMrr && PayingCustomers == other.PayingCustomers && Largest.SequenceEqual(other.Largest);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RevenueConcentration);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(TotalMrr, LargestMrr, PayingCustomers);

    private AnswerScope Scope => new(TotalMrr.Currency, [("at", At), ("most", Most)]);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("at", At);
        json.Add("most", Most);
        json.Add("currency", TotalMrr.Currency);
        json.Add("payingCustomers", PayingCustomers);
        json.Add("totalMrr", TotalMrr);
        json.Add("largestMrr", LargestMrr);
        json.Add("share", Share);
        json.AddAll("largest", Largest);
    }

    /// <summary>What the largest pay of all.</summary>
    public override string ToString() => FormattableString.Invariant($"{Largest.Count} of {PayingCustomers} customers pay {LargestMrr} of {TotalMrr}");
}
