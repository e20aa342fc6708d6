using NodaTime;

namespace Retention.Metrics.Testing.Generators;

/// <summary>Some of the periods of a list, of the same calendar where one made them.</summary>
internal static class PeriodSlices
{
    public static ReportingPeriods Slice(ReportingPeriods periods, int first, int count) => Slice(CalendarKind.Of(periods), periods, first, count);

    /// <summary>Fewer periods, single ones first; then those of the same days in UTC.</summary>
    public static IEnumerable<ReportingPeriods> Smaller(ReportingPeriods periods)
    {
        CalendarKind? kind = CalendarKind.Of(periods);
        foreach (int count in new[] { 1, periods.Count / 2, periods.Count - 1 }.Where(count => count > 0 && count < periods.Count).Distinct())
        {
            for (int first = 0; first + count <= periods.Count; first++)
            {
                yield return Slice(kind, periods, first, count);
            }
        }

        if (!periods.Zone.Equals(DateTimeZone.Utc)
            && kind?.Between(DateTimeZone.Utc, CalendarKind.FirstDay(periods[0]), CalendarKind.LastDay(periods[^1])) is { } inUtc && inUtc.Count <= periods.Count)
        {
            yield return inUtc;
        }
    }

    private static ReportingPeriods Slice(CalendarKind? kind, ReportingPeriods periods, int first, int count)
    {
        Instant[] bounds = [.. Enumerable.Range(first, count).Select(i => periods[i].Start), periods[first + count - 1].End];
        ReportingPeriods? same = kind?.Between(periods.Zone, CalendarKind.FirstDay(periods[first]), CalendarKind.LastDay(periods[first + count - 1]));
        return same is not null && same.Select(period => period.Start).Append(same.End).SequenceEqual(bounds) ? same : ReportingPeriods.Between(periods.Zone, bounds);
    }
}
