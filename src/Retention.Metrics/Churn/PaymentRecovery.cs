using System.Numerics;
using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>What became of a failed payment.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<FailureOutcome>))]
public enum FailureOutcome
{
    /// <summary>Neither made good nor ended, as far as the history goes.</summary>
    Open,

    /// <summary>It was made good.</summary>
    Recovered,

    /// <summary>The subscription ended before it was made good.</summary>
    Ended,
}

/// <summary>A payment that failed, with what became of it.</summary>
/// <param name="Period">The period it failed in.</param>
/// <param name="Customer">The customer.</param>
/// <param name="Subscription">The subscription.</param>
/// <param name="FailedAt">When it failed first; failed retries are the same failure.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="SettledAt">When it was made good or the subscription ended; <see langword="null"/> while open.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("PaymentRecovery.Explain")]
public sealed record PaymentFailure(ReportingPeriod Period, CustomerId Customer, SubscriptionId Subscription, Instant FailedAt, FailureOutcome Outcome, Instant? SettledAt) : IJsonAnswer
{
    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("period", Period.Name);
        json.Add("customer", Customer);
        json.Add("subscription", Subscription);
        json.Add("failedAt", FailedAt);
        json.Add("outcome", Outcome);
        json.Add("settledAt", SettledAt);
    }
}

/// <summary>How many of the payments that failed in each period were made good.</summary>
/// <remarks>
/// <para><b>Formula:</b> failures in the period recovered / failures in the period that are settled: recovered, or the subscription ended.
/// Open ones are counted apart. A failure is the first failed attempt; failed retries until it is settled belong to it. It is counted in the
/// period of that first attempt, whenever it is settled. What fails or is made good after the subscription ended is not counted; a failure at
/// the very instant of the end is.</para>
/// <para><b>Unit:</b> failures; the rate has none, 0 to 1.</para>
/// <para><b>Undefined:</b> in a period without settled failures.</para>
/// <para><b>Cost:</b> one pass over the subscriptions.</para>
/// <para><b>Source:</b> Stripe, "Revenue recovery analytics", which counts first attempts and, unlike this, money.</para>
/// </remarks>
/// <example><code>
/// PaymentRecovery recovery = PaymentRecovery.Of(history, march);
/// recovery[0].RecoveryRate;   // 1/2 = 0.5: Eve's of hers and Cy's, which are settled
/// recovery[0].RecoveredSoFar; // 1/3 = 0.333333: with the one still open
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("PaymentRecovery.Of")]
public sealed class PaymentRecovery : PeriodAnswer<PaymentRecovery, PaymentRecoveryRow>
{
    private readonly PeriodTotals<PaymentSums> totals;

    private PaymentRecovery(ReportingPeriods periods, PeriodTotals<PaymentSums> totals)
        : base(periods, currency: null, [], totals, periods.Zip(totals.All, (period, sums) => new PaymentRecoveryRow(period, sums.Recovered, sums.Ended, sums.Open)))
    {
        this.totals = totals;
    }

    /// <summary>Counts the failed payments of a checked history.</summary>
    /// <param name="history">The history.</param>
    /// <param name="periods">The periods.</param>
    public static PaymentRecovery Of(SubscriptionHistory history, ReportingPeriods periods) => PerSegment(history, periods, segments: 1, static _ => 0)[0];

    /// <summary>Counts the failed payments of each segment; the segments pool to the total.</summary>
    /// <param name="history">The history by segment.</param>
    /// <param name="periods">The periods.</param>
    public static BySegment<PaymentRecovery> Of(Segmented<SubscriptionHistory> history, ReportingPeriods periods)
    {
        ArgumentNullException.ThrowIfNull(history);
        return history.Answer(PerSegment(history.Timeline, periods, history.Segments.Segments.Length, history.NumberOf), static (left, right) => left.Merge(right));
    }

