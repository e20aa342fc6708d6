using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Retention.Metrics.Revenue;

namespace Retention.Metrics.Tests.Revenue;

/// <summary>Printed lines of MRR add up, and none is far from its exact amount.</summary>
public sealed class MrrFootingLaws
{
    private static readonly Currency[] Currencies = [Currency.Eur, Currency.Jpy, Currency.TryParse("KWD", out Currency dinar) ? dinar : default];

    /// <summary>A cent a month in annual millionths.</summary>
    private const long Cent = 120_000;

    /// <summary>Amounts close to each other and to halves of a minor unit, where rounding decides.</summary>
    private static readonly Arbitrary<Case> Cases = Arb.From(
        from currency in Gen.Elements(Currencies)
        from opening in Amount
        from lines in Gen.Zip(Amount, Gen.Elements(1, -1)).ListOf()
        select new Case(currency, opening, [.. lines.Select(line => (line.Item1, line.Item2))]));

    private static Gen<long> Amount => Gen.OneOf(
        Gen.Choose(0, 12).Select(tenths => tenths * (Cent / 4)),
        Gen.Choose(0, 5_000_000).Select(millionths => (long)millionths),
        Gen.Choose(0, 1_000).Select(cents => cents * Cent),
        Gen.Choose(0, 1_000).Select(units => units * 12_000_000L));

    [Fact]
    public void PrintedLines_AddUpToThePrintedClosing() => Laws.Check(Cases, one =>
    {
        decimal sum = one.Opening.Monthly.Amount + one.Lines.Zip(one.Printed, (line, printed) => line.Sign * printed.Amount).Sum();

        Assert.Equal(one.Closing.Monthly.Amount, sum);
    });

    [Fact]
    public void NoLine_DiffersFromItsAmountByAWholeMinorUnit() => Laws.Check(Cases, one =>
    {
        decimal unit = one.Currency.MinorAmount(1).Amount;
        decimal[] off = [.. one.Lines.Zip(one.Printed, (line, printed) => Math.Abs(printed.Amount - line.Amount.UnroundedMonthly.Amount))];
        if (one.HasNoRemainder)
        {
            // The documented case: at most one line is off, by one minor unit.
            Assert.True(off.Count(difference => difference != 0m) <= 1 && off.All(difference => difference <= unit));
            return;
        }

        Assert.All(off, difference => Assert.True(difference < unit, $"{difference} {one.Currency}"));
    });

    /// <summary>A table shows no movement where there is none.</summary>
    [Fact]
    public void ALineOfZero_StaysZero() => Laws.Check(Cases, one =>
        Assert.All(one.Lines.Zip(one.Printed).Where(line => line.First.Amount.IsZero), line => Assert.Equal(0m, line.Second.Amount)));

    /// <summary>Of two gains, or of two losses, the larger is never printed as the smaller.</summary>
    [Fact]
    public void LargestRemainders_ReceiveTheMissingUnits() => Laws.Check(Cases, one =>
    {
        if (one.HasNoRemainder)
        {
            return;
        }

        // Both are computed where they are asked for.
        IReadOnlyList<(RecurringRevenue Amount, int Sign)> lines = one.Lines;
        IReadOnlyList<Money> printed = one.Printed;
        for (int i = 0; i < lines.Count; i++)
        {
            for (int j = 0; j < lines.Count; j++)
            {
                if (lines[i].Sign == lines[j].Sign && lines[i].Amount.CompareTo(lines[j].Amount) > 0)
                {
                    Assert.True(printed[i].Amount >= printed[j].Amount);
                }
            }
        }
    });

    /// <summary>
    /// 8.335 + 0.334 + 0.333 − 0.001 = 9.001. From 8.34 (half-even) to 9.00 are 66 cents; rounded down, the lines are 33, 33 and −1. The missing cent goes to the largest
    /// remainder, 0.9 of the loss.
    /// </summary>
    [Fact]
    public void AnExampleOnPaper()
    {
        IReadOnlyList<Money> printed = MrrFooting.Movements(Annual(8.335m), [(Annual(0.334m), 1), (Annual(0.333m), 1), (Annual(0.001m), -1)], Annual(9.001m));

        Assert.Equal([0.33m, 0.33m, 0.00m], printed.Select(line => line.Amount));
    }

    /// <summary>833.5 and 834.5 cents: half-even makes 834 of both, and the one movement of a cent cannot be printed.</summary>
    [Fact]
    public void TwoHalvesRoundedApart_MoveTheFirstMovementByOneMinorUnit()
    {
        Assert.Equal([0.00m, 0.00m], MrrFooting.Movements(Annual(8.335m), [(Annual(0m), 1), (Annual(0.01m), 1)], Annual(8.345m)).Select(line => line.Amount));
        Assert.Equal([0.00m, 0.02m], MrrFooting.Movements(Annual(8.345m), [(Annual(0m), 1), (Annual(0.01m), 1)], Annual(8.355m)).Select(line => line.Amount));
    }

    [Fact]
    public void MovementsThatDoNotClose_AreRefused() =>
        Assert.Contains("8.34 EUR/month and its movements are 8.35 EUR/month, not 9.00 EUR/month", Assert.Throws<ArgumentException>(() => MrrFooting.Movements(Annual(8.34m), [(Annual(0.01m), 1)], Annual(9m))).Message, StringComparison.Ordinal);

    [Fact]
    public void EveryLineOfARow_IsPrinted_UnderEveryFigureOfMoneyPerMonth()
    {
        var totals = new RollForwardTotals { OpeningMrr = 100_020_000, NewMrr = 40_000, ChurnMrr = 30_000, LostMrr = 30_000, FxMrr = -50_000, ClosingMrr = 99_980_000, OpeningCustomers = 2, NewCustomers = 1, ChurnedCustomers = 1, LostCustomers = 1, CustomersAtRisk = 2, ClosingCustomers = 2 };
        ReportingPeriods january = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 1, 1));
        IReadOnlyDictionary<RollForwardFigure, Money> lines = MrrFooting.Of(RollForward.FromTotals(january, MetricPolicy.Default, Currency.Eur, [totals])[0]);

        Assert.Equal(RollForwardFigure.All.Where(figure => figure.Unit == FigureUnit.MoneyPerMonth).ToHashSet(), lines.Keys.ToHashSet());
        Assert.Equal(lines[RollForwardFigure.Of(RevenueFigure.ClosingMrr)].Amount, lines[RollForwardFigure.Of(RevenueFigure.OpeningMrr)].Amount + lines.Sum(line => line.Key.Sign * line.Value.Amount));
    }

    private static RecurringRevenue Annual(decimal monthly) => RecurringRevenue.PerYear(Currency.Eur.Amount(monthly * 12m));

    /// <summary>A balance and lines in annual millionths, each with its sign.</summary>
    private sealed record Case(Currency Currency, long Millionths, IReadOnlyList<(long Millionths, int Sign)> Movements)
    {
        public RecurringRevenue Opening => new(Millionths, Currency);

        public IReadOnlyList<(RecurringRevenue Amount, int Sign)> Lines => [.. Movements.Select(line => (new RecurringRevenue(line.Millionths, Currency), line.Sign))];

        public RecurringRevenue Closing => new(Movements.Aggregate((Int128)Millionths, (sum, line) => sum + (line.Sign * line.Millionths)), Currency);

        public IReadOnlyList<Money> Printed => MrrFooting.Movements(Opening, Lines, Closing);

        /// <summary>Whether each movement is whole minor units.</summary>
        public bool HasNoRemainder => Movements.All(line => line.Millionths % (12 * Currency.MillionthsPerMinorUnit) == 0);
    }
}
