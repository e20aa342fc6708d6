using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>One customer at an instant.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed record CustomerTableRow : IJsonAnswer
{
    internal CustomerTableRow()
    {
    }

    /// <summary>The customer.</summary>
    public CustomerId Customer { get; internal init; }

    /// <summary>The segment; <see langword="null"/> where customers are not divided.</summary>
    public Segment? Segment { get; internal init; }

    /// <summary>What the customer pays.</summary>
    public RecurringRevenue Mrr { get; internal init; }

    /// <summary>The instant of the first recurring revenue ever.</summary>
    public Instant FirstPaid { get; internal init; }

    /// <summary>Since when the customer is active without a gap: later than <see cref="FirstPaid"/> after a return.</summary>
    public Instant Since { get; internal init; }

    /// <summary>What is known of the customer's subscriptions; <see langword="null"/> where the timeline was not built from events.</summary>
    public ScheduledChanges? Scheduled { get; internal init; }

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("customer", Customer);
        if (Segment is { } segment)
        {
            json.Add("segment", segment, SegmentJsonConverter.Instance.WriteValue);
        }

        json.Add("currency", Mrr.Currency);
        json.Add("mrr", Mrr);
        json.Add("firstPaid", FirstPaid);
        json.Add("since", Since);
        json.Add("scheduled", Scheduled);
    }

    /// <summary>The customer, the revenue and since when.</summary>
    public override string ToString() => FormattableString.Invariant($"{Customer}: {Mrr} since {Since}");
}

/// <summary>What is known at an instant of the subscriptions of a customer.</summary>
/// <remarks>Known is what was recorded at the instant or before, and what was in effect before where nothing says when it was recorded.</remarks>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed record ScheduledChanges : IJsonAnswer
{
    internal ScheduledChanges()
    {
    }

    /// <summary>How many subscriptions pay.</summary>
    public int Subscriptions { get; internal init; }

    /// <summary>The products of the prices that they pay at the instant, each once, in ordinal order; empty where no price names its product.</summary>
    public IReadOnlyList<string> Products { get; internal init; } = [];

    /// <summary>When the next term of one of them ends and is to be renewed; <see langword="null"/> where none is.</summary>
    public Instant? NextRenewal { get; internal init; }

    /// <summary>When the first of them is to end; <see langword="null"/> where none is.</summary>
    public Instant? ScheduledEnd { get; internal init; }

    /// <summary>What the subscriptions that are to end pay.</summary>
    public RecurringRevenue AtRiskMrr { get; internal init; }

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("subscriptions", Subscriptions);
        json.AddAll("products", Products.Select(product => JsonText.Writable(product, typeof(ProductTimeline))));
        json.Add("nextRenewal", NextRenewal);
        json.Add("scheduledEnd", ScheduledEnd);
        json.Add("currency", AtRiskMrr.Currency);
        json.Add("atRiskMrr", AtRiskMrr);
    }

    /// <summary>Whether all that is known is equal.</summary>
    public bool Equals(ScheduledChanges? other) =>
        other is not null && Subscriptions == other.Subscriptions && Products.SequenceEqual(other.Products) && NextRenewal == other.NextRenewal && ScheduledEnd == other.ScheduledEnd && AtRiskMrr == other.AtRiskMrr;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Subscriptions, Products.Count, NextRenewal, ScheduledEnd, AtRiskMrr);

    /// <summary>The subscriptions and their revenue at risk.</summary>
    public override string ToString() => FormattableString.Invariant($"{Subscriptions} subscriptions, {AtRiskMrr} at risk");
}
