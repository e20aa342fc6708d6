using NodaTime;

namespace Retention.Metrics;

/// <summary>Takes levels or intervals of revenue one by one, from a reader or a query that streams, and makes a timeline of them.</summary>
/// <remarks>
/// <para><b>Cost:</b> 24 bytes a row while rows come, 48 at the peak while the timeline is made, and the table of keys; an interval is two rows. Building is
/// linear, whatever the order of the rows, and uses all cores. A whole number as key that is small beside the number of rows needs no table.</para>
/// <para><b>Keys:</b> numbers, UUIDs and texts cannot be chosen so that building takes longer: their hashes have a seed of the process. A key type of
/// one's own, or a tuple, is hashed by its own <see cref="object.GetHashCode"/>, which must differ for most keys.</para>
/// </remarks>
/// <example><code>
/// var builder = new RevenueTimelineBuilder&lt;Guid, long&gt;(Currency.Eur);
/// foreach (var charge in charges)
/// {
///     builder.Add(charge.Customer, charge.Subscription, charge.From, charge.MonthlyCents);
/// }
///
/// RevenueTimeline timeline = builder.Build();
/// </code></example>
/// <typeparam name="TCustomer">The caller's key of a customer: a number, a <see cref="Guid"/>, a text.</typeparam>
/// <typeparam name="TSubscription">The caller's key of a subscription.</typeparam>
public sealed class RevenueTimelineBuilder<TCustomer, TSubscription>
    where TCustomer : notnull
    where TSubscription : notnull
{
    private readonly AsyncRanges ranges = new();
    private readonly Currency currency;
    private readonly long factor;
    private RevenueRowCollector<TCustomer, TSubscription> rows;
    private int intervals;

    /// <summary>A builder without rows.</summary>
    /// <param name="currency">The currency of all levels.</param>
    /// <param name="expectedRows">How many rows will come, where that is known; else they are collected in blocks.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="expectedRows"/> is negative.</exception>
    public RevenueTimelineBuilder(Currency currency, int expectedRows = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(expectedRows);
        this.currency = currency;
        factor = 12 * currency.MillionthsPerMinorUnit;
        rows = new RevenueRowCollector<TCustomer, TSubscription>(expectedRows);
    }

    /// <summary>How many levels or intervals were added since the last timeline was built.</summary>
    public int Count => intervals > 0 ? intervals : rows.Count;

    /// <summary>Adds what a subscription pays from an instant on.</summary>
    /// <param name="customer">Who pays.</param>
    /// <param name="subscription">For what; where there is one subscription a customer, the customer's key will do.</param>
    /// <param name="at">From when.</param>
    /// <param name="monthlyMinorUnits">The monthly level from then on, counted in the currency's smallest unit: 4900 is 49.00 EUR; 0 where it ends.</param>
    /// <exception cref="ArgumentException">A level is negative, a key is blank, or intervals were added before.</exception>
    /// <exception cref="OverflowException">A level does not fit into 64 bits of annual millionths.</exception>
    public void Add(TCustomer customer, TSubscription subscription, Instant at, long monthlyMinorUnits)
    {
        RequireLevels(nameof(subscription));
        long annual = RevenueRowCollector<TCustomer, TSubscription>.Annual(monthlyMinorUnits, factor, rows.Count);
        rows.AddLevel(customer, subscription, at.ToUnixTimeTicks(), annual);
    }

    /// <summary>Adds what a subscription pays from an instant on, as a price of any interval.</summary>
    /// <example><code>
    /// var builder = new RevenueTimelineBuilder&lt;long, long&gt;(Currency.Eur);
    /// builder.Add(7, 70, Instant.FromUtc(2026, 1, 5, 0, 0), RecurringRevenue.PerYear(Currency.Eur.Amount(588m)));
    /// builder.Add(7, 70, Instant.FromUtc(2026, 9, 5, 0, 0), RecurringRevenue.Zero(Currency.Eur));
    /// </code></example>
    /// <param name="customer">Who pays.</param>
    /// <param name="subscription">For what; where there is one subscription a customer, the customer's key will do.</param>
    /// <param name="at">From when.</param>
    /// <param name="revenue">The level from then on; zero where it ends.</param>
    /// <exception cref="ArgumentException">The level is negative or of another currency, a key is blank, or intervals were added before.</exception>
    /// <exception cref="OverflowException">The level does not fit into 64 bits of annual millionths.</exception>
    public void Add(TCustomer customer, TSubscription subscription, Instant at, RecurringRevenue revenue)
    {
        RequireLevels(nameof(subscription));
        rows.AddLevel(customer, subscription, at.ToUnixTimeTicks(), Accepted(customer, revenue));
    }

    /// <summary>Adds what a customer pays from one instant up to another. Intervals of one customer may overlap, and then add up.</summary>
    /// <example><code>
    /// var builder = new RevenueTimelineBuilder&lt;long, long&gt;(Currency.Eur);
    /// builder.AddInterval(7, Instant.FromUtc(2026, 1, 5, 0, 0), end: Instant.FromUtc(2026, 9, 5, 0, 0), RecurringRevenue.PerMonth(Currency.Eur.Amount(49m)));
    /// </code></example>
    /// <param name="customer">Who pays.</param>
    /// <param name="start">From when.</param>
    /// <param name="end">Up to when, exclusive; <see langword="null"/> where it still goes on. One that ends where it starts is no revenue at any time.</param>
    /// <param name="revenue">How much.</param>
    /// <exception cref="ArgumentException">
    /// The interval ends before it starts, the revenue is negative or of another currency, the key is blank, or levels were added before: a builder takes one or the other.
    /// </exception>
    /// <exception cref="OverflowException">The revenue does not fit into 64 bits of annual millionths.</exception>
    public void AddInterval(TCustomer customer, Instant start, Instant? end, RecurringRevenue revenue)
    {
        if (intervals == 0 && rows.Count > 0)
        {
            throw new ArgumentException(FormattableString.Invariant($"The builder has {rows.Count} levels; a builder takes levels or intervals, not both."), nameof(start));
        }

        if (end < start)
        {
            throw new ArgumentException(FormattableString.Invariant($"The interval of customer {customer} from {start} ends at {end}; it must not end before it starts."), nameof(end));
        }

        long annual = Accepted(customer, revenue);
        rows.AddDifference(customer, start.ToUnixTimeTicks(), annual);
        if (end is { } last)
        {
            rows.AddDifference(customer, last.ToUnixTimeTicks(), -annual);
        }

        intervals++;
    }

    /// <summary>Adds levels as they are read from a query, a queue or any other stream.</summary>
    /// <remarks>A cancellation or an exception stops between two rows. The builder then lacks rows, and refuses to build.</remarks>
    /// <example><code>
    /// await builder.AddRangeAsync(ledger, static (to, row) => to.Add(row.Customer, row.Subscription, row.From, row.MonthlyCents), patience.Token);
    /// RevenueTimeline timeline = builder.Build();
    /// </code></example>
    /// <typeparam name="TRow">A row of the stream.</typeparam>
    /// <param name="rows">The rows, in any order.</param>
    /// <param name="add">Adds a row to the builder that it is given, which is this one.</param>
    /// <param name="cancellation">Stops reading; also given to the stream.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task AddRangeAsync<TRow>(IAsyncEnumerable<TRow> rows, Action<RevenueTimelineBuilder<TCustomer, TSubscription>, TRow> add, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(add);
        return ranges.AddAsync(rows, row => add(this, row), cancellation);
    }

    /// <summary>Makes a timeline of the rows, and lets go of them: the builder is empty again.</summary>
    /// <param name="execution">How many threads take part; all cores if left out.</param>
    /// <exception cref="ArgumentException">A subscription has two customers, or two levels at one instant.</exception>
    /// <exception cref="OverflowException">A customer's total does not fit into 64 bits of annual millionths.</exception>
    /// <exception cref="InvalidOperationException">A range of rows was not added to its end.</exception>
    public RevenueTimeline Build(ExecutionOptions? execution = null)
    {
        ranges.RequireComplete();
        RevenueRowCollector<TCustomer, TSubscription> taken = rows;
        rows = new RevenueRowCollector<TCustomer, TSubscription>(expectedRows: 0);
        RevenueAmounts amounts = intervals > 0 ? RevenueAmounts.Difference : RevenueAmounts.SubscriptionLevel;
        intervals = 0;
        return RevenueTimeline.Of(taken, new RevenueOrigin(currency, MetricPolicy.Default, History: null), amounts, keepsLeads: false, execution ?? ExecutionOptions.Default);
    }

    private void RequireLevels(string parameter)
    {
        if (intervals > 0)
        {
            throw new ArgumentException(FormattableString.Invariant($"The builder has {intervals} intervals; a builder takes levels or intervals, not both."), parameter);
        }
    }

    private long Accepted(TCustomer customer, RecurringRevenue revenue)
    {
        if (revenue.Currency != currency)
        {
            throw new ArgumentException(FormattableString.Invariant($"Customer {customer} pays {revenue}; the builder takes {currency}, and a timeline has one currency."), nameof(revenue));
        }

        return revenue.AnnualMillionths < 0 ? throw new ArgumentException(FormattableString.Invariant($"Customer {customer} pays {revenue}; revenue is 0 or more."), nameof(revenue))
            : revenue.AnnualMillionths <= long.MaxValue ? (long)revenue.AnnualMillionths
            : throw new OverflowException(FormattableString.Invariant($"Customer {customer} pays {revenue}, which does not fit; a year of it must be at most 9,223,372,036,854.775807 in major units."));
    }

    /// <summary>How many rows were added.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count} {(intervals > 0 ? "intervals" : "rows")}");
}
