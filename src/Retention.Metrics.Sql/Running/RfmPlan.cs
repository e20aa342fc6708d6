using System.Data.Common;
using NodaTime;

namespace Retention.Metrics.Sql.Running;

/// <summary>The statement of an RFM table, and its rows.</summary>
internal static class RfmPlan
{
    public static async Task<RfmTable> RunAsync(SqlOrders source, DateTimeZone zone, LocalDate end, CancellationToken cancellation)
    {
        await SourceCheck.RequireAsync(source, [], cancellation).ConfigureAwait(false);
        KeyKind kind = (await KeyKinds.OfAsync(source, [source.Customer], cancellation).ConfigureAwait(false))[0];
        return await (kind switch
        {
            KeyKind.Number => OfAsync<long, NumberKeys>(source, kind, zone, end, cancellation),
            KeyKind.Uuid => OfAsync<Guid, UuidKeys>(source, kind, zone, end, cancellation),
            _ => OfAsync<string, TextKeys>(source, kind, zone, end, cancellation),
        }).ConfigureAwait(false);
    }

    private static Task<RfmTable> OfAsync<TCustomer, TReader>(SqlOrders source, KeyKind kind, DateTimeZone zone, LocalDate end, CancellationToken cancellation)
        where TCustomer : notnull
        where TReader : struct, IKeyReader<TCustomer>
    {
        LocalDate iso = end.WithCalendar(CalendarSystem.Iso);
        Instant known = iso == LocalDate.MaxIsoValue ? Instant.MaxValue : StartOfDay.Of(iso.PlusDays(1), zone).ToInstant();
        Instant lastDay = Instant.Min(known, Instant.FromUtc(2200, 1, 1, 0, 0));
        string statement = OrderText.Rfm(
            new SourceText(source, []), new LocalDayFunction(zone, lastDay), kind.Select(source.Database.Dialect, "rm_purchases.customer_key"), LocalDays.NumberOf(end), StepFunction.MicrosecondsOf(known.ToUnixTimeTicks()));
        return source.Database.RunAsync(statement, "the RFM table", reader => ReadAsync<TCustomer, TReader>(reader, source.Currency, end, cancellation), cancellation);
    }

    private static async Task<RfmTable> ReadAsync<TCustomer, TReader>(DbDataReader reader, Currency currency, LocalDate end, CancellationToken cancellation)
        where TCustomer : notnull
        where TReader : struct, IKeyReader<TCustomer>
    {
        var customers = new List<TCustomer>();
        var totals = new List<RfmTotals>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            customers.Add(TReader.Read(reader, 0));
            totals.Add(new RfmTotals
            {
                Frequency = (int)reader.GetInt64(1),
                RecencyDays = (int)reader.GetInt64(2),
                AgeDays = (int)reader.GetInt64(3),
                FirstRevenue = reader.GetInt64(4),
                RepeatRevenue = reader.GetInt64(5),
            });
        }

        return RfmTable.FromTotals(end, currency, customers, totals);
    }
}
