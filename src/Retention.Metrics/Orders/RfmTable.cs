using System.Collections;
using NodaTime;

namespace Retention.Metrics;

/// <summary>Recency, frequency and monetary value (RFM) of one customer.</summary>
/// <param name="Customer">Who.</param>
/// <param name="Frequency">Repeat purchases: days with an order, without the first.</param>
/// <param name="RecencyDays">Days from the first to the last day with an order.</param>
/// <param name="AgeDays">Days from the first day with an order to the end of observation.</param>
/// <param name="RepeatRevenue">What all days with an order but the first brought.</param>
public readonly record struct RfmRow(CustomerId Customer, int Frequency, int RecencyDays, int AgeDays, Money RepeatRevenue)
{
    /// <summary>The mean revenue of a day with repeat purchases; undefined without one.</summary>
    public Ratio MeanRepeatRevenue => Ratio.Of(RepeatRevenue.Amount, Frequency);
}

/// <summary>Recency, frequency and monetary value (RFM) of every customer who has ordered by a day.</summary>
/// <remarks>
/// <para><b>Formula:</b> the orders of a customer on one local day are one purchase. Frequency = purchases − 1; recency = last day − first day;
/// age = end − first day; monetary value = revenue of the repeat purchases / frequency.</para>
/// <para><b>Unit:</b> purchases, whole local days, money.</para>
/// <para><b>Undefined:</b> the monetary value of a customer without a repeat purchase.</para>
/// <para><b>Cost:</b> one pass over the orders; 20 bytes for each customer.</para>
/// <para><b>Source:</b> Fader, Hardie and Lee (2005), RFM and CLV: using iso-value curves, Journal of Marketing Research 42(4).</para>
/// </remarks>
/// <example><code>
/// RfmTable table = book.Rfm(DateTimeZone.Utc, end: new LocalDate(2026, 1, 31));
/// table[0].Frequency;       // 1
/// table[0].RecencyDays;     // 4
/// table[0].AgeDays;         // 26
/// </code></example>
public sealed class RfmTable : IReadOnlyList<RfmRow>
{
    private readonly OrderTimeline book;
    private readonly RfmColumns columns;

    internal RfmTable(OrderTimeline book, LocalDate end, RfmColumns columns) => (this.book, End, this.columns) = (book, end, columns);

    /// <summary>The last day of observation, inclusive.</summary>
    public LocalDate End { get; }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency => book.Currency;

    /// <summary>How many customers have ordered by the end.</summary>
    public int Count => columns.Frequency.Length;

    /// <summary>The repeat purchases of each customer, as a column.</summary>
    public ReadOnlySpan<int> Frequency => columns.Frequency;

    /// <summary>The days from first to last purchase of each customer, as a column.</summary>
    public ReadOnlySpan<int> RecencyDays => columns.RecencyDays;

    /// <summary>The days from the first purchase of each customer to the end, as a column.</summary>
    public ReadOnlySpan<int> AgeDays => columns.AgeDays;

    /// <summary>What the repeat purchases of each customer brought, as a column of millionths of the currency's unit.</summary>
    public ReadOnlySpan<long> RepeatRevenueMillionths => columns.RepeatRevenue;

    /// <summary>Puts the key of each customer into a column: the caller's own, as the book was built with, to join the figures by.</summary>
    /// <typeparam name="TKey">The type of the book's keys, or <see cref="CustomerId"/>.</typeparam>
    /// <param name="keys">Gets the keys.</param>
    /// <exception cref="ArgumentException">The book was built with keys of another type, or there is no room for all.</exception>
    public void CopyCustomersTo<TKey>(Span<TKey> keys)
        where TKey : notnull
    {
        if (keys.Length < Count)
        {
            throw new ArgumentException(FormattableString.Invariant($"There is room for {keys.Length} keys; there are {Count} customers."), nameof(keys));
        }

        Func<int, TKey> keyOf = book.Names switch
        {
            ICustomerKeys<TKey> own => own.KeyOf,
            { } names when (Func<int, CustomerId>)names.NameOf is Func<int, TKey> nameOf => nameOf,
            _ => throw new ArgumentException(FormattableString.Invariant($"The book was built with keys of another type than {typeof(TKey).Name}."), nameof(keys)),
        };
        for (int i = 0; i < Count; i++)
        {
            keys[i] = keyOf(columns.Customers?[i] ?? i);
        }
    }

    /// <summary>The figures of one customer.</summary>
    public RfmRow this[int index] => new(
        book.CustomerAt(columns.Customers?.At(index) ?? Rows.Checked(index, Count)),
        columns.Frequency[index],
        columns.RecencyDays[index],
        columns.AgeDays[index],
        OrderMetrics.Amount(columns.RepeatRevenue[index], Currency));

    /// <inheritdoc/>
    public IEnumerator<RfmRow> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
