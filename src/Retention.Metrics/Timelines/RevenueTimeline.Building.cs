using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>Revenue of a customer from one instant up to another: a row of a billing table.</summary>
/// <remarks>One that ends at the instant at which it starts is no revenue at any time, and no movement.</remarks>
/// <param name="Customer">Who pays.</param>
/// <param name="Start">From when.</param>
/// <param name="End">Up to when, exclusive; <see langword="null"/> where it still goes on.</param>
/// <param name="Revenue">How much.</param>
[JsonConverter(typeof(RevenueIntervalJsonConverter))]
public readonly record struct RevenueInterval(CustomerId Customer, Instant Start, Instant? End, RecurringRevenue Revenue);

/// <summary>The recurring revenue of a subscription from an instant on: a row of a ledger.</summary>
/// <param name="Customer">Who pays.</param>
/// <param name="Subscription">For what; where there is one subscription a customer, the customer's id will do.</param>
/// <param name="At">From when.</param>
/// <param name="Revenue">How much from then on; zero where it ends.</param>
[JsonConverter(typeof(RevenueLevelJsonConverter))]
public readonly record struct RevenueLevel(CustomerId Customer, SubscriptionId Subscription, Instant At, RecurringRevenue Revenue);

/// <content>The ways to make a timeline.</content>
public sealed partial class RevenueTimeline
{
    /// <summary>Applies a policy to a checked history: from events to what each customer pays.</summary>
    /// <param name="history">The history; all its subscriptions are in one currency.</param>
    /// <param name="policy">What revenue is; the default policy if left out.</param>
    /// <param name="execution">Threads, cancellation and progress; all cores if left out.</param>
    /// <exception cref="ArgumentException">The history holds several currencies: they do not add without rates.</exception>
    public static RevenueTimeline FromHistory(SubscriptionHistory history, MetricPolicy? policy = null, ExecutionOptions? execution = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        return HistoryRevenue.Timeline(history, (policy ?? MetricPolicy.Default).RequireConsistent(), keepsLeads: false, execution);
    }

    /// <summary>Adds up intervals of revenue. Intervals may overlap, of one customer too.</summary>
    /// <param name="intervals">The intervals, in any order, of one currency.</param>
    /// <exception cref="ArgumentException">An interval ends before it starts, is negative, or differs in currency.</exception>
    /// <exception cref="OverflowException">A customer's total does not fit into 64 bits of annual millionths.</exception>
    public static RevenueTimeline FromIntervals(IEnumerable<RevenueInterval> intervals)
    {
        ArgumentNullException.ThrowIfNull(intervals);
        var rows = new RevenueRows();
        foreach (RevenueInterval interval in intervals)
        {
            rows.Add(interval);
        }

        return rows.Build(RevenueAmounts.Difference);
    }

    /// <summary>Adds up intervals of revenue that are read from a stream.</summary>
    /// <inheritdoc cref="FromIntervals(IEnumerable{RevenueInterval})"/>
    /// <param name="intervals">The intervals, in any order, of one currency.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static Task<RevenueTimeline> FromIntervalsAsync(IAsyncEnumerable<RevenueInterval> intervals, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(intervals);
        return ResultAsync();

