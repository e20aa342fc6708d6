using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>How a trial ended.</summary>
/// <param name="Period">The period it ended in.</param>
/// <param name="Customer">The customer.</param>
/// <param name="Subscription">The subscription on trial.</param>
/// <param name="StartedAt">When the trial began.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Converted">Whether it became paid at that very instant.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("TrialConversion.Explain")]
public sealed record TrialEnd(ReportingPeriod Period, CustomerId Customer, SubscriptionId Subscription, Instant StartedAt, Instant EndedAt, bool Converted) : IJsonAnswer
{
    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("period", Period.Name);
        json.Add("customer", Customer);
        json.Add("subscription", Subscription);
        json.Add("startedAt", StartedAt);
        json.Add("endedAt", EndedAt);
        json.Add("converted", Converted);
    }
}

/// <summary>How many of the trials that ended in each period became paid.</summary>
/// <remarks>
/// <para><b>Formula:</b> trials ending in the period that became paid / trials ending in the period. A trial ends when its subscription starts,
/// ends, or comes to its scheduled end. It became paid if at that very instant its subscription, or another of the same customer, starts to run at
/// a price above 0 after discounts. Trials still open at the end of the period are counted apart.</para>
/// <para><b>Unit:</b> trials; the rate has none, 0 to 1.</para>
/// <para><b>Undefined:</b> in a period in which no trial ended.</para>
/// <para><b>Cost:</b> one pass over the subscriptions.</para>
/// <para><b>Source:</b> Stripe, "Calculating trial conversion rate in Billing", and Cleeng, "Trial Conversion Rate": both divide by trials that ended.</para>
/// </remarks>
/// <example><code>
/// TrialConversion trials = TrialConversion.Of(history, march);
/// trials[0].ConversionRate; // 1/2 = 0.5
/// trials[0].OpenTrials;     // 1
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("TrialConversion.Of")]
public sealed class TrialConversion : PeriodAnswer<TrialConversion, TrialConversionRow>
{
    private readonly PeriodTotals<TrialSums> totals;

    private TrialConversion(ReportingPeriods periods, PeriodTotals<TrialSums> totals)
        : base(periods, currency: null, [], totals, periods.Zip(totals.All, (period, sums) => new TrialConversionRow(period, sums.Ended, sums.Converted, sums.Open)))
    {
        this.totals = totals;
    }

    /// <summary>Counts the trials of a checked history.</summary>
    /// <param name="history">The history.</param>
    /// <param name="periods">The periods.</param>
    public static TrialConversion Of(SubscriptionHistory history, ReportingPeriods periods)
    {
        ArgumentNullException.ThrowIfNull(history);
        return PerSegment(history, periods, segments: 1, static _ => 0)[0];
    }

    /// <summary>Counts the trials of each segment; the segments pool to the total.</summary>
    /// <param name="history">The history by segment.</param>
    /// <param name="periods">The periods.</param>
    public static BySegment<TrialConversion> Of(Segmented<SubscriptionHistory> history, ReportingPeriods periods)
    {
        ArgumentNullException.ThrowIfNull(history);
        return history.Answer(PerSegment(history.Timeline, periods, history.Segments.Segments.Length, history.NumberOf), static (left, right) => left.Merge(right));
    }

