using System.Collections.Immutable;
using NodaTime;
using Retention.Metrics.Modeling.Fitting;
using Retention.Metrics.Modeling.Orders;

namespace Retention.Metrics.Modeling;

/// <summary>Recency, frequency and value of every customer (RFM): what the purchase models are fitted to.</summary>
/// <remarks>
/// <para><b>Formula:</b> orders of a customer on one local day are one purchase. Frequency = purchases − 1; recency = last − first day;
/// age = end − first day; mean repeat value = amount of the repeat purchases / frequency.</para>
/// <para><b>Unit:</b> times are whole local days divided by the length of the unit, so 213 days are 30.43 weeks.</para>
/// <para><b>Undefined:</b> the mean repeat value of a customer without a repeat purchase is null.</para>
/// <para><b>Cost:</b> that of an <see cref="RfmTable"/>, of which it is made, and a sort of the customers.</para>
/// <para><b>Source:</b> Fader, Hardie and Lee (2005), RFM and CLV: using iso-value curves, Journal of Marketing Research 42(4).</para>
/// </remarks>
/// <example><code>
/// PurchaseSummary summary = PurchaseSummary.Of(
///     [new("ada", new(2026, 1, 5), 30m), new("ada", new(2026, 1, 5), 4m), new("ada", new(2026, 1, 19), 50m)],
///     end: new LocalDate(2026, 2, 2),
///     ModelUnit.Week);
/// summary["ada"].History.Frequency; // 1: the two orders of 5 January are one purchase
/// summary["ada"].History.Recency; // 2: weeks from the first purchase to the last
/// </code></example>
public sealed class PurchaseSummary
{
    private readonly Lazy<RowCounts<PurchaseHistory>> compressed;
    private readonly Lazy<Dictionary<CustomerId, int>> index;

    private PurchaseSummary(ImmutableArray<CustomerPurchases> customers, ModelUnit unit, LocalDate? end)
    {
        Customers = customers;
        Unit = unit;
        End = end;
        compressed = new(() => RowCounts<PurchaseHistory>.Of(Customers.Select(customer => customer.History)));
        index = new(() =>
        {
            var positions = new Dictionary<CustomerId, int>(Customers.Length);
            for (int i = 0; i < Customers.Length; i++)
            {
                positions.Add(Customers[i].Customer, i);
            }

            return positions;
        });
    }

    /// <summary>The customers, in the order of their ids.</summary>
    public ImmutableArray<CustomerPurchases> Customers { get; }

    /// <summary>The unit of time.</summary>
    public ModelUnit Unit { get; }

    /// <summary>The last day of observation, inclusive; null for rows that came without one.</summary>
    public LocalDate? End { get; }

    /// <summary>The row of one customer.</summary>
    /// <param name="customer">The customer of the row.</param>
    /// <exception cref="KeyNotFoundException">The customer had not bought by the end.</exception>
    public CustomerPurchases this[CustomerId customer] =>
        index.Value.TryGetValue(customer, out int position)
            ? Customers[position]
            : throw new KeyNotFoundException($"Customer {customer} is not in the summary.");

    internal RowCounts<PurchaseHistory> Compressed => compressed.Value;

    /// <summary>Summarizes orders, in any order, up to a day.</summary>
    /// <param name="purchases">The orders; those after <paramref name="end"/> are left out.</param>
    /// <param name="end">The last day of observation, inclusive.</param>
    /// <param name="unit">The unit of time.</param>
    /// <returns>One row per customer who bought by the end.</returns>
    /// <exception cref="ArgumentException">The unit is not a length of time, or an amount is negative or has more than six decimals.</exception>
    public static PurchaseSummary Of(IEnumerable<Purchase> purchases, LocalDate end, ModelUnit unit) =>
        Of(PurchaseTimeline.Of(purchases), DateTimeZone.Utc, end, unit);

