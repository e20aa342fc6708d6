using System.Collections;
using System.Text.Json.Serialization;
using NodaTime;

namespace Retention.Metrics;

/// <summary>Periods one after another without a gap, in one time zone: each ends where the next starts.</summary>
/// <remarks>Make them with a <see cref="ReportingCalendar"/>, or of any bounds with <see cref="Between(DateTimeZone, ReadOnlySpan{Instant})"/>.</remarks>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("ReportingCalendar or ReportingPeriods.Between")]
public sealed class ReportingPeriods : IReadOnlyList<ReportingPeriod>, IEquatable<ReportingPeriods>, IJsonAnswer
{
    private readonly ReportingPeriod[] periods;

    internal ReportingPeriods(DateTimeZone zone, ReportingPeriod[] periods, double? periodsPerYear, Instant? startOfPrevious = null)
    {
        Zone = zone;
        this.periods = periods;
        PeriodsPerYear = periodsPerYear;
        StartOfPrevious = startOfPrevious ?? (Start - CalendarTime.FirstInstantOf(zone) is var before && before > periods[0].Length ? Start - periods[0].Length : Start - before);
    }

    /// <summary>The zone in which days, weeks and months begin.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>How many periods there are, at least one.</summary>
    public int Count => periods.Length;

    /// <summary>The first instant of the first period.</summary>
    public Instant Start => periods[0].Start;

    /// <summary>The first instant after the last period.</summary>
    public Instant End => periods[^1].End;

    /// <summary>The period at an index.</summary>
    public ReportingPeriod this[int index] => periods.At(index);

    /// <summary>The position of the period with a name; below 0 if there is none.</summary>
    internal int IndexOf(string name) => Array.FindIndex(periods, period => period.Name == name);

    /// <summary>12 for months, 4 for quarters, 1 for years, 365/7 for weeks, 365 for days; <see langword="null"/> for bounds of one's own.</summary>
    internal double? PeriodsPerYear { get; }

    /// <summary>The start of the period before the first one: that of the calendar, or of a period as long as the first for bounds of one's own.</summary>
    internal Instant StartOfPrevious { get; }

    /// <summary>Periods between bounds of your own: n + 1 instants make n periods.</summary>
    /// <param name="zone">The zone for local days and for the names.</param>
    /// <param name="bounds">At least two instants, rising.</param>
    /// <exception cref="ArgumentException">There are fewer than two bounds, one does not lie after the one before it, or one has no local time in the zone.</exception>
    public static ReportingPeriods Between(DateTimeZone zone, params ReadOnlySpan<Instant> bounds)
    {
        ArgumentNullException.ThrowIfNull(zone);
        if (bounds.Length < 2)
        {
            throw new ArgumentException(FormattableString.Invariant($"{bounds.Length} bounds make no period; expected at least two."), nameof(bounds));
        }

        var periods = new ReportingPeriod[bounds.Length - 1];
        Instant start = Bound(zone, bounds[0], nameof(bounds));
        for (int i = 0; i < periods.Length; i++)
        {
            Instant end = Bound(zone, bounds[i + 1], nameof(bounds));
            periods[i] = start < end
                ? ReportingPeriod.Between(start, end, zone)
                : throw new ArgumentException(FormattableString.Invariant($"Bound {i + 1} ({bounds[i + 1]}) does not lie after bound {i} ({bounds[i]}); bounds rise, by 100 ns at least."), nameof(bounds));
            start = end;
        }

        return new ReportingPeriods(zone, periods, periodsPerYear: null);
    }

    /// <summary>The same periods, each with its status at an instant; the one that holds the instant is cut there into what is to date and what is upcoming.</summary>
    /// <remarks>
    /// Periods that end at the instant or before are complete. The period that holds it keeps its name, ends at the instant and is to date; the rest of it is upcoming, as are
    /// the periods behind it. Every answer about the periods repeats the status: in JSON, in the text of a row, and by refusing to merge with an answer of the uncut period.
    /// </remarks>
    /// <example><code>
    /// ReportingPeriods year = ReportingCalendar.Months(DateTimeZone.Utc).Year(2026).AsOf(Instant.FromUtc(2026, 10, 11, 0, 0));
    /// year[9];  // 2026-10 (to date)
    /// year[10]; // 2026-10-11/2026-11-01 (upcoming)
    /// </code></example>
    /// <param name="asOf">Up to when the data are complete: what happens before it is known.</param>
    public ReportingPeriods AsOf(Instant asOf)
    {
        Instant cut = Instant.FromUnixTimeTicks(asOf.ToUnixTimeTicks());
        var all = new List<ReportingPeriod>(Count + 1);
        foreach (ReportingPeriod period in periods)
        {
            if (period.End <= cut)
            {
                all.Add(period with { Status = period.Status == PeriodStatus.ToDate ? PeriodStatus.ToDate : PeriodStatus.Complete });
            }
            else if (period.Start >= cut)
            {
                all.Add(period with { Status = PeriodStatus.Upcoming });
            }
            else
            {
                all.Add(new ReportingPeriod(period.Name, period.LocalStart, cut.InZone(Zone)) { Status = PeriodStatus.ToDate });
                all.Add(ReportingPeriod.Between(cut, period.End, Zone) with { Status = PeriodStatus.Upcoming });
            }
        }

        return new ReportingPeriods(Zone, [.. all], all.Count == Count ? PeriodsPerYear : null, StartOfPrevious);
    }

    /// <summary>The upcoming ones of the periods; <see langword="null"/> where there are none.</summary>
    internal ReportingPeriods? Upcoming => Array.FindIndex(periods, period => period.Status == PeriodStatus.Upcoming) is >= 0 and var first ? Slice(first, Count - first) : null;

    /// <summary>Some of the periods; each keeps the period before it.</summary>
    internal ReportingPeriods Slice(int first, int count) =>
        new(Zone, periods[first..(first + count)], PeriodsPerYear, first == 0 ? StartOfPrevious : periods[first - 1].Start);

    /// <summary>All periods as one.</summary>
    public ReportingPeriod Total => Count == 1 ? periods[0] : ReportingPeriod.Between(Start, End, Zone);

    /// <inheritdoc/>
    public IEnumerator<ReportingPeriod> GetEnumerator() => ((IEnumerable<ReportingPeriod>)periods).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether both are equal.</summary>
    public static bool operator ==(ReportingPeriods? left, ReportingPeriods? right) => Equals(left, right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(ReportingPeriods? left, ReportingPeriods? right) => !Equals(left, right);

    /// <summary>Whether zone, names and bounds are equal.</summary>
    public bool Equals(ReportingPeriods? other) => other is not null && Zone.Equals(other.Zone) && periods.AsSpan().SequenceEqual(other.periods);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ReportingPeriods);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, Start, End);

    /// <summary>The first and the last name.</summary>
    public override string ToString() => Count == 1 ? periods[0].Name : $"{periods[0].Name} … {periods[^1].Name}";

    /// <summary>A bound in whole ticks, as instants count.</summary>
    private static Instant Bound(DateTimeZone zone, Instant bound, string name) => CalendarTime.HasLocalTime(bound, zone)
        ? Instant.FromUnixTimeTicks(bound.ToUnixTimeTicks())
        : throw new ArgumentException(FormattableString.Invariant($"Bound {bound} has no local time in {zone.Id}; local times must lie in the years -9998 to 9999."), name);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("timeZone", Zone.Id);
        json.AddAll("periods", periods);
    }
}