    /// <summary>Names the trials that ended in any of the periods; they add up to the figures.</summary>
    /// <param name="history">The history.</param>
    /// <param name="periods">The periods.</param>
    /// <returns>By customer, subscription and instant.</returns>
    public static IEnumerable<TrialEnd> Explain(SubscriptionHistory history, ReportingPeriods periods)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(periods);
        PeriodIndex index = PeriodIndex.Over(periods);
        return TrialsOf(history)
            .Where(trial => trial.EndedAt >= periods.Start && trial.EndedAt < periods.End)
            .Select(trial => new TrialEnd(periods[index.Of(trial.EndedAt!.Value.ToUnixTimeTicks())], trial.Lifecycle.Customer, trial.Lifecycle.Subscription, trial.StartedAt, trial.EndedAt.Value, trial.Converted));
    }

    private protected override TrialConversion Plus(TrialConversion other, Currency currency) => new(Periods, totals.Plus(other.totals));

    private static TrialConversion[] PerSegment(SubscriptionHistory history, ReportingPeriods periods, int segments, Func<CustomerId, int> segmentOf)
    {
        ArgumentNullException.ThrowIfNull(periods);
        PeriodIndex index = PeriodIndex.Over(periods);
        TrialSums[][] sums = [.. Enumerable.Range(0, segments).Select(_ => new TrialSums[periods.Count])];
        foreach (Trial trial in TrialsOf(history))
        {
            TrialSums[] own = sums[segmentOf(trial.Lifecycle.Customer)];
            if (trial.EndedAt is { } end && end >= periods.Start && end < periods.End)
            {
                own[index.Of(end.ToUnixTimeTicks())] += new TrialSums(Ended: 1, trial.Converted ? 1 : 0, Open: 0);
            }

            for (int period = 0; period < own.Length; period++)
            {
                // The state at the end of a period is the one after everything before it.
                Instant close = periods[period].End;
                own[period] += new TrialSums(0, 0, trial.StartedAt < close && !(trial.EndedAt < close) ? 1 : 0);
            }
        }

        return Array.ConvertAll(sums, own => new TrialConversion(periods, new PeriodTotals<TrialSums>(own)));
    }

    private static IEnumerable<Trial> TrialsOf(SubscriptionHistory history)
    {
        foreach (ImmutableArray<SubscriptionLifecycle> lifecycles in history.Lifecycles.ByCustomer)
        {
            HashSet<Instant> paidStarts = [.. lifecycles.SelectMany(lifecycle => lifecycle.Moments).Where(StartsPaid).Select(moment => moment.At)];
            foreach (SubscriptionLifecycle lifecycle in lifecycles)
            {
                Instant? began = null;
                foreach (LifecycleMoment moment in lifecycle.Moments)
                {
                    if (began is { } start && moment.After.State != LifecycleState.Trial)
                    {
                        yield return new Trial(lifecycle, start, moment.At, paidStarts.Contains(moment.At));
                        began = null;
                    }
                    else if (began is null && moment.After.State == LifecycleState.Trial)
                    {
                        began = moment.At;
                    }
                }

                if (began is { } open)
                {
                    yield return new Trial(lifecycle, open, EndedAt: null, Converted: false);
                }
            }
        }
    }

    private static bool StartsPaid(LifecycleMoment moment) =>
        moment.Before.State is not (LifecycleState.Running or LifecycleState.Paused) && moment.After.State == LifecycleState.Running && moment.After.AnnualFrom(moment.At) > 0;

    private readonly record struct Trial(SubscriptionLifecycle Lifecycle, Instant StartedAt, Instant? EndedAt, bool Converted);
}

/// <summary>The trials of one period.</summary>
/// <param name="Period">The period.</param>
/// <param name="TrialsEnded">Trials that ended in it, paid or not.</param>
/// <param name="TrialsConverted">Of those, the ones that became paid.</param>
/// <param name="OpenTrials">Trials running at the end of the period: not in the rate.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed record TrialConversionRow(ReportingPeriod Period, long TrialsEnded, long TrialsConverted, long OpenTrials) : IJsonAnswer
{
    /// <summary>Trials that became paid out of those that ended.</summary>
    public Ratio ConversionRate => Ratio.Of(TrialsConverted, TrialsEnded);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        Period.WriteTo(json);
        json.Add("trialsEnded", TrialsEnded);
        json.Add("trialsConverted", TrialsConverted);
        json.Add("conversionRate", ConversionRate);
        json.Add("openTrials", OpenTrials);
    }
}
