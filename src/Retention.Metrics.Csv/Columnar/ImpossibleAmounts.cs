using NodaTime;

namespace Retention.Metrics.Csv.Columnar;

/// <summary>Amounts that no order can have. Their rows stay until it is known which orders came again: numbered below 0, where no amount is.</summary>
internal sealed class ImpossibleAmounts
{
    private readonly Dictionary<Money, long> numbers = [];
    private readonly List<Money> amounts = [];

    /// <summary>The millionths of an amount, or the number of one that no order can have.</summary>
    public long NumberOf(Money amount)
    {
        if (numbers.TryGetValue(amount, out long number))
        {
            return number;
        }

        if (OrderHistory.Problem(new Order("somebody", Instant.MinValue, amount)) is null)
        {
            _ = RecurringRevenue.TryMillionths(amount.Amount, out Int128 millionths);
            return (long)millionths;
        }

        amounts.Add(amount);
        numbers.Add(amount, -amounts.Count);
        return -amounts.Count;
    }

    /// <summary>The order of a row, with the amount that it has in the file.</summary>
    public Order OrderOf(FileRows rows, LedgerRow row, Currency currency) =>
        new(rows.CustomerTexts(row.Customer), Instant.FromUnixTimeTicks(row.Ticks), row.Amount < 0 ? amounts[(int)(-row.Amount - 1)] : currency.Amount(row.Amount / (decimal)RecurringRevenue.MillionthsPerUnit))
        {
            Id = row.Subscription != rows.NumberOfNoId && rows.IsNamed ? new OrderId(rows.SubscriptionTexts(row.Subscription)) : default(OrderId?),
        };

    /// <summary>Removes the rows with impossible amounts.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="findings">Where to say so.</param>
    /// <param name="linesOf">The lines of orders that were added up.</param>
    public void TakeOut(FileRows rows, List<CsvFinding> findings, IReadOnlyDictionary<int, long[]> linesOf)
    {
        if (amounts.Count == 0)
        {
            return;
        }

        foreach ((LedgerRow row, long line) in rows.Where(row => row.Amount < 0))
        {
            Order order = OrderOf(rows, row, default);
            (FindingKind kind, string message) = OrderHistory.Problem(order)!.Value;
            findings.Add(new CsvFinding(linesOf.GetValueOrDefault(row.Subscription, [line]), kind, OrderHistory.Describe(order, message)));
        }

        rows.RemoveAll(row => row.Amount < 0);
    }
}
