using NodaTime;

namespace Retention.Metrics;

/// <summary>A timeline that newer rows can be appended to, tonight's to those of all the years before.</summary>
/// <remarks>
/// <para>Nothing changes in place: appending returns another timeline, which shares the columns of this one and holds what is newer beside them.
/// Rows may come late: where one lies before the last known change of its customer, that customer is worked out anew, and no other.</para>
/// <para><b>Cost:</b> appending sorts the rows by customer, works out the customers they touch, and is linear in what was appended since the
/// columns were built; when that is more than a quarter of what was there, the columns are built anew, on all cores. Reading brings both together,
/// customer by customer. Beside the columns it keeps the rows themselves: 24 bytes each.</para>
/// </remarks>
/// <example><code>
/// var yesterday = new AppendableTimeline&lt;string, string&gt;(Currency.Eur)
///     .Append(["ada"], ["ada-1"], [Instant.FromUtc(2026, 1, 5, 0, 0)], [4900]);
/// var today = yesterday.Append(["ada"], ["ada-1"], [Instant.FromUtc(2026, 2, 5, 0, 0)], [9900]);
/// today.Timeline.MrrAt(Instant.FromUtc(2026, 3, 1, 0, 0)).Monthly;      // 99.00 EUR
/// yesterday.Timeline.MrrAt(Instant.FromUtc(2026, 3, 1, 0, 0)).Monthly;  // 49.00 EUR
/// </code></example>
/// <typeparam name="TCustomer">The caller's key of a customer: a number, a <see cref="Guid"/>, a text.</typeparam>
/// <typeparam name="TSubscription">The caller's key of a subscription.</typeparam>
public sealed class AppendableTimeline<TCustomer, TSubscription>
    where TCustomer : notnull
    where TSubscription : notnull
{
    private readonly AppendedKeys<TCustomer, TSubscription> keys;
    private readonly LedgerRows ledger;

    /// <summary>A timeline without rows.</summary>
    /// <param name="currency">The currency of all levels.</param>
    public AppendableTimeline(Currency currency)
        : this(currency, AppendedKeys<TCustomer, TSubscription>.None, LedgerRows.None, new LayeredColumns(RevenueColumns.Of([0], [], [])))
    {
    }

    private AppendableTimeline(Currency currency, AppendedKeys<TCustomer, TSubscription> keys, LedgerRows ledger, LayeredColumns runs)
    {
        this.keys = keys;
        this.ledger = ledger;
        Timeline = RevenueTimeline.Of(currency, runs, keys);
    }

    /// <summary>The timeline of all rows so far.</summary>
    public RevenueTimeline Timeline { get; }

    /// <summary>How many rows have been appended.</summary>
    public int Count => ledger.Count;

    /// <summary>Appends levels of revenue from columns.</summary>
    /// <param name="customers">The customer of each row.</param>
    /// <param name="subscriptions">The subscription of each row.</param>
    /// <param name="at">From when the level holds.</param>
    /// <param name="monthlyMinorUnits">The monthly level from then on, counted in the currency's smallest unit: 4900 is 49.00 EUR.</param>
    /// <param name="execution">How many threads take part; all cores if left out.</param>
    /// <returns>The timeline with them; this one stays as it is.</returns>
    /// <exception cref="ArgumentException">The columns differ in length, a level is negative, a subscription has two levels at one instant or two customers.</exception>
    /// <exception cref="OverflowException">A customer's total does not fit into 64 bits of annual millionths.</exception>
    public AppendableTimeline<TCustomer, TSubscription> Append(
        ReadOnlySpan<TCustomer> customers, ReadOnlySpan<TSubscription> subscriptions, ReadOnlySpan<Instant> at, ReadOnlySpan<long> monthlyMinorUnits, ExecutionOptions? execution = null)
    {
        RevenueTimeline.RequireOneLength(customers.Length, subscriptions.Length, at.Length, monthlyMinorUnits.Length);
        execution ??= ExecutionOptions.Default;
        Currency currency = Timeline.Currency;
        long factor = 12 * currency.MillionthsPerMinorUnit;
        var added = new LedgerRow[customers.Length];
        for (int row = 0; row < added.Length; row++)
        {
            added[row] = new LedgerRow { Ticks = at[row].ToUnixTimeTicks(), Amount = RevenueRowCollector<TCustomer, TSubscription>.Annual(monthlyMinorUnits[row], factor, row) };
        }

        AppendedKeys<TCustomer, TSubscription> known = keys.With(customers, subscriptions, added);
        NewerRows newer = NewerRows.Of(added);
        LedgerRows grown = ledger with { Newer = ledger.Newer.With(newer) };
        LayeredColumns? runs;
        if (grown.IsToBeGrouped)
        {
            LedgerRows all = grown = grown.Grouped(known.Customers, execution.Stage(0, 0.6));
            runs = CustomerOverflowException.Named(() => all.Columns(execution.Stage(0.6, 1)), NameOf) is { } columns ? new LayeredColumns(columns) : null;
        }
        else
        {
            runs = CustomerOverflowException.Named(() => grown.Beside(Timeline.Layers, newer, known.Customers), NameOf);
            execution.Progress?.Report(1);
        }

        if (runs is null)
        {
            (int subscription, long ticks) = grown.Contradiction();
            throw new ArgumentException(FormattableString.Invariant($"Subscription {known.SubscriptionOf(subscription)} has two levels at {Instant.FromUnixTimeTicks(ticks)}; a subscription has one level at an instant."), nameof(monthlyMinorUnits));
        }

        return new AppendableTimeline<TCustomer, TSubscription>(currency, known, grown, runs);

        object NameOf(int customer) => known.NameOf(customer);
    }

    /// <summary>How many rows were added.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count} rows");
}
