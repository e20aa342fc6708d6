using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Testing.Generators;

/// <summary>Instants at which clocks, years or months do something odd, and around them.</summary>
internal static class Instants
{
    public static Arbitrary<Instant> Any { get; } = Arb.From(
        from periods in PeriodScenario.AnyPeriods from instant in PeriodScenario.AnyAround(periods) select instant,
        RoundInstants.Smaller);
}
