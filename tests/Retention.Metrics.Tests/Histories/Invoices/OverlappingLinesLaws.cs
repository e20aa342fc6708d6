using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Retention.Metrics.Histories.Invoices;
using Retention.Metrics.Tests.Reference;

namespace Retention.Metrics.Tests.Histories.Invoices;

/// <summary>Any lines of one subscription have the levels of a reference that looks at all of them at every instant.</summary>
public sealed class OverlappingLinesLaws
{
    private static readonly Instant Origin = At.Utc("2026-01-01");

    // Few starts and lengths, so that many lines start and end together.
    private static readonly Gen<BilledLine> Lines =
        from start in Gen.Frequency((3, Gen.Elements(0, 24, 31 * 24, 59 * 24)), (2, Gen.Choose(0, 60).Select(day => day * 24)), (1, Gen.Choose(0, 1_500)))
        from hours in Gen.Frequency((4, Gen.Elements(7 * 24, 28 * 24, 31 * 24, 59 * 24, 365 * 24)), (1, Gen.Choose(1, 2_000)))
        from amount in Gen.Elements(0m, 10m, 12.34m, 0.125m, 20.0000m, 99.999999m, 1_000_000m)
        from product in Gen.Elements("", " ", "a", "b", "c", "B")
        from interval in Gen.Frequency((4, Gen.Constant<BillingInterval?>(null)), (1, Gen.Constant<BillingInterval?>(BillingInterval.Monthly)), (1, Gen.Constant<BillingInterval?>(BillingInterval.Yearly)))
        select new BilledLine(0, Origin + Duration.FromHours(start), Origin + Duration.FromHours(start + hours), At.Eur(amount), IsProration: false, product, interval);

    private static readonly Gen<BilledLine> Prorations =
        from line in Lines
        from length in Gen.Frequency((9, Gen.Elements(1, 24, 100, 16 * 24, 31 * 24).Select(hours => Duration.FromHours(hours))), (1, Gen.Elements(1L, 50, 99, 150, 123_456_789).Select(Duration.FromNanoseconds)))
        from amount in Gen.Elements(-5m, -0.01m, 0.01m, 1.23m, 33m)
        select line with { End = line.Start + length, Amount = At.Eur(amount), IsProration = true };

    private static readonly Arbitrary<(List<BilledLine> Lines, int GapDays, int? DataEnd, string Zone)> Cases = Arb.From(
        from oneInterval in Gen.Elements(true, false)
        from full in Lines.ListOf()
        from prorations in Gen.Frequency((1, Gen.Constant(new List<BilledLine>())), (2, Prorations.ListOf().Select(list => list.ToList())))
        from foreign in Gen.Frequency((19, Gen.Constant(false)), (1, Gen.Constant(true)))
        from gap in Gen.Elements(0, 0, 1, 3, 40)
        from dataEnd in Gen.Elements<int?>(null, 31, 45, 100)
        from zone in Gen.Elements("UTC", "Europe/Berlin", "Asia/Kathmandu")
        let own = full.Select(line => oneInterval ? line with { Interval = BillingInterval.Monthly } : line).Concat(prorations)
        select (own.Select((line, place) => line with { Place = place, Amount = foreign && place == 3 ? new Money(1m, Currency.Usd) : line.Amount }).ToList(), gap, dataEnd, zone));

    [Fact]
    public void Levels_AreThoseOfLookingAtAllLinesAtEveryInstant() => Laws.Check(Cases, AreAlike, times: 5_000);

    /// <summary>The rate of the first proration ends where the last of the next lines is stated anew.</summary>
    [Fact]
    public void ALevelAtASecondProration_IsOfTheLastNextLine()
    {
        List<BilledLine> lines = [Line(0, 0, 25, 10m), Line(1, 2, 20, 5m, isProration: true), Line(2, 10, 31, 1m, isProration: true), Line(3, 20, 31, 1m, isProration: true), Line(4, 31, 59, 20m), Line(5, 31, 59, 30m)];

        AreAlike((lines, 0, null, "UTC"));
        Assert.Equal(5, new InvoiceLevels(DateTimeZone.Utc, Duration.Zero, dataEnd: null).Of(lines).Levels.Single(level => level.At == Origin + Duration.FromDays(20)).Place);
    }

    private static BilledLine Line(int place, int from, int until, decimal amount, bool isProration = false) =>
        new(place, Origin + Duration.FromDays(from), Origin + Duration.FromDays(until), At.Eur(amount), isProration, "", BillingInterval.Monthly);

    private static void AreAlike((List<BilledLine> Lines, int GapDays, int? DataEnd, string Zone) drawn)
    {
        (Duration gap, Instant? dataEnd) = (Duration.FromDays(drawn.GapDays), drawn.DataEnd is { } days ? Origin + Duration.FromDays(days) : null);
        DateTimeZone zone = At.Zone(drawn.Zone);
        (List<BilledLevel> levels, BilledProblem? problem) = new InvoiceLevels(zone, gap, dataEnd).Of([.. drawn.Lines]);
        (List<BilledLevel> expected, BilledProblem? expectedProblem) = new ReferenceInvoiceLevels(zone, gap, dataEnd).Of([.. drawn.Lines]);

        Assert.Equal((expectedProblem?.Kind, expectedProblem?.Message), (problem?.Kind, problem?.Message));
        Assert.Equal(expectedProblem?.Places ?? [], problem?.Places ?? []);
        Assert.Equal(expected.Select(Reading), levels.Select(Reading));
    }

    /// <summary>A level with the decimals of its amount as they are written; those of a year are computed.</summary>
    private static (BilledLevel Level, string? Amount) Reading(BilledLevel level) =>
        (level, level.Price is { } price && price.Interval != BillingInterval.Yearly ? price.Amount.Amount.ToString(CultureInfo.InvariantCulture) : null);
}
