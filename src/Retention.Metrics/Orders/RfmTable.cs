using System.Collections;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Retention.Metrics;

/// <summary>Recency, frequency and monetary value (RFM) of every customer who has ordered by a day.</summary>
/// <remarks>
/// <para><b>Formula:</b> the orders of a customer on one local day are one purchase. Frequency = purchases − 1; recency = last day − first day;
/// age = end − first day; monetary value = revenue of the repeat purchases / frequency.</para>
/// <para><b>Unit:</b> purchases, whole local days, money.</para>
/// <para><b>Undefined:</b> the monetary value of a customer without a repeat purchase.</para>
/// <para><b>Cost:</b> one pass over the orders; 28 bytes for each customer, and the customers' keys. The tables of segments are a
/// choice of its rows.</para>
/// <para><b>Source:</b> Fader, Hardie and Lee (2005), RFM and CLV: using iso-value curves, Journal of Marketing Research 42(4).</para>
/// </remarks>
/// <example><code>
/// RfmTable table = orders.Rfm(DateTimeZone.Utc, end: new LocalDate(2026, 1, 31));
/// table[0].Frequency;       // 1
/// table[0].RecencyDays;     // 4
/// table[0].AgeDays;         // 26
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("OrderTimeline.Rfm or RfmTable.FromTotals")]
public sealed class RfmTable : IReadOnlyList<RfmRow>, IEquatable<RfmTable>, IJsonAnswer
{
    private readonly AnswerScope scope;
    private readonly RfmCustomers customers;
    private readonly RfmColumns columns;

    internal RfmTable(LocalDate end, Currency currency, RfmCustomers customers, RfmColumns columns)
    {
        End = end.WithCalendar(CalendarSystem.Iso);
        Currency = currency;
        scope = new AnswerScope(currency, [("end", End)]);
        this.customers = customers;
        this.columns = columns;
    }

    /// <summary>Makes a table of the totals of each customer, wherever they were computed.</summary>
    /// <typeparam name="TCustomer">The caller's key of a customer: a number, a <see cref="Guid"/>, a text.</typeparam>
    /// <param name="end">The last day of observation, inclusive.</param>
    /// <param name="currency">The currency of all amounts.</param>
    /// <param name="customers">The customers, each once.</param>
    /// <param name="totals">The totals, one for each customer.</param>
    /// <exception cref="ArgumentException">
    /// A customer is blank or occurs twice, there is not one set of totals for each customer, or the totals of a customer contradict each other; the message names the
    /// customer and the row.
    /// </exception>
    public static RfmTable FromTotals<TCustomer>(LocalDate end, Currency currency, IReadOnlyList<TCustomer> customers, IReadOnlyList<RfmTotals> totals)
        where TCustomer : notnull
    {
        ArgumentNullException.ThrowIfNull(customers);
        ArgumentNullException.ThrowIfNull(totals);
        if (totals.Count != customers.Count)
        {
            throw new ArgumentException(FormattableString.Invariant($"There are totals of {totals.Count} customers, but {customers.Count} customers; expected one for each customer."), nameof(totals));
        }

        RfmKeys<TCustomer> keys = RfmKeys<TCustomer>.Of(customers);
        RfmColumns columns = RfmColumns.Uninitialized(totals.Count);
        for (int row = 0; row < totals.Count; row++)
        {
            RfmTotals one = totals[row];
            if (one.Contradiction() is { } contradiction)
            {
                throw new ArgumentException(FormattableString.Invariant($"Totals of customer {keys.NameOf(row)} in row {row}: {contradiction}."), nameof(totals));
            }

            columns.Set(row, in one);
        }

        return new RfmTable(end, currency, RfmCustomers.Of(keys, numbers: null, totals.Count), columns);
    }

    /// <summary>The last day of observation, inclusive.</summary>
    public LocalDate End { get; }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>The number of customers who have ordered by the end.</summary>
    public int Count => columns.Count;

    /// <summary>The repeat purchases of each customer, as a column.</summary>
    public ReadOnlySpan<int> Frequency => columns.Frequency;

    /// <summary>The days from first to last purchase of each customer, as a column.</summary>
    public ReadOnlySpan<int> RecencyDays => columns.RecencyDays;

    /// <summary>The days from the first purchase of each customer to the end, as a column.</summary>
    public ReadOnlySpan<int> AgeDays => columns.AgeDays;

    /// <summary>The revenue of each customer's first day with an order, as a column of millionths of the currency's unit.</summary>
    public ReadOnlySpan<long> FirstRevenueMillionths => columns.FirstRevenue;

