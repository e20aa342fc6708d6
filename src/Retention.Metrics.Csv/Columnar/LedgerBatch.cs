using System.Text;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Csv.Subscriptions;

namespace Retention.Metrics.Csv.Columnar;

/// <summary>Some rows of a file of levels on their way into columns, read by one thread; their ids have no numbers yet.</summary>
/// <param name="table">The table that reads for the thread.</param>
/// <param name="named">Whether the rows name subscriptions beside customers.</param>
internal sealed class LedgerBatch(CsvTable table, bool named) : IRowBatch
{
    private const int MonthsInYear = 12;
    private const int RowsAtFirst = 1 << 6;

    private readonly bool hasQuantity = table.Has(Column.Quantity);
    private readonly List<(Currency Currency, long Line)> currencies = [];
    private LedgerRow[] rows = new LedgerRow[RowsAtFirst];
    private int count;

    /// <summary>The ids of the customers.</summary>
    public IdBatch Customers { get; } = new(RowsAtFirst);

    /// <summary>The ids of the subscriptions, if the rows name any.</summary>
    public IdBatch? Subscriptions { get; } = named ? new IdBatch(RowsAtFirst) : null;

    /// <summary>The line of each row.</summary>
    public List<long> Lines { get; } = [];

    /// <summary>Levels that cannot be.</summary>
    public List<RowFinding> Findings { get; } = [];

    /// <summary>The subscriptions that refused rows leave out.</summary>
    public List<string> RefusedSubscriptions { get; } = [];

    /// <summary>The customers that refused rows leave out, where the subscription cannot be read.</summary>
    public List<string> RefusedCustomers { get; } = [];

    /// <summary>The currencies, each with the line on which it follows another.</summary>
    public IReadOnlyList<(Currency Currency, long Line)> Currencies => currencies;

    public void Add(bool whole)
    {
        bool hasCustomer = table.Name(Column.CustomerId, out ReadOnlySpan<byte> customer), hasSubscription = table.Name(Column.SubscriptionId, out ReadOnlySpan<byte> subscription);
        if (whole
            && (hasCustomer || table.RefuseText(Column.CustomerId))
            && (hasSubscription || !named || table.RefuseText(Column.SubscriptionId))
            && table.Ticks(Column.At, out long ticks)
            && TryLevel(out long annual))
        {
            Customers.Add(customer);
            Subscriptions?.Add(subscription);
            Lines.Add(table.Line);
            if (count == rows.Length)
            {
                Array.Resize(ref rows, 2 * count);
            }

            rows[count++] = new LedgerRow { Ticks = ticks, Amount = annual };
        }
        else if (named && hasSubscription)
        {
            RefusedSubscriptions.Add(Encoding.UTF8.GetString(subscription));
        }
        else if (hasCustomer)
        {
            RefusedCustomers.Add(Encoding.UTF8.GetString(customer));
        }
    }

    /// <summary>The rows, which are given away.</summary>
    public ArraySegment<LedgerRow> TakeRows()
    {
        var taken = new ArraySegment<LedgerRow>(rows, 0, count);
        (rows, count) = (new LedgerRow[Math.Max(RowsAtFirst, count)], 0);
        return taken;
    }

    public void Clear()
    {
        count = 0;
        Customers.Clear();
        Subscriptions?.Clear();
        Lines.Clear();
        Findings.Clear();
        RefusedSubscriptions.Clear();
        RefusedCustomers.Clear();
        currencies.Clear();
    }

    /// <summary>Reads the level of a row in annual millionths. One that cannot be is a finding.</summary>
    private bool TryLevel(out long annual)
    {
        annual = 0;
        if (!table.CurrencyOfRow(out Currency currency))
        {
            return false;
        }

        if (!hasQuantity && table.TryPlainAmount(Column.MonthlyAmount, currency, out long millionths, out _))
        {
            annual = millionths * MonthsInYear;
        }
        else if (!PriceCells.TryReadMonthly(table, currency, out RecurringPrice price))
        {
            return false;
        }
        else if (price.Problem(discount: null) is { } problem)
        {
            Findings.Add(new RowFinding(count, SubscriptionHistory.KindOf(problem.Kind), $"{problem.Message}", [table.Line]));
            return false;
        }
        else
        {
            annual = price.Annual(discount: null, MetricPolicy.Default);
        }

        if (currencies.Count == 0 || currencies[^1].Currency != currency)
        {
            currencies.Add((currency, table.Line));
        }

        return true;
    }
}