        async Task<RevenueTimeline> ResultAsync()
        {
            var rows = new RevenueRows();
            await AsyncRows.ForEachAsync(intervals, rows.Add, cancellation).ConfigureAwait(false);
            return rows.Build(RevenueAmounts.Difference);
        }
    }

    /// <summary>Follows levels of revenue: each row says what its subscription pays from an instant on.</summary>
    /// <param name="levels">The levels, in any order, of one currency.</param>
    /// <exception cref="ArgumentException">A level is negative or differs in currency, a subscription has two levels at one instant or two customers.</exception>
    /// <exception cref="OverflowException">A customer's total does not fit into 64 bits of annual millionths.</exception>
    public static RevenueTimeline FromLevels(IEnumerable<RevenueLevel> levels)
    {
        ArgumentNullException.ThrowIfNull(levels);
        var rows = new RevenueRows();
        foreach (RevenueLevel level in levels)
        {
            rows.Add(level);
        }

        return rows.Build(RevenueAmounts.SubscriptionLevel);
    }

    /// <summary>Follows levels of revenue that are read from a stream.</summary>
    /// <inheritdoc cref="FromLevels(IEnumerable{RevenueLevel})"/>
    /// <param name="levels">The levels, in any order, of one currency.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static Task<RevenueTimeline> FromLevelsAsync(IAsyncEnumerable<RevenueLevel> levels, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(levels);
        return ResultAsync();

        async Task<RevenueTimeline> ResultAsync()
        {
            var rows = new RevenueRows();
            await AsyncRows.ForEachAsync(levels, rows.Add, cancellation).ConfigureAwait(false);
            return rows.Build(RevenueAmounts.SubscriptionLevel);
        }
    }

    /// <summary>Builds a timeline of levels of revenue in columns, without an object for each.</summary>
    /// <remarks>
    /// <para><b>Cost:</b> linear, whatever the order of the rows, on all cores; 40 bytes a row at the peak, and 8 where keys are no small numbers.</para>
    /// </remarks>
    /// <typeparam name="TCustomer">The caller's key of a customer: a number, a <see cref="Guid"/>, a text.</typeparam>
    /// <typeparam name="TSubscription">The caller's key of a subscription.</typeparam>
    /// <param name="currency">The currency of all levels.</param>
    /// <param name="customers">The customer of each row.</param>
    /// <param name="subscriptions">The subscription of each row.</param>
    /// <param name="at">From when the level holds.</param>
    /// <param name="monthlyMinorUnits">The monthly level from then on, counted in the currency's smallest unit: 4900 is 49.00 EUR.</param>
    /// <param name="execution">How many threads take part; all cores if left out.</param>
    /// <exception cref="ArgumentException">The columns differ in length, a level is negative, a subscription has two levels at one instant or two customers.</exception>
    /// <exception cref="OverflowException">A customer's total does not fit into 64 bits of annual millionths.</exception>
    public static RevenueTimeline FromColumns<TCustomer, TSubscription>(
        Currency currency, ReadOnlySpan<TCustomer> customers, ReadOnlySpan<TSubscription> subscriptions, ReadOnlySpan<Instant> at, ReadOnlySpan<long> monthlyMinorUnits, ExecutionOptions? execution = null)
        where TCustomer : notnull
        where TSubscription : notnull
    {
        RequireOneLength(customers.Length, subscriptions.Length, at.Length, monthlyMinorUnits.Length);
        (RevenueColumns columns, ICustomerNames names) = RevenueRowCollector<TCustomer, TSubscription>.Build(
            customers, subscriptions, at, monthlyMinorUnits, 12 * currency.MillionthsPerMinorUnit, execution ?? ExecutionOptions.Default);
        return new RevenueTimeline(currency, new LayeredColumns(columns), names, MetricPolicy.Default, history: null);
    }

    /// <summary>Makes a timeline of columns and what is beside them.</summary>
    internal static RevenueTimeline Of(Currency currency, LayeredColumns runs, ICustomerNames names) => new(currency, runs, names, MetricPolicy.Default, history: null);

    /// <summary>Makes a timeline of columns that come from a history.</summary>
    internal static RevenueTimeline Of(RevenueOrigin origin, RevenueColumns columns, ICustomerNames names) =>
        new(origin.Currency, new LayeredColumns(columns), names, origin.Policy, origin.History);

    /// <summary>Refuses columns of unequal length.</summary>
    internal static void RequireOneLength(int customers, int subscriptions, int at, int monthlyMinorUnits)
    {
        if (subscriptions != customers || at != customers || monthlyMinorUnits != customers)
        {
            throw new ArgumentException(FormattableString.Invariant($"The columns have {customers}, {subscriptions}, {at} and {monthlyMinorUnits} rows; they must have the same number."), nameof(customers));
        }
    }

    /// <summary>Makes a timeline of collected rows.</summary>
    internal static RevenueTimeline Of<TCustomer, TSubscription>(RevenueRowCollector<TCustomer, TSubscription> rows, RevenueOrigin origin, RevenueAmounts amounts, bool keepsLeads, ExecutionOptions execution)
        where TCustomer : notnull
        where TSubscription : notnull
    {
        (RevenueColumns columns, ICustomerNames names) = rows.Build(amounts, keepsLeads, execution);
        return new RevenueTimeline(origin.Currency, new LayeredColumns(columns), names, origin.Policy, origin.History);
    }

    /// <summary>Rows of facts, collected one by one.</summary>
    internal sealed class RevenueRows
    {
        private readonly RevenueRowCollector<CustomerId, SubscriptionId> rows = new(expectedRows: 0);

        /// <summary>The currency, once it is known.</summary>
        public Currency? Currency { get; set; }

        /// <summary>The policy that made the rows.</summary>
        public MetricPolicy Policy { get; init; } = MetricPolicy.Default;

        /// <summary>The history the rows come from, if they do.</summary>
        public SubscriptionHistory? History { get; init; }

        /// <summary>Checks an amount against those before.</summary>
        public long Accept(CustomerId customer, RecurringRevenue revenue)
        {
            Currency ??= revenue.Currency;
            if (revenue.Currency != Currency)
            {
                throw new ArgumentException(FormattableString.Invariant($"Customer {customer} pays {revenue}, others pay {Currency}; a timeline has one currency."), nameof(revenue));
            }

            return revenue.AnnualMillionths >= 0
                ? (long)revenue.AnnualMillionths
                : throw new ArgumentException(FormattableString.Invariant($"Customer {customer} pays {revenue}; revenue is 0 or more."), nameof(revenue));
        }

        /// <summary>Takes in a customer, with or without rows.</summary>
        public void Take(CustomerId customer) => rows.Take(customer);

        /// <summary>Adds the start and the end of an interval.</summary>
        public void Add(RevenueInterval interval)
        {
            if (interval.End < interval.Start)
            {
                throw new ArgumentException(FormattableString.Invariant($"The interval of customer {interval.Customer} from {interval.Start} ends at {interval.End}; it must not end before it starts."), nameof(interval));
            }

            long revenue = Accept(interval.Customer, interval.Revenue);
            Add(interval.Customer, interval.Start, revenue);
            if (interval.End is { } end)
            {
                Add(interval.Customer, end, -revenue);
            }
        }

        /// <summary>Adds a level.</summary>
        public void Add(RevenueLevel level) => Add(level.Customer, level.Subscription, level.At, Accept(level.Customer, level.Revenue));

        public void Add(CustomerId customer, Instant at, long difference) => rows.AddDifference(customer, at.ToUnixTimeTicks(), difference);

        public void Add(CustomerId customer, SubscriptionId subscription, Instant at, long level, bool keepsCustomer = false) =>
            rows.AddLevel(customer, subscription, at.ToUnixTimeTicks(), level, keepsCustomer);

        public RevenueTimeline Build(RevenueAmounts amounts, bool keepsLeads = false) =>
            Of(rows, new RevenueOrigin(Currency ?? Metrics.Currency.None, Policy, History), amounts, keepsLeads, ExecutionOptions.Default);
    }
}