    /// <summary>The revenue of each customer's repeat purchases, as a column of millionths of the currency's unit.</summary>
    public ReadOnlySpan<long> RepeatRevenueMillionths => columns.RepeatRevenue;

    /// <summary>The figures of one customer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public RfmRow this[int index]
    {
        get
        {
            RfmTotals totals = columns[Rows.Checked(index, Count)];
            return new RfmRow(
                customers.IdOf(index),
                totals.Frequency,
                totals.RecencyDays,
                totals.AgeDays,
                OrderMetrics.Amount(totals.FirstRevenue, Currency),
                OrderMetrics.Amount(totals.RepeatRevenue, Currency));
        }
    }

    /// <summary>Whether the figures of all customers are equal.</summary>
    public static bool operator ==(RfmTable? left, RfmTable? right) => Equals(left, right);

    /// <summary>Whether the figures of any customer differ.</summary>
    public static bool operator !=(RfmTable? left, RfmTable? right) => !Equals(left, right);

    /// <summary>Copies the key of each row's customer, as the timeline or the totals had it, to join the figures by.</summary>
    /// <typeparam name="TKey">The type of the keys, or <see cref="CustomerId"/>.</typeparam>
    /// <param name="keys">The destination, with a place for each row.</param>
    /// <exception cref="ArgumentException">The keys have another type, or there is no room for all.</exception>
    public void CopyCustomersTo<TKey>(Span<TKey> keys)
        where TKey : notnull
    {
        if (keys.Length < Count)
        {
            throw new ArgumentException(FormattableString.Invariant($"There is room for {keys.Length} keys; there are {Count} customers."), nameof(keys));
        }

        if (!customers.TryCopyKeys(keys))
        {
            throw new ArgumentException(FormattableString.Invariant($"The customers have keys of another type than {typeof(TKey).Name}."), nameof(keys));
        }
    }

    /// <summary>Adds the rows of other customers.</summary>
    /// <remarks>A part without customers and without a currency merges with any.</remarks>
    /// <exception cref="ArgumentException">End or currency differ, or a customer is in both parts; the message names what differs, or the customer.</exception>
    public RfmTable Merge(RfmTable other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Currency currency = scope.RequireMergeable(other.scope, Count == 0, other.Count == 0);
        (RfmTable few, RfmTable many) = Count < other.Count ? (this, other) : (other, this);
        HashSet<CustomerId> known = [.. few.Ids()];
        foreach (CustomerId customer in few.Count == 0 ? [] : many.Ids())
        {
            if (known.Contains(customer))
            {
                throw new ArgumentException(FormattableString.Invariant($"Customer {customer} is in both parts; parts merge when they share no customer."), nameof(other));
            }
        }

        return new RfmTable(End, currency, customers.Concat(other.customers), columns.Concat(other.columns));
    }

    /// <inheritdoc/>
    public IEnumerator<RfmRow> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether end, currency and the figures of all customers are equal, whatever the order of the rows.</summary>
    public bool Equals(RfmTable? other) =>
        other is not null && scope.Equals(other.scope) && Count == other.Count
        && (HasRowsOf(other) || ByCustomer().AsSpan().SequenceEqual(other.ByCustomer()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RfmTable);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        // Sums do not depend on the order of the rows.
        Int128 revenue = 0;
        long purchases = 0;
        for (int row = 0; row < Count; row++)
        {
            revenue += (Int128)columns.FirstRevenue[row] + columns.RepeatRevenue[row];
            purchases += columns.Frequency[row];
        }

        return HashCode.Combine(scope, Count, purchases, revenue);
    }

    private IEnumerable<CustomerId> Ids() => Enumerable.Range(0, Count).Select(customers.IdOf);

    private bool HasRowsOf(RfmTable other)
    {
        for (int row = 0; row < Count; row++)
        {
            if (columns[row] != other.columns[row] || customers.IdOf(row) != other.customers.IdOf(row))
            {
                return false;
            }
        }

        return true;
    }

    private (CustomerId Customer, RfmTotals Totals)[] ByCustomer()
    {
        var rows = new (CustomerId, RfmTotals)[Count];
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = (customers.IdOf(row), columns[row]);
        }

        Array.Sort(rows);
        return rows;
    }

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("end", End);
        json.Add("currency", Currency);
        json.AddObjects("customers", this, static (fields, customer) => customer.WriteTo(fields));
    }

    /// <summary>How many customers there are, up to which day.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count} customers up to {LocalDatePattern.Iso.Format(End)}, {Currency}");
}
