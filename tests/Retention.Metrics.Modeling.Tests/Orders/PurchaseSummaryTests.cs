using NodaTime;

namespace Retention.Metrics.Modeling.Tests.Orders;

public sealed class PurchaseSummaryTests
{
    private static readonly LocalDate End = new(2026, 2, 2);

    // Ada buys twice on one day and again a fortnight later; Bo once, and again after the end; Cy after the end only.
    private static readonly Purchase[] Purchases =
    [
        new("bo", new LocalDate(2026, 1, 30), 12.50m),
        new("ada", new LocalDate(2026, 1, 19), 50m),
        new("cy", new LocalDate(2026, 2, 20), 9m),
        new("ada", new LocalDate(2026, 1, 5), 30m),
        new("bo", new LocalDate(2026, 2, 3), 7m),
        new("ada", new LocalDate(2026, 1, 5), 4m),
    ];

    [Fact]
    public void Summary_OfAFewOrders_IsWhatPaperSays()
    {
        PurchaseSummary summary = PurchaseSummary.Of(Purchases, End, ModelUnit.Week);

        Assert.Equal(["ada", "bo"], summary.Customers.Select(customer => customer.Customer.Value));
        Assert.Equal(new PurchaseHistory(1, 2.0, 4.0), summary["ada"].History);
        Assert.Equal(34m, summary["ada"].FirstSpend);
        Assert.Equal(50m, summary["ada"].RepeatSpend);
        Assert.Equal(50.0, summary["ada"].MeanRepeatValue);
        Assert.Equal(new PurchaseHistory(0, 0.0, 3.0 / 7.0), summary["bo"].History);
        Assert.Null(summary["bo"].MeanRepeatValue);
        Assert.Throws<KeyNotFoundException>(() => summary["cy"]);
    }

    [Fact]
    public void Summary_InAnyOrderOfInput_IsTheSame()
    {
        PurchaseSummary expected = PurchaseSummary.Of(Purchases, End, ModelUnit.Week);
        var random = new Random(20260101);
        for (int i = 0; i < 20; i++)
        {
            Purchase[] shuffled = [.. Purchases];
            random.Shuffle(shuffled);
            Assert.Equal(expected.Customers, PurchaseSummary.Of(shuffled, End, ModelUnit.Week).Customers);
        }
    }

    [Fact]
    public void Split_CountsDaysAndNewcomersExactly()
    {
        CalibrationHoldout split = CalibrationHoldout.Of(Purchases, End, new LocalDate(2026, 2, 20), ModelUnit.OfDays("fortnight", 14.0));

        Assert.Equal(18.0 / 14.0, split.Length);
        Assert.Equal(1, split.NewInHoldout);
        Assert.Equal([new("ada", 0, 0m), new HoldoutPurchases("bo", 1, 7m)], split.Holdout);
        Assert.Null(split.Holdout[0].MeanValue);
    }

    [Fact]
    public void Split_WhoseHoldoutDoesNotFollow_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CalibrationHoldout.Of(Purchases, End, End, ModelUnit.Day));

    [Theory]
    [InlineData("-1", "The amount -1 of customer ada is negative;")]
    [InlineData("0.1234567", "The amount 0.1234567 of customer ada has more than six decimals;")]
    [InlineData("9223372036854.775808", "The amount 9223372036854.775808 of customer ada does not fit;")]
    public void Summary_OfAnAmountThatIsNone_IsRefused(string amount, string message)
    {
        Purchase[] purchases = [new("bo", End, 0.123456m), new("ada", End, decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture))];

        Assert.Contains(message, Assert.Throws<ArgumentException>(() => PurchaseSummary.Of(purchases, End, ModelUnit.Day)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Summary_OfTheLargestAmount_KeepsIt() =>
        Assert.Equal(9223372036854.775807m, PurchaseSummary.Of([new Purchase("ada", End, 9223372036854.775807m)], End, ModelUnit.Day)["ada"].FirstSpend);

    [Fact]
    public void Summary_OfNobody_IsRefused() =>
        Assert.Throws<ArgumentException>(() => PurchaseSummary.Of([default(Purchase) with { Date = End }], End, ModelUnit.Day));

    [Fact]
    public void Summary_OfTotalsOfAnotherEngine_IsTheSummaryOfTheOrders()
    {
        var table = RfmTable.FromTotals(
            End,
            Currency.Eur,
            ["bo", "ada"],
            [new() { AgeDays = 3, FirstRevenue = 12_500_000 }, new() { Frequency = 1, RecencyDays = 14, AgeDays = 28, FirstRevenue = 34_000_000, RepeatRevenue = 50_000_000 }]);

        PurchaseSummary summary = PurchaseSummary.Of(table, ModelUnit.Week);

        Assert.Equal(PurchaseSummary.Of(Purchases, End, ModelUnit.Week).Customers, summary.Customers);
        Assert.Equal(End, summary.End);
    }

    [Fact]
    public void Summary_InAUnitWithoutLength_IsRefused() =>
        Assert.Throws<ArgumentException>(() => PurchaseSummary.Of(Purchases, End, ModelUnit.Named("renewal")));

    [Fact]
    public void Summary_WithACustomerTwice_IsRefused() =>
        Assert.Throws<ArgumentException>(() => PurchaseSummary.Of([new CustomerPurchases("a", default), new CustomerPurchases("a", default)], ModelUnit.Day));

    [Theory]
    [InlineData(-1, 0, 1)]
    [InlineData(1, -1, 1)]
    [InlineData(1, 2, 1)]
    [InlineData(0, 1, 1)]
    [InlineData(1, double.NaN, 1)]
    [InlineData(1, 0, double.PositiveInfinity)]
    public void History_ThatCannotBe_IsRefused(int frequency, double recency, double age) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PurchaseHistory(frequency, recency, age));

    [Fact]
    public void Scores_OfTiedCustomers_AreEqual()
    {
        PurchaseSummary summary = PurchaseSummary.Of(
            [
                new("a", new PurchaseHistory(0, 0, 10), 0m, 10m),
                new("b", new PurchaseHistory(0, 0, 10), 0m, 20m),
                new("c", new PurchaseHistory(3, 9, 10), 30m, 20m),
                new("d", new PurchaseHistory(9, 10, 10), 60m, 20m),
            ],
            ModelUnit.Week);

        // Halves: two customers tie at the bottom of recency and frequency, so the third is the first of the upper half.
        Assert.Equal(["111", "111", "222", "222"], RfmScores.Of(summary, groups: 2).Select(score => score.Code));
        Assert.Equal(["111", "1-1-25", "50-50-50", "75-75-75"], RfmScores.Of(summary, groups: 99).Select(score => score.Code));
    }

    [Fact]
    public void Segments_CoverEveryPairOfScores()
    {
        var seen = new HashSet<RfmSegment>();
        for (int recency = 1; recency <= 5; recency++)
        {
            for (int frequency = 1; frequency <= 5; frequency++)
            {
                seen.Add(RfmScores.Segment(recency, frequency));
            }
        }

        Assert.Equal(Enum.GetValues<RfmSegment>().Length, seen.Count);
        Assert.Equal(RfmSegment.Champions, RfmScores.Segment(5, 5));
        Assert.Equal(RfmSegment.Hibernating, RfmScores.Segment(1, 1));
        Assert.Equal(RfmSegment.CannotLose, RfmScores.Segment(1, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => RfmScores.Segment(6, 1));
    }
}
