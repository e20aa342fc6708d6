using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Figures;

/// <summary>The periods of an answer, and how far the data cover them.</summary>
/// <remarks>
/// The data end at the instant of <c>--as-of</c>, else with the last fact: when it took effect, or was recorded for later. A revenue change after that, such as the effect of
/// a scheduled cancellation or the end of a discount, is an effect of what is scheduled. A period in which the data end is cut there, where revenue changes in the rest of it.
/// </remarks>
internal sealed class Coverage
{
    private const int MostYearsAhead = 5;

    // What happens at an instant is known at it; instants are counted in ticks.
    private static readonly Duration Moment = Duration.FromTicks(1);

    private readonly Settings settings;
    private readonly Instant? lastEffect;

    private Coverage(Settings settings, Portfolio portfolio, Instant? lastEffect, ReportingPeriods? periods, params RevenueTimeline?[] timelines)
    {
        this.settings = settings;
        DataEnd = settings.AsOf ?? portfolio.DataEnd;
        this.lastEffect = lastEffect > DataEnd ? lastEffect : null;
        Periods = this.lastEffect is null || periods is null ? periods : Cut(periods, DataEnd!.Value, timelines);
    }

    /// <summary>The periods asked for, if there are any.</summary>
    public ReportingPeriods? Periods { get; }

    /// <summary>The last instant that the data cover.</summary>
    public Instant? DataEnd { get; }

    /// <summary>Says of one answer over all periods that the data end within them; <see langword="null"/> where they do not.</summary>
    /// <param name="what">What is to date.</param>
    public string? ToDate(string what) => Periods is { Count: > 0 } && StatusOf(Periods[^1]) != PeriodStatus.Complete ? $"{what} is to date: {Reached}" : null;

    /// <summary>The last change of revenue that is scheduled for after the last period.</summary>
    private Instant? LaterEffect => Periods is { Count: > 0 } && lastEffect >= Periods[^1].End ? lastEffect : null;

    public IReadOnlyList<KeyValuePair<string, Action<Utf8JsonWriter>>> Head =>
        [Basis.Cell("dataEnd", At(DataEnd)), Basis.Cell("lastScheduledChange", At(LaterEffect))];

    /// <summary>Lines under a table: what the marks of its periods mean, and what comes after them.</summary>
    public IEnumerable<string> Notes
    {
        get
        {
            PeriodStatus[] found = [.. (Periods ?? Enumerable.Empty<ReportingPeriod>()).Select(StatusOf)];
            if (found.Contains(PeriodStatus.ToDate))
            {
                yield return $"* to date: {Reached}";
            }

            if (found.Contains(PeriodStatus.Upcoming))
            {
                yield return "** upcoming: after the end of the data, only what is already scheduled";
            }

            if (LaterEffect is not null)
            {
                yield return $"after the last period, scheduled changes of revenue go on until {At(LaterEffect).Shown}; a later --to shows them";
            }
        }
    }

    /// <summary>The periods of facts alone, for what is computed from the past.</summary>
    public static Coverage OfFacts(Settings settings, Portfolio portfolio) => new(settings, portfolio, lastEffect: null, settings.PeriodsOver(portfolio.Span));

    /// <summary>The periods of the facts and of what is scheduled by them; an effect more than five years ahead does not lengthen the answer.</summary>
    public static Coverage Of(Settings settings, Portfolio portfolio, params RevenueTimeline?[] timelines)
    {
        Interval? facts = portfolio.Span;
        Instant? last = timelines.Max(one => one?.LastChange);
        if (facts is not { } span || settings.To is not null || !(last > span.End))
        {
            return new(settings, portfolio, last, settings.PeriodsOver(facts), timelines);
        }

        Instant end = timelines.OfType<RevenueTimeline>().Max(one => LastChange(one, span.End, settings));
        return new(settings, portfolio, last, settings.PeriodsOver(new Interval(span.Start, Instant.Max(span.End, end))), timelines);
    }

    public PeriodStatus StatusOf(ReportingPeriod period) =>
        period.Status is { } known ? known
        : DataEnd is not { } end || period.End <= end + Moment ? PeriodStatus.Complete
        : period.Start <= end ? PeriodStatus.ToDate
        : PeriodStatus.Upcoming;

    /// <summary>The name of a period, marked for a person where the data do not cover it.</summary>
    public Cell NameOf(ReportingPeriod period)
    {
        var name = Cell.Text(period.Name);
        return name with { Shown = name.Shown + StatusOf(period) switch { PeriodStatus.ToDate => "*", PeriodStatus.Upcoming => "**", _ => "" } };
    }

    /// <summary>The status of a period, for a program.</summary>
    public Cell StatusCell(ReportingPeriod period) => Cell.Text(StatusOf(period) switch { PeriodStatus.ToDate => "toDate", PeriodStatus.Upcoming => "upcoming", _ => "complete" });

    private string Reached => settings.AsOf is null ? $"the data end with the last fact, {At(DataEnd).Shown}" : $"the data are those as of {At(DataEnd).Shown}";

    private Cell At(Instant? instant) => Cell.Text(instant is { } at ? OffsetDateTimePattern.Rfc3339.Format(at.InZone(settings.Calendar.Zone).ToOffsetDateTime()) : null);

    /// <summary>The periods, of which the one that the data end within is cut there if revenue is scheduled to change in its rest: its figures are to date.</summary>
    private static ReportingPeriods Cut(ReportingPeriods periods, Instant dataEnd, RevenueTimeline?[] timelines)
    {
        Instant cut = Instant.FromUnixTimeTicks(dataEnd.ToUnixTimeTicks()) + Moment;
        return periods.FirstOrDefault(period => period.Start < cut && cut < period.End) is { } running
            && timelines.Any(one => one is not null && Changes(one.RollForward(ReportingPeriods.Between(periods.Zone, cut, running.End))[0]))
            ? periods.AsOf(cut)
            : periods;
    }

    private static bool Changes(RollForwardRow row) =>
        row.OpeningMrr != row.ClosingMrr || row.NewCustomers + row.ReactivatedCustomers + row.ExpandedCustomers + row.ContractedCustomers + row.ChurnedCustomers > 0;

    /// <summary>The last change of revenue; where that is too far ahead, the start of the last period with one that is not.</summary>
    private static Instant LastChange(RevenueTimeline timeline, Instant lastFact, Settings settings)
    {
        LocalDate first = settings.DayOf(lastFact), furthest = first.PlusYears(Math.Max(0, Math.Min(MostYearsAhead, DateRange.LastYear - first.Year)));
        if (timeline.LastChange is not { } last)
        {
            return lastFact;
        }

        return settings.DayOf(last) <= furthest
            ? last
            : timeline.RollForward(settings.Calendar.From(first).To(furthest)).LastOrDefault(row => row.OpeningMrr != row.ClosingMrr)?.Period.Start ?? lastFact;
    }
}
