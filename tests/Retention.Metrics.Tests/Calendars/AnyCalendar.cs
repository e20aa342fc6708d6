using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Tests.Calendars;

/// <summary>A calendar of any kind in a zone in which something is odd, and instants where clocks change, midnights are skipped or days are left out.</summary>
internal sealed record AnyCalendar(string Kind, DateTimeZone Zone, ImmutableArray<Instant> Instants)
{
    private static readonly Dictionary<string, Func<DateTimeZone, ReportingCalendar>> Kinds = new(
    [
        new("days", ReportingCalendar.Days),
        new("months", ReportingCalendar.Months),
        new("quarters", ReportingCalendar.Quarters),
        new("years", ReportingCalendar.Years),
        .. from day in Enumerable.Range(1, 7)
           select KeyValuePair.Create($"weeks from {(IsoDayOfWeek)day}", (DateTimeZone zone) => ReportingCalendar.Weeks(zone, (IsoDayOfWeek)day)),
        .. from month in Enumerable.Range(1, 12)
           from kind in new[] { "quarters", "years" }
           select KeyValuePair.Create(
               FormattableString.Invariant($"fiscal {kind} from month {month}"),
               (DateTimeZone zone) => kind == "years" ? ReportingCalendar.FiscalYears(zone, month) : ReportingCalendar.FiscalQuarters(zone, month)),
    ]);

    public ReportingCalendar Calendar => Kinds[Kind](Zone);

    public bool IsFiscal => Kind.StartsWith("fiscal", StringComparison.Ordinal);

    public static Arbitrary<AnyCalendar> Any { get; } = Arb.From(
        from scenario in Testing.Any.PeriodScenario.Generator
        from kind in Gen.Elements(Kinds.Keys.ToArray())
        select new AnyCalendar(kind, scenario.Zone, scenario.Instants),
        one => one.Instants.Length == 1 ? [] : one.Instants.Select(left => one with { Instants = one.Instants.Remove(left) }));

    public override string ToString() => $"{Kind} in {Zone.Id} at {string.Join(", ", Instants)}";
}
