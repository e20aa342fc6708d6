using System.Runtime.CompilerServices;

namespace Retention.Metrics.Histories.Columns;

/// <summary>The currency of each subscription that is not refused, and totals of the subscriptions of each currency.</summary>
/// <remarks>A subscription that never had a price is in the first part; one that is not refused has one currency.</remarks>
internal sealed class SubscriptionCurrencies
{
    private const int SubscriptionsPerRange = 1 << 14;
    private const int NoPrice = 0;

    // By subscription the number of its currency plus 1.
    private readonly byte[] codes;

    private readonly byte[] partOfCode = new byte[byte.MaxValue + 1];
    private readonly CurrencyTotal[] totals;

    private SubscriptionCurrencies(byte[] codes, CurrencyTotal[] totals)
    {
        this.codes = codes;
        this.totals = totals;
        Priced = [.. Enumerable.Range(NoPrice + 1, byte.MaxValue).Where(code => totals[code].Subscriptions > 0).Select(code => Currency.OfNumber((byte)(code - 1))).OrderBy(currency => currency.Code, StringComparer.Ordinal)];
        Parts = Priced.Length == 0 && totals[NoPrice].Subscriptions > 0 ? [Currency.None] : Priced;
        for (int part = 0; part < Priced.Length; part++)
        {
            partOfCode[Priced[part].Number + 1] = (byte)part;
        }
    }

    /// <summary>The currencies of prices, by code.</summary>
    public Currency[] Priced { get; }

    /// <summary>The currency of each part, by code.</summary>
    public Currency[] Parts { get; }

    /// <summary>Reads the currency of each subscription from its first price, on all threads.</summary>
    public static SubscriptionCurrencies Of(CheckedFacts facts, ExecutionOptions execution)
    {
        byte[] codes = FreshMemory.ToFill<byte>(facts.Subscriptions);
        CurrencyTotal[] totals = NewTotals();
        var gate = new Lock();
        execution.ForEach((codes.Length + SubscriptionsPerRange - 1) / SubscriptionsPerRange, range =>
        {
            CurrencyTotal[] own = NewTotals();
            int end = Math.Min((range + 1) * SubscriptionsPerRange, codes.Length);
            for (int subscription = range * SubscriptionsPerRange; subscription < end; subscription++)
            {
                ReadOnlySpan<FactRow> rows = facts.RowsOf(subscription);
                if (!rows.IsEmpty)
                {
                    codes[subscription] = CodeOf(rows, facts.Tables.Prices);
                    own[codes[subscription]].Add(new CurrencyTotal(1, rows.Length, facts.Tables.Details.At(rows[0]), facts.Tables.Details.At(rows[^1])));
                }
            }

            lock (gate)
            {
                for (int code = 0; code < own.Length; code++)
                {
                    totals[code].Add(own[code]);
                }
            }
        });
        return new SubscriptionCurrencies(codes, totals);
    }

    /// <summary>The part of a subscription that is not refused.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int PartOf(int subscription) => partOfCode[codes[subscription]];

    /// <summary>The totals of a part.</summary>
    public CurrencyTotal TotalOf(int part)
    {
        CurrencyTotal total = totals[Parts[part].Number + 1];
        if (part == 0)
        {
            total.Add(totals[NoPrice]);
        }

        return total;
    }

    private static byte CodeOf(ReadOnlySpan<FactRow> rows, FactPrices prices)
    {
        foreach (ref readonly FactRow row in rows)
        {
            if (row.Content.SetsPrice)
            {
                return (byte)(prices.CurrencyOf(row.Content.Index).Number + 1);
            }
        }

        return NoPrice;
    }

    private static CurrencyTotal[] NewTotals()
    {
        var totals = new CurrencyTotal[byte.MaxValue + 1];
        Array.Fill(totals, CurrencyTotal.None);
        return totals;
    }
}

/// <summary>Totals of subscriptions: how many there are, how many events they have, and the first and the last instant of these.</summary>
internal record struct CurrencyTotal(int Subscriptions, int Events, FactInstant First, FactInstant Last)
{
    /// <summary>The totals of no subscriptions.</summary>
    public static CurrencyTotal None => new(0, 0, new(long.MaxValue, 0), new(long.MinValue, 0));

    /// <summary>Adds those of others.</summary>
    public void Add(in CurrencyTotal other)
    {
        Subscriptions += other.Subscriptions;
        Events += other.Events;
        First = other.First < First ? other.First : First;
        Last = other.Last > Last ? other.Last : Last;
    }
}
