using NodaTime;

namespace Retention.Metrics.Reports;

/// <summary>Finds the likely cause of a difference between a history and what another system states.</summary>
internal sealed class DifferenceCauses
{
    // Two zones on Earth differ by no more than 26 hours, and from UTC by no more than 14.
    private static readonly Duration MostShift = Duration.FromHours(14);

    private readonly SubscriptionHistory history;
    private readonly (DifferenceCause Cause, Lazy<CustomerBalances> Revenue)[] otherPolicies;
    private readonly HashSet<CustomerId> theirs;
    private readonly ILookup<CustomerId, Currency> theirCurrencies;
    private readonly Lazy<ILookup<CustomerId, (Instant From, Instant To)>> trials;
    private readonly Func<CustomerId, DifferenceCause?>? hint;

    public DifferenceCauses(SubscriptionHistory history, MetricPolicy policy, IReadOnlyList<StatedMrr> stated, Func<CustomerId, DifferenceCause?>? hint)
    {
        this.history = history;
        this.hint = hint;
        Revenue = new CustomerBalances(history, policy);
        theirs = [.. stated.Select(one => one.Customer)];
        theirCurrencies = stated.ToLookup(one => one.Customer, one => one.Mrr.Currency);
        trials = new Lazy<ILookup<CustomerId, (Instant, Instant)>>(() => Trials().ToLookup(trial => trial.Customer, trial => (trial.From, trial.To)));
        otherPolicies =
        [
            .. Policies(policy).Where(other => other.Policy != policy).Select(other => (other.Cause, new Lazy<CustomerBalances>(() => new CustomerBalances(history, other.Policy)))),
        ];
    }

    /// <summary>What the customers pay by the history.</summary>
    public CustomerBalances Revenue { get; }

    /// <summary>The likely cause of a difference at the end of a month.</summary>
    public DifferenceCause Of(CustomerId customer, Money ours, Money stated, Instant end)
    {
        Currency currency = ours.Currency;
        if (!theirs.Contains(customer))
        {
            return DifferenceCause.MissingInTheirs;
        }

        if (!Revenue.Knows(customer))
        {
            return DifferenceCause.MissingInOurs;
        }

        if (!theirCurrencies[customer].Contains(currency) || !Revenue.CurrenciesOf(customer).Contains(currency))
        {
            return DifferenceCause.Currency;
        }

        decimal unit = (decimal)currency.MillionthsPerMinorUnit / RecurringRevenue.MillionthsPerUnit;
        return
            Math.Abs(stated.Amount - ours.Amount) <= unit ? DifferenceCause.Rounding
            : Revenue.Within(customer, currency, end - MostShift, end + MostShift).Contains(stated) ? DifferenceCause.TimeZone
            : otherPolicies.Where(other => other.Revenue.Value.At(customer, currency, end) == stated).Select(other => (DifferenceCause?)other.Cause).FirstOrDefault()
                ?? (trials.Value[customer].Any(trial => trial.From < end && end <= trial.To) ? DifferenceCause.Trial : hint?.Invoke(customer) ?? DifferenceCause.Unexplained);
    }

    /// <summary>The settings about which systems disagree, one at a time.</summary>
    private static IEnumerable<(DifferenceCause Cause, MetricPolicy Policy)> Policies(MetricPolicy policy) =>
    [
        .. Enum.GetValues<DiscountRule>().Select(rule => (DifferenceCause.Discount, policy with { Discounts = rule })),
        .. new int?[] { null, 0, 30 }.Select(days => (DifferenceCause.PastDue, policy with { InvoluntaryChurnAfterDays = days })),
        .. new[] { PauseRule.Inactive, PauseRule.KeepRevenue }.Select(rule => (DifferenceCause.Pause, policy with { Pauses = rule })),
        .. Enum.GetValues<CancellationRule>().Select(rule => (DifferenceCause.Cancellation, policy with { Cancellation = rule })),
    ];

    /// <summary>The trials of all subscriptions: from their start to the start of the subscription or its end.</summary>
    private IEnumerable<(CustomerId Customer, Instant From, Instant To)> Trials()
    {
        foreach (IGrouping<SubscriptionId, SubscriptionEvent> subscription in history.GroupBy(one => one.Subscription))
        {
            SubscriptionEvent.TrialStarted? trial = null;
            foreach (SubscriptionEvent one in subscription)
            {
                if (one is SubscriptionEvent.TrialStarted started)
                {
                    trial = started;
                }
                else if (trial is not null && one is (SubscriptionEvent.Started or SubscriptionEvent.Ended))
                {
                    yield return (trial.Customer, trial.At, one.At);
                    trial = null;
                }
            }

            if (trial is not null)
            {
                yield return (trial.Customer, trial.At, Instant.MaxValue);
            }
        }
    }
}
