namespace Retention.Metrics.Tests.Formulas;

public sealed class NormalDistributionTests
{
    // Published values have 15 digits or more; a double carries 15.95.
    private const double Digits = 1e-15;

    /// <summary>Abramowitz and Stegun, Handbook of Mathematical Functions, table 26.1, to 15 decimals.</summary>
    [Theory]
    [InlineData(0.0, 0.500000000000000)]
    [InlineData(0.5, 0.691462461274013)]
    [InlineData(1.0, 0.841344746068543)]
    [InlineData(1.5, 0.933192798731142)]
    [InlineData(2.0, 0.977249868051821)]
    [InlineData(3.0, 0.998650101968370)]
    public void Probability_IsThatOfThePublishedTable(double z, double published) =>
        Assert.Equal(published, NormalDistribution.Probability(z), 6e-16);

    /// <summary>Computed with 50 digits (mpmath 1.3.0, ncdf).</summary>
    [Theory]
    [InlineData(-37, 5.7255712225245768227e-300)]
    [InlineData(-20, 2.7536241186062336951e-89)]
    [InlineData(-23.4567891, 5.6349943077408565972e-122)]
    [InlineData(-12.3456789, 2.5699415182297383869e-35)]
    [InlineData(-8.5, 9.4795348222033183542e-18)]
    [InlineData(-5, 2.8665157187919391167e-7)]
    [InlineData(-3, 0.0013498980316300945267)]
    [InlineData(-1.96, 0.024997895148220436213)]
    [InlineData(-1, 0.15865525393145705141)]
    [InlineData(-0.5, 0.30853753872598689636)]
    [InlineData(-0.1, 0.46017216272297101633)]
    [InlineData(0.3, 0.61791142218895263307)]
    [InlineData(0.66, 0.74537308532866386236)]
    [InlineData(5, 0.99999971334842812081)]
    [InlineData(8, 0.9999999999999993779)]
    public void Probability_KeepsItsRelativeAccuracyInTheTails(double z, double exact) =>
        Assert.Equal(1, NormalDistribution.Probability(z) / exact, 2 * Digits);

    /// <summary>The first three are the check values of M. J. Wichura, Algorithm AS 241, Applied Statistics 37 (1988); the others have 50 digits behind them (mpmath 1.3.0).</summary>
    [Theory]
    [InlineData(0.25, -0.6744897501960817)]
    [InlineData(0.001, -3.090232306167814)]
    [InlineData(1e-20, -9.262340089798408)]
    [InlineData(1e-300, -37.047096299361199237)]
    [InlineData(1e-100, -21.273453560965324294)]
    [InlineData(1e-10, -6.3613409024040561991)]
    [InlineData(0.025, -1.9599639845400542118)]
    [InlineData(0.05, -1.644853626951472688)]
    [InlineData(0.07, -1.4757910281791706856)]
    [InlineData(0.2, -0.84162123357291416552)]
    [InlineData(0.4, -0.25334710313579974132)]
    [InlineData(0.8, 0.8416212335729143638)]
    [InlineData(0.9, 1.2815515655446005935)]
    [InlineData(0.975, 1.9599639845400538556)]
    public void Quantile_IsThePublishedOne(double probability, double exact) =>
        Assert.Equal(1, NormalDistribution.Quantile(probability) / exact, 2 * Digits);

    [Fact]
    public void Quantile_OfTheMedian_IsZero() => Assert.Equal(0, NormalDistribution.Quantile(0.5));

    [Fact]
    public void Quantile_UndoesProbability()
    {
        for (double z = -8; z <= 5; z += 0.01)
        {
            // Above the median the probability itself is rounded to 1e-16, which the tail magnifies.
            double magnified = z <= 0 ? 0 : 1.2e-16 / (double.Exp(-z * z / 2) / double.Sqrt(2 * double.Pi));
            Assert.Equal(z, NormalDistribution.Quantile(NormalDistribution.Probability(z)), 5e-15 + magnified);
        }
    }

    [Fact]
    public void TwoSidedTail_IsBothTails()
    {
        for (double z = 0; z < 30; z += 0.1)
        {
            Assert.Equal(NormalDistribution.TwoSidedTail(z), NormalDistribution.TwoSidedTail(-z));
            Assert.Equal(1, 2 * NormalDistribution.Probability(-z) / NormalDistribution.TwoSidedTail(z), Digits);
        }
    }
}
