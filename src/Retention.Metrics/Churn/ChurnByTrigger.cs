using System.Collections;

namespace Retention.Metrics;

/// <summary>Churned customers and churned MRR of each period, by what happened to the customer shortly before.</summary>
/// <remarks>
/// <para><b>Formula:</b> a trigger counts for a churn at <c>t</c> if it lies in <c>[t − n × 24 h, t]</c>: a price rise, the end of a trial, a
/// failed payment or the end of a term of any of the customer's subscriptions, or an instant marked by the caller. A churn counts once under
/// each of its triggers, and under <see cref="ChurnTrigger.None"/> where it has none, so triggers add up to more than the churn.</para>
/// <para><b>Unit:</b> customers; money a month (exact per year).</para>
/// <para><b>Undefined:</b> shares of a period without churn.</para>
/// <para><b>Cost:</b> two passes over the changes and one replay of the history for the ends of terms.</para>
/// <para><b>Source:</b> our own; that something came before does not make it the cause: compare with customers who had it and stayed.</para>
/// </remarks>
/// <example><code>
/// ChurnByTrigger before = ChurnAnalysis.Of(history).ByTrigger(march, TriggerWindow.OfDays(14));
/// before[0].Of(ChurnTrigger.PriceRise).ShareOfChurnedCustomers.Value; // 0.25: Ada, of four who left
/// </code></example>
public sealed class ChurnByTrigger : IReadOnlyList<ChurnByTriggerRow>, IEquatable<ChurnByTrigger>
{
    private readonly LossTally<ChurnTrigger> tally;
    private readonly ChurnByTriggerRow[] rows;

    internal ChurnByTrigger(ReportingPeriods periods, MetricPolicy policy, Currency currency, TriggerWindow window, LossTally<ChurnTrigger> tally)
    {
        Periods = periods;
        Policy = policy;
        Currency = currency;
        Window = window;
        this.tally = tally;
        rows = [.. periods.Select((period, i) => new ChurnByTriggerRow(period, currency, tally.ByCause[i], tally.Lost[i], tally.Opening[i]))];
    }

    /// <summary>The periods, one row each.</summary>
    public ReportingPeriods Periods { get; }

    /// <summary>The choices under which churn was counted.</summary>
    public MetricPolicy Policy { get; }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>How far back was looked, and at which marks.</summary>
    public TriggerWindow Window { get; }

    /// <summary>How many periods there are.</summary>
    public int Count => rows.Length;

    /// <summary>The figures of a period.</summary>
    public ChurnByTriggerRow this[int index] => rows.At(index);

    /// <summary>Adds the churn of other customers: exact, whatever the split.</summary>
    /// <remarks>That the two parts share no customer is the caller's promise.</remarks>
    /// <exception cref="ArgumentException">Periods, policy, currency or window differ.</exception>
    public ChurnByTrigger Merge(ChurnByTrigger other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!Periods.Equals(other.Periods) || Policy != other.Policy || !Window.Equals(other.Window) || Currency.Common(Currency, tally.IsEmpty, other.Currency, other.tally.IsEmpty) is not { } currency)
        {
            throw new ArgumentException(FormattableString.Invariant($"The other part covers {other.Periods} in {other.Currency} within {other.Window}, this one {Periods} in {Currency} within {Window}; parts merge when periods, policy, currency and window agree."), nameof(other));
        }

        return new ChurnByTrigger(Periods, Policy, currency, Window, LossTally<ChurnTrigger>.Sum(tally, other.tally));
    }

    /// <inheritdoc/>
    public IEnumerator<ChurnByTriggerRow> GetEnumerator() => ((IEnumerable<ChurnByTriggerRow>)rows).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether all figures are equal.</summary>
    public bool Equals(ChurnByTrigger? other) =>
        other is not null && Periods.Equals(other.Periods) && Policy == other.Policy && Currency == other.Currency && Window.Equals(other.Window) && tally.SameAs(other.tally);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ChurnByTrigger);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Periods, Currency, Window, tally.Lost[^1]);
}

/// <summary>The churn of one period, by what came before.</summary>
public sealed class ChurnByTriggerRow
{
    private readonly Dictionary<ChurnTrigger, LossSums> sums;
    private readonly LossSums lost;
    private readonly LossSums opening;

    internal ChurnByTriggerRow(ReportingPeriod period, Currency currency, Dictionary<ChurnTrigger, LossSums> sums, LossSums lost, LossSums opening)
    {
        Period = period;
        Currency = currency;
        this.sums = sums;
        this.lost = lost;
        this.opening = opening;
        Triggers = [.. sums.Keys.Order()];
    }

    /// <summary>The period.</summary>
    public ReportingPeriod Period { get; }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>The triggers that occur, by kind and name.</summary>
    public IReadOnlyList<ChurnTrigger> Triggers { get; }

    /// <summary>All churn of the period, each churn once.</summary>
    public ChurnShare Total => new(lost, lost, opening, Currency);

    /// <summary>The churn that a trigger came before; nothing where it does not occur.</summary>
    public ChurnShare Of(ChurnTrigger trigger) => new(sums.GetValueOrDefault(trigger), lost, opening, Currency);
}
