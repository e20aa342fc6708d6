using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.TimeZones;

namespace Retention.Metrics.Testing;

/// <summary>Periods of some kind in some zone, and few instants on, just before, just after and around their bounds, rising.</summary>
/// <remarks>
/// What goes wrong with periods goes wrong at their bounds: so most instants lie on one, or one tick before or after it, and the dates are those at
/// which something is odd: clocks that change by an hour or half an hour, midnights that are skipped or come twice, a day that a zone leaves out,
/// 29 February, year ends.
/// </remarks>
/// <param name="Periods">The periods.</param>
/// <param name="Instants">At least one instant, rising.</param>
public sealed record PeriodScenario(ReportingPeriods Periods, ImmutableArray<Instant> Instants)
{
    private readonly ImmutableArray<Instant> instants = Rising(Instants);

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
        ("America/St_Johns", new(2010, 11, 5)),
        ("America/Asuncion", new(2023, 9, 29)),
        ("Asia/Beirut", new(2024, 3, 29)),
        ("Pacific/Apia", new(2011, 12, 28)),
        ("UTC", new(2023, 12, 28)),
        ("UTC", new(2024, 2, 27)),
    ];

    private static readonly Duration[] Offsets =
    [
        Duration.Zero, Duration.Zero, Duration.Zero, Duration.FromTicks(-1), Duration.FromTicks(1),
        Duration.FromMinutes(-30), Duration.FromMinutes(30), Duration.FromHours(1), Duration.FromHours(11), Duration.FromDays(-1), Duration.FromDays(40),
    ];

    private static readonly Duration[] TimesOfDay =
    [
        Duration.Zero, Duration.FromTicks(1), Duration.FromMinutes(30), Duration.FromHours(1), Duration.FromHours(12), Duration.FromHours(23.5), Duration.FromHours(24) - Duration.FromTicks(1),
    ];

    private static readonly ZoneLocalMappingResolver FirstInstant =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>At least one instant, rising.</summary>
    /// <exception cref="ArgumentException">There is no instant, or one does not lie after the one before it.</exception>
    public ImmutableArray<Instant> Instants
    {
        get => instants;
        init => instants = Rising(value);
    }

    /// <summary>The zone of the periods.</summary>
    public DateTimeZone Zone => Periods.Zone;

    /// <summary>An instant of the scenario, or one well after all of them: every index names one, so that a smaller case never lacks any.</summary>
    /// <param name="index">0 or more.</param>
    public Instant this[int index] => index < Instants.Length ? Instants[index] : Instants[^1] + Duration.FromDays(20 * (index - Instants.Length + 1));

    /// <summary>The scenario as code.</summary>
    public override string ToString() => CSharpCode.Of(this);

    internal static Gen<ReportingPeriods> AnyPeriods { get; } =
        from odd in Gen.Elements(OddDays)
        from kind in Gen.Choose(0, 9)
        from choice in Gen.Choose(1, 12)
        from length in Gen.Choose(0, 5)
        from timeOfDay in Gen.Elements(TimesOfDay)
        select PeriodsOf(DateTimeZoneProviders.Tzdb[odd.Zone], odd.Date, kind, choice, length, timeOfDay);

    internal static Arbitrary<PeriodScenario> Any { get; } = Arb.From(
        from periods in AnyPeriods
        from count in Gen.Choose(2, 7)
        from instants in AnyAround(periods).ListOf(count)
        select new PeriodScenario(periods, [.. instants.Distinct().Order()]),
        Smaller);

    /// <summary>Instants on, just before, just after and around the bounds of periods, or a year before: as of when, until when.</summary>
    /// <param name="periods">The periods.</param>
    public static Arbitrary<Instant> InstantAround(ReportingPeriods periods)
    {
        ArgumentNullException.ThrowIfNull(periods);
        return Arb.From(AnyAround(periods), RoundInstants.Smaller);
    }

    internal static Gen<Instant> AnyAround(ReportingPeriods periods) =>
        from bound in Gen.Choose(0, periods.Count)
        from offset in Gen.Elements(Offsets)
        from yearsBack in Gen.Frequency((5, Gen.Constant(0)), (1, Gen.Constant(1)))
        let at = bound == periods.Count ? periods[^1].LocalEnd : periods[bound].LocalStart
        let back = at.Zone.AtLeniently(at.LocalDateTime.PlusYears(-yearsBack)).ToInstant()
        select (yearsBack == 0 ? at.ToInstant() : back) + offset;

    private static IEnumerable<PeriodScenario> Smaller(PeriodScenario scenario)
    {
        foreach (ReportingPeriods periods in PeriodSlices.Smaller(scenario.Periods))
        {
            yield return scenario with { Periods = periods };
        }

        for (int i = 0; scenario.Instants.Length > 1 && i < scenario.Instants.Length; i++)
        {
            yield return scenario with { Instants = scenario.Instants.RemoveAt(i) };
        }
    }

    private static ReportingPeriods PeriodsOf(DateTimeZone zone, LocalDate date, int kind, int choice, int length, Duration timeOfDay) => kind switch
    {
        0 => ReportingCalendar.Days(zone).From(date).To(date.PlusDays(length + 1)),
        1 => ReportingCalendar.Weeks(zone).From(date).To(date.PlusWeeks(length)),
        2 => ReportingCalendar.Weeks(zone, (IsoDayOfWeek)(1 + (choice % 7))).From(date).To(date.PlusWeeks(length)),
        3 => ReportingCalendar.Months(zone).From(date).To(date.PlusMonths(length * choice)),
        4 => ReportingCalendar.Quarters(zone).From(date).To(date.PlusMonths(3 * length)),
        5 => ReportingCalendar.Years(zone).From(date).To(date.PlusYears(length / 2)),
        6 => ReportingCalendar.FiscalQuarters(zone, choice).From(date).To(date.PlusMonths(3 * length)),
        7 => ReportingCalendar.FiscalYears(zone, choice).From(date).To(date.PlusYears(length / 2)),
        8 => ReportingPeriods.Between(zone, [.. CustomBounds(Start(zone, date) + timeOfDay, choice, length)]),

        // One very short period among long ones: the periods are then found by binary search.
        _ => ReportingPeriods.Between(zone, Start(zone, date) + timeOfDay, Start(zone, date) + timeOfDay + Duration.FromTicks(choice), Start(zone, date.PlusDays(30 * choice))),
    };

    private static IEnumerable<Instant> CustomBounds(Instant first, int hours, int length) =>
        Enumerable.Range(0, (2 * length) + 2).Select(i => first + Duration.FromHours(hours * i) + Duration.FromTicks(i));

    private static ImmutableArray<Instant> Rising(ImmutableArray<Instant> instants)
    {
        if (instants.IsDefaultOrEmpty)
        {
            throw new ArgumentException("There is no instant; a scenario has at least one.", nameof(instants));
        }

        for (int i = 1; i < instants.Length; i++)
        {
            if (instants[i] <= instants[i - 1])
            {
                throw new ArgumentException(FormattableString.Invariant($"Instant {i} ({instants[i]}) does not lie after instant {i - 1} ({instants[i - 1]}); instants rise."), nameof(instants));
            }
        }

        return instants;
    }

    private static Instant Start(DateTimeZone zone, LocalDate date) => zone.ResolveLocal(date.AtMidnight(), FirstInstant).ToInstant();
}
