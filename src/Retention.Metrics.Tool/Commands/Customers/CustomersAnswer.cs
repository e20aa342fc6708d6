using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Retention.Metrics.Json;
using Retention.Metrics.Tool.Figures;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Commands.Customers;

/// <summary>A row for each customer at an instant.</summary>
internal static class CustomersAnswer
{
    private static readonly Duration Moment = Duration.FromTicks(1);

    /// <summary>Lists the customers.</summary>
    /// <param name="portfolio">The facts.</param>
    /// <param name="settings">What was asked for.</param>
    /// <param name="at">The instant; the end of the data if <see langword="null"/>.</param>
    /// <param name="limit">The most rows; all if <see langword="null"/>.</param>
    /// <param name="attributes">The attributes that make the segments.</param>
    public static Answer Of(Portfolio portfolio, Settings settings, Instant? at, int? limit, IReadOnlyList<string> attributes)
    {
        var timeline = RevenueTimeline.FromHistory(Answering.NeedSubscriptions(portfolio, "customers"), settings.Policy.Policy);
        Segmentation? segmentation = portfolio.SplitBy(attributes, settings.Policy.Policy);
        DateTimeZone zone = settings.Calendar.Zone;
        Instant? dataEnd = settings.AsOf ?? portfolio.DataEnd;

        // What happens at the end of the data has happened.
        Instant instant = at ?? (dataEnd is { } end ? Instant.FromUnixTimeTicks(end.ToUnixTimeTicks()) + Moment : NodaConstants.UnixEpoch);
        CustomerTable customers = segmentation is null ? timeline.CustomersAt(instant, zone) : timeline.By(segmentation).CustomersAt(instant, zone);
        bool isCut = limit < customers.Count;
        var status = Cell.Text(Upcoming(instant, dataEnd) ? "upcoming" : "complete");
        var basis = Basis.Of(settings, timeline);
        Cell InZone(Instant? one) => Cell.Text(one is { } known ? OffsetDateTimePattern.Rfc3339.Format(known.InZone(zone).ToOffsetDateTime()) : null);
        Cell Day(Instant? one) => one is { } known ? InZone(one) with { Shown = LocalDatePattern.Iso.Format(known.InZone(zone).Date) } : InZone(one);
        return new Answer
        {
            Rows = "customers",
            Columns =
            [
                new("customer"),
                .. segmentation is null ? [] : new AnswerColumn[] { new("segment") },
                new("currency", Group: null),
                new("mrr"),
                new("firstPaid"),
                new("since"),
                new("subscriptions"),
                new("products"),
                new("nextRenewal"),
                new("scheduledEnd"),
                new("atRiskMrr"),
                new("status", Group: null),
            ],
            Data = isCut ? [.. customers.Take(limit!.Value).Select(RowOf)] : new RowsOnDemand<CustomerTableRow>(customers, RowOf),
            Notes =
            [
                .. isCut ? [$"the {limit} largest of {customers.Count} customers"] : Array.Empty<string>(),
                $"{customers.Count} customers pay {customers.TotalMrr.Monthly} a month at {InZone(instant).Shown}",
                .. Upcoming(instant, dataEnd) ? [$"upcoming: after the end of the data, {InZone(dataEnd).Shown}, only what is already scheduled"] : Array.Empty<string>(),
                basis.ToString(),
            ],
            Head =
            [
                .. basis.Head,
                Basis.Cell("at", InZone(instant)),
                Basis.Cell("dataEnd", InZone(dataEnd)),
                KeyValuePair.Create<string, Action<Utf8JsonWriter>>("customerCount", json => json.WriteNumberValue(customers.Count)),
                Basis.Cell("totalMrr", Cell.Amount(customers.TotalMrr.Monthly)),
                .. segmentation is null ? [] : new[] { SegmentOption.InJson(segmentation.Attributes) },
            ],
        };

        AnswerRow RowOf(CustomerTableRow row) => new(
            [
                Cell.Text(row.Customer.Value),
                .. row.Segment is { } segment ? new[] { Cell.Text(segment.Name) } : [],
                Cell.Text(row.Mrr.Currency.Code),
                Cell.Amount(row.Mrr.Monthly),
                Day(row.FirstPaid),
                Day(row.Since),
                Cell.Count(row.Scheduled!.Subscriptions),
                Cell.Texts(row.Scheduled.Products),
                Day(row.Scheduled.NextRenewal),
                Day(row.Scheduled.ScheduledEnd),
                Cell.Amount(row.Scheduled.AtRiskMrr.Monthly),
                status,
            ],
            [KeyValuePair.Create("mrr", JsonNumbers.Millionths(row.Mrr)), KeyValuePair.Create("atRiskMrr", JsonNumbers.Millionths(row.Scheduled.AtRiskMrr))]);
    }

    private static bool Upcoming(Instant instant, Instant? dataEnd) => dataEnd is { } end && instant > end + Moment;
}
