using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Tests;

/// <summary>Periods of some kind in some zone, and few instants on, just before, just after and around their bounds, rising.</summary>
internal sealed record Scene(ReportingPeriods Periods, ImmutableArray<Instant> Instants)
{
    /// <summary>Zones and dates at which something is odd: clocks change, a day is left out, a year or February ends.</summary>
    private static readonly (string Zone, LocalDate Date)[] OddDays =
    [
        ("Europe/Berlin", new(2024, 3, 29)),
        ("Europe/Berlin", new(2024, 10, 25)),
        ("America/New_York", new(2024, 3, 8)),
        ("America/New_York", new(2024, 11, 1)),
        ("Asia/Kathmandu", new(1985, 12, 30)),
        ("Asia/Kathmandu", new(2024, 2, 27)),
        ("Australia/Lord_Howe", new(2024, 4, 5)),
        ("Australia/Lord_Howe", new(2024, 10, 4)),
        ("America/Sao_Paulo", new(2018, 11, 2)),
        ("America/Havana", new(2024, 11, 1)),
        ("Pacific/Apia", new(2011, 12, 28)),
        ("UTC", new(2023, 12, 28)),
        ("UTC", new(2024, 2, 27)),
    ];

    private static readonly Duration[] Offsets =
    [
        Duration.Zero, Duration.Zero, Duration.Zero, Duration.FromTicks(-1), Duration.FromTicks(1),
        Duration.FromMinutes(-30), Duration.FromMinutes(30), Duration.FromHours(1), Duration.FromHours(11), Duration.FromDays(-1), Duration.FromDays(40),
    ];

    public DateTimeZone Zone => Periods.Zone;

    public static Gen<Scene> Any { get; } =
        from odd in Gen.Elements(OddDays)
        from kind in Gen.Choose(0, 9)
        from choice in Gen.Choose(1, 12)
        from length in Gen.Choose(0, 5)
        let periods = PeriodsOf(DateTimeZoneProviders.Tzdb[odd.Zone], odd.Date, kind, choice, length)
        from count in Gen.Choose(2, 7)
        from instants in InstantAround(periods).ListOf(count)
        select new Scene(periods, [.. instants.Distinct().Order()]);

    /// <summary>An instant of the scene, or one well after all of them.</summary>
    public Instant this[int index] => index < Instants.Length ? Instants[index] : Instants[^1] + Duration.FromDays(20 * (index - Instants.Length + 1));

    public static Gen<Instant> InstantAround(ReportingPeriods periods) =>
        from bound in Gen.Choose(0, periods.Count)
        from offset in Gen.Elements(Offsets)
        from yearsBack in Gen.Frequency((5, Gen.Constant(0)), (1, Gen.Constant(1)))
        let at = bound == periods.Count ? periods[^1].LocalEnd : periods[bound].LocalStart
        let back = at.Zone.AtLeniently(at.LocalDateTime.PlusYears(-yearsBack)).ToInstant()
        select (yearsBack == 0 ? at.ToInstant() : back) + offset;

    private static ReportingPeriods PeriodsOf(DateTimeZone zone, LocalDate date, int kind, int choice, int length) => kind switch
    {
        0 => ReportingCalendar.Days(zone).From(date).To(date.PlusDays(length + 1)),
        1 => ReportingCalendar.Weeks(zone).From(date).To(date.PlusWeeks(length)),
        2 => ReportingCalendar.Weeks(zone, (IsoDayOfWeek)(1 + (choice % 7))).From(date).To(date.PlusWeeks(length)),
        3 => ReportingCalendar.Months(zone).From(date).To(date.PlusMonths(length * choice)),
        4 => ReportingCalendar.Quarters(zone).From(date).To(date.PlusMonths(3 * length)),
        5 => ReportingCalendar.Years(zone).From(date).To(date.PlusYears(length / 2)),
        6 => ReportingCalendar.FiscalQuarters(zone, choice).From(date).To(date.PlusMonths(3 * length)),
        7 => ReportingCalendar.FiscalYears(zone, choice).From(date).To(date.PlusYears(length / 2)),
        8 => ReportingPeriods.Between(zone, [.. CustomBounds(zone, date, choice, length)]),

        // One very short period among long ones: the periods are then found by binary search.
        _ => ReportingPeriods.Between(zone, Start(zone, date), Start(zone, date) + Duration.FromTicks(choice), Start(zone, date.PlusDays(30 * choice))),
    };

    private static IEnumerable<Instant> CustomBounds(DateTimeZone zone, LocalDate date, int hours, int length) =>
        Enumerable.Range(0, (2 * length) + 2).Select(i => Start(zone, date) + Duration.FromHours(hours * i) + Duration.FromTicks(i));

    private static Instant Start(DateTimeZone zone, LocalDate date) => Reference.ReferenceRollForward.StartOfDay(zone, date);

    public override string ToString() => $"{Periods} ({Zone.Id}) at [{string.Join(", ", Instants)}]";
}