    /// <summary>Names the failures of the periods; they add up to the figures.</summary>
    /// <param name="history">The history.</param>
    /// <param name="periods">The periods.</param>
    /// <returns>By customer, subscription and instant.</returns>
    public static IEnumerable<PaymentFailure> Explain(SubscriptionHistory history, ReportingPeriods periods)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(periods);
        PeriodIndex index = PeriodIndex.Over(periods);
        return history.Lifecycles.ByCustomer.SelectMany(customer => customer).SelectMany(FailuresOf)
            .Where(failure => failure.FailedAt >= periods.Start && failure.FailedAt < periods.End)
            .Select(failure => new PaymentFailure(
                periods[index.Of(failure.FailedAt.ToUnixTimeTicks())], failure.Lifecycle.Customer, failure.Lifecycle.Subscription, failure.FailedAt, failure.Outcome, failure.SettledAt));
    }

    private protected override PaymentRecovery Plus(PaymentRecovery other, Currency currency) => new(Periods, totals.Plus(other.totals));

    private static PaymentRecovery[] PerSegment(SubscriptionHistory history, ReportingPeriods periods, int segments, Func<CustomerId, int> segmentOf)
    {
        IEnumerable<PaymentFailure> failures = Explain(history, periods);
        PeriodIndex index = PeriodIndex.Over(periods);
        PaymentSums[][] sums = [.. Enumerable.Range(0, segments).Select(_ => new PaymentSums[periods.Count])];
        foreach (PaymentFailure failure in failures)
        {
            sums[segmentOf(failure.Customer)][index.Of(failure.FailedAt.ToUnixTimeTicks())] += failure.Outcome switch
            {
                FailureOutcome.Recovered => new PaymentSums(Recovered: 1, Ended: 0, Open: 0),
                FailureOutcome.Ended => new PaymentSums(Recovered: 0, Ended: 1, Open: 0),
                _ => new PaymentSums(Recovered: 0, Ended: 0, Open: 1),
            };
        }

        return Array.ConvertAll(sums, own => new PaymentRecovery(periods, new PeriodTotals<PaymentSums>(own)));
    }

    private static IEnumerable<Failure> FailuresOf(SubscriptionLifecycle lifecycle)
    {
        Instant? failed = null;
        LifecycleStep[] steps = lifecycle.Steps.ToArray();
        HashSet<Instant> afterAnEnd = FailuresAfterAnEnd(lifecycle.Events, steps);
        foreach (LifecycleStep step in steps)
        {
            if (failed is null && step.State == LifecycleState.Ended && afterAnEnd.Remove(step.At))
            {
                yield return new Failure(lifecycle, step.At, FailureOutcome.Ended, step.At);
            }
            else if (failed is null)
            {
                failed = step.Source is SubscriptionEvent.PaymentFailed ? step.At : null;
            }
            else if (step.State == LifecycleState.Ended || step.Source is SubscriptionEvent.PaymentRecovered)
            {
                yield return new Failure(lifecycle, failed.Value, step.State == LifecycleState.Ended ? FailureOutcome.Ended : FailureOutcome.Recovered, step.At);
                failed = null;
            }
        }

        if (failed is { } open)
        {
            yield return new Failure(lifecycle, open, FailureOutcome.Open, SettledAt: null);
        }
    }

    /// <summary>When payments failed of a subscription that had ended: no step of its life. At the instant of the end such a failure is of the subscription that ended.</summary>
    private static HashSet<Instant> FailuresAfterAnEnd(SubscriptionEvent[] events, LifecycleStep[] steps)
    {
        SubscriptionEvent[] failures = [.. events.Where(one => one is SubscriptionEvent.PaymentFailed)];
        HashSet<SubscriptionEvent> sources = failures.Length == 0 ? [] : steps.Select(step => step.Source).ToHashSet<SubscriptionEvent>(ReferenceEqualityComparer.Instance);
        return [.. failures.Where(one => !sources.Contains(one)).Select(one => one.At)];
    }

    private readonly record struct Failure(SubscriptionLifecycle Lifecycle, Instant FailedAt, FailureOutcome Outcome, Instant? SettledAt);
}

/// <summary>The failed payments of one period.</summary>
/// <param name="Period">The period in which they failed.</param>
/// <param name="Recovered">Those made good.</param>
/// <param name="Ended">Those of a subscription that ended first.</param>
/// <param name="Open">Those neither made good nor ended: not in the rate.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed record PaymentRecoveryRow(ReportingPeriod Period, long Recovered, long Ended, long Open) : IJsonAnswer
{
    /// <summary>All failures of the period.</summary>
    public long Failures => Recovered + Ended + Open;

    /// <summary>Failures made good out of those settled.</summary>
    public Ratio RecoveryRate => Ratio.Of(Recovered, Recovered + Ended);

    /// <summary>Failures made good out of all: below <see cref="RecoveryRate"/> while some are open, and rising as they are made good.</summary>
    public Ratio RecoveredSoFar => Ratio.Of(Recovered, Failures);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        Period.WriteTo(json);
        json.Add("failures", Failures);
        json.Add("recovered", Recovered);
        json.Add("ended", Ended);
        json.Add("open", Open);
        json.Add("recoveryRate", RecoveryRate);
        json.Add("recoveredSoFar", RecoveredSoFar);
    }

    /// <summary>The period and its counts.</summary>
    public override string ToString() => FormattableString.Invariant($"{Period}: {Recovered} recovered, {Ended} ended, {Open} open");
}
