using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Retention.Metrics;

/// <summary>A half-open interval of time: <see cref="Start"/> belongs to it, <see cref="End"/> to the next.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("ReportingCalendar")]
public sealed record ReportingPeriod : IJsonAnswer
{
    internal ReportingPeriod(string name, ZonedDateTime start, ZonedDateTime end)
    {
        Name = name;
        LocalStart = start;
        LocalEnd = end;
    }

    /// <summary><c>2025-03</c>, <c>2025-Q1</c>, <c>FY2025-Q1</c>, <c>2025-W07</c>, <c>2025-03-14</c>, <c>2025</c>, or <c>start/end</c>.</summary>
    public string Name { get; }

    /// <summary>The first instant of the period.</summary>
    public Instant Start => LocalStart.ToInstant();

    /// <summary>The first instant after the period.</summary>
    public Instant End => LocalEnd.ToInstant();

    /// <summary>The start on the calendar's own clock.</summary>
    public ZonedDateTime LocalStart { get; }

    /// <summary>The end on the calendar's own clock.</summary>
    public ZonedDateTime LocalEnd { get; }

    /// <summary>How far the data cover the period; <see langword="null"/> where nobody said when they end, see <see cref="ReportingPeriods.AsOf"/>.</summary>
    public PeriodStatus? Status { get; internal init; }

    /// <summary>How long the period is; a local day can have 23 or 25 hours.</summary>
    public Duration Length => End - Start;

    /// <summary>The month that the period is, from the start of its first day to the end of its last; <see langword="null"/> for any other period.</summary>
    public YearMonth? YearMonth
    {
        get
        {
            YearMonth month = StartOfDay.DateAt(End - Duration.FromTicks(1), LocalEnd.Zone).ToYearMonth();
            return StartsWith(month, LocalStart) && month.Year < 9999 && StartsWith(month.PlusMonths(1), LocalEnd) ? month : null;
        }
    }

    /// <summary>Whether an instant lies in the period.</summary>
    public bool Contains(Instant instant) => instant >= Start && instant < End;

    /// <summary>The name, and whether the period is to date or upcoming.</summary>
    public override string ToString() => Status switch
    {
        PeriodStatus.ToDate => $"{Name} (to date)",
        PeriodStatus.Upcoming => $"{Name} (upcoming)",
        _ => Name,
    };

    /// <summary>A period between any two instants, named by its bounds.</summary>
    internal static ReportingPeriod Between(Instant start, Instant end, DateTimeZone zone)
    {
        ZonedDateTime from = start.InZone(zone), to = end.InZone(zone);
        return new ReportingPeriod($"{Bound(from)}/{Bound(to)}", from, to);
    }

    private static bool StartsWith(YearMonth month, ZonedDateTime bound) => StartOfDay.Of(month.OnDayOfMonth(1), bound.Zone) == bound;

    private static string Bound(ZonedDateTime bound) =>
        StartOfDay.Is(bound) ? LocalDatePattern.Iso.Format(bound.Date) : OffsetDateTimePattern.Rfc3339.Format(bound.ToOffsetDateTime());

    void IJsonAnswer.WriteFields(JsonAnswerWriter json) => WriteTo(json);

    /// <summary>Writes the name and the bounds, as the first fields of a row.</summary>
    internal void WriteTo(JsonAnswerWriter json)
    {
        json.Add("period", Name);
        json.Add("start", LocalStart);
        json.Add("end", LocalEnd);
        if (Status is { } status)
        {
            json.Add("periodStatus", status);
        }
    }
}
