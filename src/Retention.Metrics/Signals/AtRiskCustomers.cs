using System.Collections;
using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>The customers at an instant who are in the groups that churned most in earlier periods.</summary>
/// <remarks>
/// <para><b>Formula:</b> customers active at the instant with a signal in one of the groups of the highest churn rate; expected loss = MRR ×
/// churn rate of the group. The largest expected loss first, then the largest MRR, then by id. Customers without a value are not listed.</para>
/// <para><b>Unit:</b> money a month, for one period of the length of those that were measured.</para>
/// <para><b>Undefined:</b> the list is empty where nobody was at risk in the periods.</para>
/// <para><b>Cost:</b> one look at each customer, what the signal reads, and a sort.</para>
/// <para><b>Source:</b> our own; <see cref="AtRiskHits"/> measures how good such a list is on periods that it is not made from.</para>
/// </remarks>
/// <example><code>
/// Signal logins = Signal.Count(activities, "login", days: 30);
/// ChurnBySignal learned = timeline.ChurnBySignal(logins, SignalGroups.Bounds(0, 5), months);
/// AtRiskCustomers now = timeline.AtRisk(logins, learned);
/// now[0].Customer;             // cy
/// now[0].ExpectedLoss.Monthly; // 15.00 EUR: half of 30.00
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("RevenueTimeline.AtRisk")]
public sealed class AtRiskCustomers : IReadOnlyList<AtRiskCustomer>, IEquatable<AtRiskCustomers>, IJsonAnswer
{
    private readonly AtRiskCustomer[] customers;

    internal AtRiskCustomers(Instant instant, ChurnBySignal learned, SignalGroup[] groups, AtRiskCustomer[] customers, int activeCustomers, Currency currency)
    {
        Instant = instant;
        Learned = learned;
        Groups = [.. groups];
        this.customers = customers;
        ActiveCustomers = activeCustomers;
        Currency = currency;
        (Mrr, ExpectedLoss) = (Sum(one => one.Mrr), Sum(one => one.ExpectedLoss));
    }

    /// <summary>When.</summary>
    public Instant Instant { get; }

    /// <summary>The churn from which the groups and their rates are.</summary>
    public ChurnBySignal Learned { get; }

    /// <summary>The groups that are listed, the highest churn rate first.</summary>
    public ImmutableArray<SignalGroup> Groups { get; }

    /// <summary>How many customers are active at the instant, listed or not.</summary>
    public int ActiveCustomers { get; }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>What the customers of the list pay together.</summary>
    public RecurringRevenue Mrr { get; }

    /// <summary>The expected losses together.</summary>
    public RecurringRevenue ExpectedLoss { get; }

    /// <summary>How many customers are listed.</summary>
    public int Count => customers.Length;

    /// <summary>The customer at a position.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public AtRiskCustomer this[int index] => customers.At(index);

    /// <inheritdoc/>
    public IEnumerator<AtRiskCustomer> GetEnumerator() => ((IEnumerable<AtRiskCustomer>)customers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether both are equal.</summary>
    public static bool operator ==(AtRiskCustomers? left, AtRiskCustomers? right) => Equals(left, right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(AtRiskCustomers? left, AtRiskCustomers? right) => !Equals(left, right);

    /// <summary>Whether the instant, what the list is made from, and all customers are equal.</summary>
    public bool Equals(AtRiskCustomers? other) =>
        other is not null && Instant == other.Instant && Learned.Equals(other.Learned) && ActiveCustomers == other.ActiveCustomers && customers.AsSpan().SequenceEqual(other.customers);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AtRiskCustomers);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Instant, Learned, customers.Length);

    private RecurringRevenue Sum(Func<AtRiskCustomer, RecurringRevenue> of)
    {
        RecurringRevenue sum = RecurringRevenue.Zero(Currency);
        foreach (AtRiskCustomer one in customers)
        {
            sum += of(one);
        }

        return sum;
    }

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("instant", Instant);
        json.Add("timeZone", Learned.Periods.Zone.Id);
        json.Add("policy", Learned.Policy, MetricPolicyJsonConverter.Instance.WriteValue);
        json.Add("currency", Currency);
        json.Add("signal", Learned.Signal);
        json.Add("grouping", Learned.Groups);
        json.Add("measuredStart", Learned.Periods.Start.InZone(Learned.Periods.Zone));
        json.Add("measuredEnd", Learned.Periods.End.InZone(Learned.Periods.Zone));
        json.AddObjects("groups", Groups, static (fields, group) => group.WriteTo(fields));
        json.Add("activeCustomers", ActiveCustomers);
        json.Add("mrr", Mrr);
        json.Add("expectedLoss", ExpectedLoss);
        json.AddObjects("customers", customers, static (fields, one) => one.WriteTo(fields));
    }

    /// <summary>How many customers are listed, and what they pay.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count} of {ActiveCustomers} customers at {Instant} pay {Mrr}, expected loss {ExpectedLoss}");
}
