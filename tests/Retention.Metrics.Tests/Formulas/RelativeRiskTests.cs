using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests.Formulas;

public sealed class RelativeRiskTests
{
    private static readonly Arbitrary<(long A, long M, long B, long N)> Tables = Arb.From(
        from m in Gen.Choose(1, 500)
        from n in Gen.Choose(1, 500)
        from a in Gen.Choose(1, m)
        from b in Gen.Choose(1, n)
        select ((long)a, (long)m, (long)b, (long)n));

    /// <summary>
    /// SciPy 1.8, relative_risk(10, 75, 12, 225), after Sahai and Khurshid, "Statistics in Epidemiology" (1996); heart attacks with placebo, 189 of 11,034, and
    /// with aspirin, 104 of 11,037: the table of Agresti, "An Introduction to Categorical Data Analysis", of which the R package epitools makes 1.817802 (1.433031 to 2.305884).
    /// </summary>
    [Theory]
    [InlineData(10, 75, 12, 225, "2.5000 (1.1262 to 5.5499, at 95 %)")]
    [InlineData(189, 11_034, 104, 11_037, "1.8178 (1.4330 to 2.3059, at 95 %)")]
    public void Of_IsThePublishedOne(long lost, long customers, long referenceLost, long referenceCustomers, string expected) =>
        Assert.Equal(expected, RelativeRisk.Of(lost, customers, referenceLost, referenceCustomers).ToString());

    [Fact]
    public void Of_IsSciPysToTheLastDigit()
    {
        RelativeRisk risk = RelativeRisk.Of(10, 75, 12, 225)!.Value;

        Assert.Equal(2.5, risk.Value, 12);
        Assert.Equal(1.1261564003469628, risk.Lower!.Value, 12);
        Assert.Equal(5.549850800541033, risk.Upper!.Value, 12);
    }

    [Fact]
    public void Of_IsThatOfEpitools()
    {
        RelativeRisk risk = RelativeRisk.Of(189, 11_034, 104, 11_037)!.Value;

        Assert.Equal((1.817802, 1.433031, 2.305884), (double.Round(risk.Value, 6), double.Round(risk.Lower!.Value, 6), double.Round(risk.Upper!.Value, 6)));
    }

    /// <summary>An implementation of its own: the log of the quotient of two rates, with the variance of each log by the delta method.</summary>
    [Fact]
    public void TheLimits_AreThoseOfTheLogOfTheQuotient() => Laws.Check(Tables, one =>
    {
        double p = (double)one.A / one.M, q = (double)one.B / one.N;
        double error = double.Sqrt(((1 - p) / (one.M * p)) + ((1 - q) / (one.N * q))), log = double.Log(p / q);
        RelativeRisk risk = RelativeRisk.Of(one.A, one.M, one.B, one.N)!.Value;

        Assert.Equal(p / q, risk.Value, 9);
        Assert.Equal(log - (1.959963984540054 * error), double.Log(risk.Lower!.Value), 9);
        Assert.Equal(log + (1.959963984540054 * error), double.Log(risk.Upper!.Value), 9);
    });

    [Fact]
    public void TheOtherWayRound_ItIsTheReciprocal() => Laws.Check(Tables, one =>
    {
        RelativeRisk risk = RelativeRisk.Of(one.A, one.M, one.B, one.N)!.Value, back = RelativeRisk.Of(one.B, one.N, one.A, one.M)!.Value;

        Assert.Equal(1, risk.Value * back.Value, 9);
        Assert.Equal(1, risk.Lower!.Value * back.Upper!.Value, 9);
        Assert.InRange(risk.Value, risk.Lower.Value, risk.Upper!.Value);
    });

    [Fact]
    public void WhereEverybodyIsLost_TheLimitsAreTheValue() => Assert.Equal(new RelativeRisk(1, 1, 1, 0.95), RelativeRisk.Of(3, 3, 5, 5));

    [Fact]
    public void WhereACellIsZero_ItIsUndefined()
    {
        Assert.Null(RelativeRisk.Of(1, 3, 0, 5));
        Assert.Null(RelativeRisk.Of(0, 0, 1, 5));
        Assert.Null(RelativeRisk.Of(1, 3, 0, 0));
        Assert.Equal(new RelativeRisk(0, null, null, 0.95), RelativeRisk.Of(0, 3, 1, 5));
        Assert.Equal("0.0000 (limits undefined, at 95 %)", RelativeRisk.Of(0, 3, 1, 5).ToString());
    }

    [Fact]
    public void BadInput_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("lost", () => RelativeRisk.Of(4, 3, 1, 5));
        Assert.Throws<ArgumentOutOfRangeException>("referenceLost", () => RelativeRisk.Of(1, 3, 6, 5));
        Assert.Throws<ArgumentOutOfRangeException>("referenceCustomers", () => RelativeRisk.Of(1, 3, 1, -5));
        Assert.Throws<ArgumentOutOfRangeException>("level", () => RelativeRisk.Of(1, 3, 1, 5, level: 0));
    }
}
