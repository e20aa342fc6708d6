using System.Data.Common;
using NodaTime;

namespace Retention.Metrics.Sql.Running;

/// <summary>The statement of an RFM table, and its rows.</summary>
internal static class RfmPlan
{
    /// <summary>Runs the statement for each segment; without columns, all customers are one.</summary>
    public static async Task<BySegment<RfmTable>> RunAsync(SqlOrders source, string[] segments, DateTimeZone zone, LocalDate end, CancellationToken cancellation)
    {
        await SourceCheck.RequireAsync(source, segments, cancellation).ConfigureAwait(false);
        KeyKind kind = (await KeyKinds.OfAsync(source, [source.Customer], cancellation).ConfigureAwait(false))[0];
        return await (kind switch
        {
            KeyKind.Number => OfAsync<long, NumberKeys>(source, segments, kind, zone, end, cancellation),
            KeyKind.Uuid => OfAsync<Guid, UuidKeys>(source, segments, kind, zone, end, cancellation),
            _ => OfAsync<string, TextKeys>(source, segments, kind, zone, end, cancellation),
        }).ConfigureAwait(false);
    }

    private static async Task<BySegment<RfmTable>> OfAsync<TCustomer, TReader>(SqlOrders source, string[] segments, KeyKind kind, DateTimeZone zone, LocalDate end, CancellationToken cancellation)
        where TCustomer : notnull
        where TReader : struct, IKeyReader<TCustomer>
    {
        LocalDate iso = end.WithCalendar(CalendarSystem.Iso);
        Instant known = iso == LocalDate.MaxIsoValue ? Instant.MaxValue : StartOfDay.Of(iso.PlusDays(1), zone).ToInstant();
        Instant lastDay = Instant.Min(known, Instant.FromUtc(2200, 1, 1, 0, 0));
        var text = new SourceText(source, segments);
        string statement = OrderText.Rfm(
            text, new LocalDayFunction(zone, lastDay), kind.Select(source.Database.Dialect, "rm_purchases.customer_key"), StepFunction.MicrosecondsOf(known.ToUnixTimeTicks()));
        SortedDictionary<Segment, Rows<TCustomer>> rows = await source.Database.RunAsync(
            statement, "the RFM table", reader => ReadAsync<TCustomer, TReader>(reader, segments.Length, LocalDays.NumberOf(end), cancellation), cancellation).ConfigureAwait(false);

        if (segments.Length > 0)
        {
            // A segment is known by any row of it, also by one after the end.
            foreach (Segment segment in (await SparseRows.ReadAsync(source.Database, text.AllSegments(), "the segments", segments.Length, cancellation).ConfigureAwait(false)).Keys)
            {
                rows.TryAdd(segment, new Rows<TCustomer>([], []));
            }
        }

        if (rows.Count == 0)
        {
            rows.Add(Segment.Unknown(Math.Max(1, segments.Length)), new Rows<TCustomer>([], []));
        }

        RfmTable[] tables = [.. rows.Values.Select(own => RfmTable.FromTotals(end, source.Currency, own.Customers, own.Totals))];
        return SegmentAnswers.Of(new SegmentColumn([.. rows.Keys], []), tables, static (left, right) => left.Merge(right));
    }

    private static async Task<SortedDictionary<Segment, Rows<TCustomer>>> ReadAsync<TCustomer, TReader>(DbDataReader reader, int segments, int lastDay, CancellationToken cancellation)
        where TCustomer : notnull
        where TReader : struct, IKeyReader<TCustomer>
    {
        var rows = new SortedDictionary<Segment, Rows<TCustomer>>();
        var segmentOf = new SegmentReader(segments);
        Rows<TCustomer>? own = null;
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            if (segments > 0 || own is null)
            {
                Segment segment = segmentOf.Read(reader);
                if (!rows.TryGetValue(segment, out own))
                {
                    rows.Add(segment, own = new Rows<TCustomer>([], []));
                }
            }

            own.Customers.Add(TReader.Read(reader, segments));
            int purchases = (int)reader.GetInt64(segments + 1), first = (int)reader.GetInt64(segments + 2), last = (int)reader.GetInt64(segments + 3);
            long firstRevenue = reader.GetInt64(segments + 4);
            own.Totals.Add(new RfmTotals
            {
                Frequency = purchases - 1,
                RecencyDays = last - first,
                AgeDays = lastDay - first,
                FirstRevenue = firstRevenue,
                RepeatRevenue = reader.GetInt64(segments + 5) - firstRevenue,
            });
        }

        return rows;
    }

    private sealed record Rows<TCustomer>(List<TCustomer> Customers, List<RfmTotals> Totals)
        where TCustomer : notnull;
}