    /// <summary>Summarizes the orders of a timeline, up to a day.</summary>
    /// <param name="orders">The orders, with cancelled ones and refunds treated by the timeline's policy.</param>
    /// <param name="zone">The time zone of the days.</param>
    /// <param name="end">The last day of observation, inclusive.</param>
    /// <param name="unit">The unit of time.</param>
    /// <returns>One row per customer who bought by the end.</returns>
    /// <exception cref="ArgumentException">The unit is not a length of time.</exception>
    public static PurchaseSummary Of(OrderTimeline orders, DateTimeZone zone, LocalDate end, ModelUnit unit)
    {
        ArgumentNullException.ThrowIfNull(orders);
        return Of(orders.Rfm(zone, end), unit);
    }

    /// <summary>Summarizes a history of orders under the default policy: cancelled orders left out, refunds subtracted.</summary>
    /// <param name="orders">The orders.</param>
    /// <param name="zone">The time zone of the days.</param>
    /// <param name="end">The last day of observation, inclusive.</param>
    /// <param name="unit">The unit of time.</param>
    /// <returns>One row per customer who bought by the end.</returns>
    /// <exception cref="ArgumentException">The unit is not a length of time, or the history holds several currencies.</exception>
    public static PurchaseSummary Of(OrderHistory orders, DateTimeZone zone, LocalDate end, ModelUnit unit) =>
        Of(OrderTimeline.FromHistory(orders), zone, end, unit);

    /// <summary>Takes a table of recency, frequency and value, from the core or from totals of any engine.</summary>
    /// <param name="table">The table.</param>
    /// <param name="unit">The unit of time.</param>
    /// <returns>One row per customer of the table.</returns>
    /// <exception cref="ArgumentException">The unit is not a length of time.</exception>
    public static PurchaseSummary Of(RfmTable table, ModelUnit unit)
    {
        ArgumentNullException.ThrowIfNull(table);
        double length = LengthOf(unit);
        var ids = new CustomerId[table.Count];
        table.CopyCustomersTo<CustomerId>(ids);
        var rows = new CustomerPurchases[ids.Length];
        int next = 0;
        foreach (int row in OrdinalOrder.Of([.. ids.Select(id => id.Value)]))
        {
            var history = new PurchaseHistory(table.Frequency[row], table.RecencyDays[row] / length, table.AgeDays[row] / length);
            rows[next++] = new CustomerPurchases(ids[row], history, Amount(table.RepeatRevenueMillionths[row]), Amount(table.FirstRevenueMillionths[row]));
        }

        return new PurchaseSummary([.. rows], unit, table.End);

        static decimal Amount(long millionths) => (decimal)millionths / RecurringRevenue.MillionthsPerUnit;
    }

    /// <summary>Takes rows that were summarized elsewhere.</summary>
    /// <param name="customers">The rows; no customer may occur twice.</param>
    /// <param name="unit">The unit of their times.</param>
    /// <returns>The summary.</returns>
    /// <exception cref="ArgumentException">A customer occurs twice.</exception>
    public static PurchaseSummary Of(IEnumerable<CustomerPurchases> customers, ModelUnit unit)
    {
        ArgumentNullException.ThrowIfNull(customers);
        ArgumentNullException.ThrowIfNull(unit);
        CustomerPurchases[] unsorted = [.. customers];
        CustomerPurchases[] rows = [.. OrdinalOrder.Of([.. unsorted.Select(row => row.Customer.Value)]).Select(position => unsorted[position])];
        for (int i = 1; i < rows.Length; i++)
        {
            if (rows[i].Customer == rows[i - 1].Customer)
            {
                throw new ArgumentException($"Customer {rows[i].Customer} occurs twice; a summary has one row per customer.", nameof(customers));
            }
        }

        return new PurchaseSummary([.. rows], unit, null);
    }

    internal static double LengthOf(ModelUnit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return unit.Days ?? throw new ArgumentException($"The unit '{unit.Name}' is not a length of time.", nameof(unit));
    }

    /// <summary>How many customers there are, and in which unit.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => FormattableString.Invariant($"{Customers.Length} customers in {Unit}");
}
