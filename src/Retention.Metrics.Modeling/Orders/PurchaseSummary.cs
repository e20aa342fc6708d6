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
/// <para><b>Cost:</b> one pass over the orders and a sort of the customers.</para>
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
    /// <exception cref="ArgumentException">The unit is not a length of time, or an amount is negative.</exception>
    public static PurchaseSummary Of(IEnumerable<Purchase> purchases, LocalDate end, ModelUnit unit)
    {
        PurchaseDays days = PurchaseDays.Collect(purchases);
        return Of(days, end, unit);
    }

    /// <summary>Summarizes the orders of a book that count, up to a day.</summary>
    /// <param name="orders">The orders, with cancelled ones and refunds treated by the book's policy.</param>
    /// <param name="zone">The time zone of the days.</param>
    /// <param name="end">The last day of observation, inclusive.</param>
    /// <param name="unit">The unit of time.</param>
    /// <returns>One row per customer who bought by the end.</returns>
    /// <exception cref="ArgumentException">The unit is not a length of time.</exception>
    public static PurchaseSummary Of(OrderTimeline orders, DateTimeZone zone, LocalDate end, ModelUnit unit) =>
        Of(PurchaseDays.Collect(orders, zone), end, unit);

    /// <summary>Summarizes a history of orders under the default policy: cancelled orders left out, refunds subtracted.</summary>
    /// <param name="orders">The orders.</param>
    /// <param name="zone">The time zone of the days.</param>
    /// <param name="end">The last day of observation, inclusive.</param>
    /// <param name="unit">The unit of time.</param>
    /// <returns>One row per customer who bought by the end.</returns>
    /// <exception cref="ArgumentException">The unit is not a length of time, or the history holds several currencies.</exception>
    public static PurchaseSummary Of(OrderHistory orders, DateTimeZone zone, LocalDate end, ModelUnit unit) =>
        Of(OrderTimeline.FromHistory(orders), zone, end, unit);

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

    internal static PurchaseSummary Of(PurchaseDays days, LocalDate end, ModelUnit unit)
    {
        double length = LengthOf(unit);
        int last = PurchaseDays.Number(end);
        var rows = new List<CustomerPurchases>(days.Customers.Length);
        for (int customer = 0; customer < days.Customers.Length; customer++)
        {
            ReadOnlySpan<int> dates = days.DatesOf(customer);
            ReadOnlySpan<decimal> amounts = days.AmountsOf(customer);
            int count = PurchaseDays.CountUpTo(dates, last);
            if (count == 0)
            {
                continue;
            }

            decimal repeat = 0m;
            for (int i = 1; i < count; i++)
            {
                repeat += amounts[i];
            }

            var history = new PurchaseHistory(count - 1, (dates[count - 1] - dates[0]) / length, (last - dates[0]) / length);
            rows.Add(new CustomerPurchases(days.Customers[customer], history, repeat, amounts[0]));
        }

        return new PurchaseSummary([.. rows], unit, end);
    }

    internal static double LengthOf(ModelUnit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return unit.Days ?? throw new ArgumentException($"The unit '{unit.Name}' is not a length of time.", nameof(unit));
    }
}
