using System.Data.Common;
using NodaTime;

namespace Retention.Metrics.Sql.Reading;

/// <summary>Reads rows into the columns of a timeline: two keys and two integers a row, and no object but texts.</summary>
internal static class TimelineReader
{
    private const int RowsPerReport = 1 << 14;

    private static readonly long First = Instant.MinValue.ToUnixTimeTicks() / 10, Last = Instant.MaxValue.ToUnixTimeTicks() / 10;

    public static async Task<RevenueTimeline> ReadAsync(SqlRevenue source, ExecutionOptions execution)
    {
        long? rows = await SourceCheck.RequireAsync(source, [], execution.Cancellation).ConfigureAwait(false);
        var levels = source as SqlLevels;
        KeyKind[] kinds = await KeyKinds.OfAsync(source, levels is null ? [source.Customer] : [source.Customer, levels.Subscription], execution.Cancellation).ConfigureAwait(false);
        KeyKind subscription = levels is null ? KeyKind.Number : kinds[1];
        return await (kinds[0] switch
        {
            KeyKind.Number => OfCustomersAsync<long, NumberKeys>(source, kinds[0], subscription, rows, execution),
            KeyKind.Uuid => OfCustomersAsync<Guid, UuidKeys>(source, kinds[0], subscription, rows, execution),
            _ => OfCustomersAsync<string, TextKeys>(source, kinds[0], subscription, rows, execution),
        }).ConfigureAwait(false);
    }

    public static async Task<OrderTimeline> ReadAsync(SqlOrders source, ExecutionOptions execution)
    {
        long? rows = await SourceCheck.RequireAsync(source, [], execution.Cancellation).ConfigureAwait(false);
        KeyKind kind = (await KeyKinds.OfAsync(source, [source.Customer], execution.Cancellation).ConfigureAwait(false))[0];
        return await (kind switch
        {
            KeyKind.Number => OrdersAsync<long, NumberKeys>(source, kind, rows, execution),
            KeyKind.Uuid => OrdersAsync<Guid, UuidKeys>(source, kind, rows, execution),
            _ => OrdersAsync<string, TextKeys>(source, kind, rows, execution),
        }).ConfigureAwait(false);
    }

    private static Task<RevenueTimeline> OfCustomersAsync<TCustomer, TReader>(SqlRevenue source, KeyKind customer, KeyKind subscription, long? rows, ExecutionOptions execution)
        where TCustomer : notnull
        where TReader : struct, IKeyReader<TCustomer> =>
        subscription switch
        {
            KeyKind.Number => RevenueAsync<TCustomer, TReader, long, NumberKeys>(source, customer, subscription, rows, execution),
            KeyKind.Uuid => RevenueAsync<TCustomer, TReader, Guid, UuidKeys>(source, customer, subscription, rows, execution),
            _ => RevenueAsync<TCustomer, TReader, string, TextKeys>(source, customer, subscription, rows, execution),
        };

    private static async Task<RevenueTimeline> RevenueAsync<TCustomer, TReader, TSubscription, TSubscriptionReader>(
        SqlRevenue source, KeyKind customer, KeyKind subscription, long? rows, ExecutionOptions execution)
        where TCustomer : notnull
        where TReader : struct, IKeyReader<TCustomer>
        where TSubscription : notnull
        where TSubscriptionReader : struct, IKeyReader<TSubscription>
    {
        SqlDialect dialect = source.Database.Dialect;
        var text = new SourceText(source, []);
        Currency currency = source.Currency;
        var builder = new RevenueTimelineBuilder<TCustomer, TSubscription>(currency, ExpectedRows(rows));
        string key = customer.Select(dialect, "customer_key");
        string statement = source is SqlIntervals intervals
            ? $"{text.Spans(intervals, limit: null)}\nSELECT {key}, start_at, end_at, amount\nFROM rm_spans"
            : $"{text.Levels((SqlLevels)source, limit: null)}\nSELECT {key}, {subscription.Select(dialect, "subscription_key")}, at_time, amount\nFROM rm_latest";
        await ReadRowsAsync(source, statement, "the timeline", source is SqlIntervals ? AddInterval : AddLevel, rows, execution).ConfigureAwait(false);
        return builder.Build(execution.Stage(0.7, 1));

        // Columns are read in their order.
        void AddLevel(DbDataReader reader) => builder.Add(
            TReader.Read(reader, 0), TSubscriptionReader.Read(reader, 1), InstantOf(reader.GetInt64(2)), RecurringRevenue.FromAnnualMillionths(reader.GetInt64(3), currency));

        void AddInterval(DbDataReader reader) => builder.AddInterval(
            TReader.Read(reader, 0), InstantOf(reader.GetInt64(1)), reader.IsDBNull(2) ? null : InstantOf(reader.GetInt64(2)), RecurringRevenue.FromAnnualMillionths(reader.GetInt64(3), currency));
    }

    private static async Task<OrderTimeline> OrdersAsync<TCustomer, TReader>(SqlOrders source, KeyKind customer, long? rows, ExecutionOptions execution)
        where TCustomer : notnull
        where TReader : struct, IKeyReader<TCustomer>
    {
        var builder = new OrderTimelineBuilder<TCustomer>(source.Currency, ExpectedRows(rows));
        string statement = $"{new SourceText(source, []).Orders(source, limit: null)}\nSELECT {customer.Select(source.Database.Dialect, "customer_key")}, at_time, amount\nFROM rm_src";
        await ReadRowsAsync(
            source,
            statement,
            "the orders",
            reader => builder.Add(TReader.Read(reader, 0), InstantOf(reader.GetInt64(1)), AmountOf(reader.GetInt64(2), source.Currency)),
            rows,
            execution).ConfigureAwait(false);
        return builder.Build(execution.Stage(0.7, 1));
    }

    private static Task<long> ReadRowsAsync(SqlSource source, string statement, string what, Action<DbDataReader> add, long? rows, ExecutionOptions execution) => source.Database.RunAsync(
        statement,
        what,
        async reader =>
        {
            long count = 0;
            IProgress<double>? progress = rows > 0 ? execution.Stage(0, 0.7).Progress : null;
            while (await reader.ReadAsync(execution.Cancellation).ConfigureAwait(false))
            {
                add(reader);
                if (++count % RowsPerReport == 0)
                {
                    execution.Cancellation.ThrowIfCancellationRequested();
                    progress?.Report(Math.Min(1, (double)count / rows!.Value));
                }
            }

            return count;
        },
        execution.Cancellation);

    private static int ExpectedRows(long? rows) => (int)Math.Min(rows ?? 0, 1 << 30);

    private static Instant InstantOf(long microseconds) => microseconds >= First && microseconds <= Last
        ? Instant.FromUnixTimeTicks(microseconds * 10)
        : throw new OverflowException(FormattableString.Invariant($"A row has the time {microseconds} µs since 1970; times must lie in the years -9998 to 9999."));

    // Digits and a scale: nothing is divided.
    private static Money AmountOf(long millionths, Currency currency)
    {
        ulong digits = unchecked((ulong)(millionths < 0 ? -millionths : millionths));
        return new Money(unchecked(new decimal((int)digits, (int)(digits >> 32), hi: 0, isNegative: millionths < 0, scale: 6)), currency);
    }
}
