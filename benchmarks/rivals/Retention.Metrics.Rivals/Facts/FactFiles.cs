using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;
using Retention.Metrics.Rivals.Jobs;

namespace Retention.Metrics.Rivals.Facts;

/// <summary>Writes the facts behind a generated log, with ids, amounts and instants as exports have them.</summary>
internal static class FactFiles
{
    private const string IntervalHeader = "subscription_id,customer_id,start_date,end_date,mrr,currency";
    private const string EventHeader = "subscription_id,customer_id,event,at,mrr,currency";
    private const string OrderHeader = "order_id,customer_id,ordered_at,amount,currency";

    /// <summary>The file of a kind of fact.</summary>
    public static string PathOf(DataSet data, FactKind kind) =>
        Path.Combine(data.Folder, FormattableString.Invariant($"facts_{kind.ToString().ToLowerInvariant()}_{data.Size}.csv"));

    /// <summary>Writes the file of a kind of fact, from the log of the same data.</summary>
    /// <returns>How many rows it has.</returns>
    public static long Write(DataSet data, FactKind kind)
    {
        using var to = new StreamWriter(PathOf(data, kind), append: false, new UTF8Encoding(false), 1 << 20) { NewLine = "\n" };
        return kind switch
        {
            FactKind.Intervals => WriteIntervals(data, to),
            FactKind.Events => WriteEvents(data, to),
            _ => WriteOrders(data, to),
        };
    }

    private static long WriteIntervals(DataSet data, StreamWriter to)
    {
        to.WriteLine(IntervalHeader);
        var open = new Dictionary<int, LogRow>();
        long rows = 0;
        foreach (LogRow row in Log(data))
        {
            if (open.Remove(row.Subscription, out LogRow before) && before.Amount > 0)
            {
                WriteInterval(before, row.Time);
            }

            open[row.Subscription] = row;
        }

        foreach (LogRow last in open.Values.Where(last => last.Amount > 0).OrderBy(last => last.Subscription))
        {
            WriteInterval(last, end: "");
        }

        return rows;

        void WriteInterval(LogRow row, string end)
        {
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sub_{row.Subscription:x8},cus_{row.Customer:x8},{Iso(row.Time)},{Iso(end)},{Decimal(row.Amount)},EUR"));
            rows++;
        }
    }

    private static long WriteEvents(DataSet data, StreamWriter to)
    {
        to.WriteLine(EventHeader);
        long rows = 0;
        foreach (LogRow row in Log(data))
        {
            string amount = row.Amount > 0 ? Decimal(row.Amount) : "";
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sub_{row.Subscription:x8},cus_{row.Customer:x8},{row.Type},{Iso(row.Time)},{amount},EUR"));
            rows++;
        }

        return rows;
    }

    private static long WriteOrders(DataSet data, StreamWriter to)
    {
        to.WriteLine(OrderHeader);
        long rows = 0;
        foreach (string line in File.ReadLines(data.Orders).Skip(1))
        {
            string[] cells = line.Split(',');
            rows++;
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ord_{rows:x8},cus_{int.Parse(cells[0], CultureInfo.InvariantCulture):x8},{Iso(cells[1])},{Decimal(int.Parse(cells[2], CultureInfo.InvariantCulture))},EUR"));
        }

        return rows;
    }

    /// <summary>The events of the log as objects of the library.</summary>
    public static SubscriptionEvent[] EventsOf(DataSet data) => [.. Log(data).Select(row =>
    {
        var subscription = new Subscription(FormattableString.Invariant($"sub_{row.Subscription:x8}"), FormattableString.Invariant($"cus_{row.Customer:x8}"));
        Instant at = InstantPattern.ExtendedIso.Parse(Iso(row.Time)).Value;
        return row.Type switch
        {
            "cancel" => subscription.Ends(at, ChurnReason.Unknown),
            "start" or "reactivate" => subscription.Starts(at, RecurringPrice.Monthly(row.Amount / 100m, Currency.Eur)),
            _ => (SubscriptionEvent)subscription.ChangesPrice(at, RecurringPrice.Monthly(row.Amount / 100m, Currency.Eur)),
        };
    })];

    private static IEnumerable<LogRow> Log(DataSet data) => File.ReadLines(data.Subscriptions).Skip(1).Select(line =>
    {
        string[] cells = line.Split(',');
        return new LogRow(int.Parse(cells[0], CultureInfo.InvariantCulture), int.Parse(cells[1], CultureInfo.InvariantCulture), cells[2], cells[3], int.Parse(cells[4], CultureInfo.InvariantCulture));
    });

    private static string Iso(string time) => time.Length == 0 ? "" : $"{time.Replace(' ', 'T')}Z";

    private static string Decimal(int cents) => string.Create(CultureInfo.InvariantCulture, $"{cents / 100}.{cents % 100:00}");

    private readonly record struct LogRow(int Customer, int Subscription, string Type, string Time, int Amount);
}
