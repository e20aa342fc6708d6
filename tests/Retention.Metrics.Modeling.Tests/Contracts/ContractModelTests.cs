namespace Retention.Metrics.Modeling.Tests.Contracts;

public sealed class ContractModelTests
{
    [Fact]
    public void ShiftedBetaGeometric_WithUniformChances_HalvesThenLosesAThird()
    {
        var model = new ShiftedBetaGeometric(1, 1);

        for (int t = 0; t < 5; t++)
        {
            Close.To(1.0 / (t + 1), model.Survival(t), 1e-15);
        }

        Close.To(2 / 3.0, model.RetentionRate(2), 1e-15);
        Close.To(1 / 6.0, model.ChurnProbability(2), 1e-15);
        Close.To(0.6, model.ConditionalSurvival(made: 2, further: 2), 1e-15);
    }

    [Fact]
    public void Geometric_IsACoinTossedAtEachRenewal()
    {
        var model = new Geometric(0.25);

        Close.To(27 / 64.0, model.Survival(3), 1e-15);
        Close.To(9 / 64.0, model.ChurnProbability(3), 1e-15);
        Close.To(4.0, model.ExpectedTenure.Value!.Value, 1e-15);
        Close.To(0.75 * 1.1 / 0.35, model.DiscountedResidualLifetime(5, 0.1).Value!.Value, 1e-15);
        Assert.Equal(0.0, new Geometric(1).Survival(1));
        Assert.Equal(1.0, new Geometric(1).Survival(0));
        Assert.Equal(0.0, new Geometric(1).DiscountedResidualLifetime(1, 0.1).Value);
        Assert.NotNull(new Geometric(0).ExpectedTenure.Undefined);
    }

    [Fact]
    public void ExpectedTenure_OfAHeavyTail_IsUndefinedWithItsReason()
    {
        ExpectedPeriods tenure = new ShiftedBetaGeometric(0.668, 3.806).ExpectedTenure;

        Assert.Null(tenure.Value);
        Assert.Equal("The mean tenure is infinite for alpha of at most 1; alpha is 0.668.", tenure.Undefined);
        Assert.Equal("undefined: " + tenure.Undefined, tenure.ToString());
        Assert.NotNull(new ShiftedBetaGeometric(1, 3).DiscountedResidualLifetime(4, 0).Undefined);
        Assert.Null(new ShiftedBetaGeometric(1, 3).DiscountedResidualLifetime(4, 1e-4).Undefined);
        Assert.NotNull(new BetaDiscreteWeibull(0.5, 1, 2).ExpectedTenure.Undefined);
        Assert.Null(new BetaDiscreteWeibull(0.51, 1, 2).ExpectedTenure.Undefined);
    }

    [Theory]
    [InlineData(1.5, 3, 7.0)]
    [InlineData(1.001, 0.4, 401.0)]
    [InlineData(40, 120, (40 + 120 - 1) / 39.0)]
    public void ExpectedTenure_OfTheShiftedBetaGeometric_HasItsClosedForm(double alpha, double beta, double expected)
    {
        Close.To(expected, (alpha + beta - 1) / (alpha - 1), 1e-9, "the closed form");

        Close.To(expected, new ShiftedBetaGeometric(alpha, beta).ExpectedTenure.Value!.Value, 1e-9);
        Close.To(expected, new BetaDiscreteWeibull(alpha, beta, 1).ExpectedTenure.Value!.Value, 1e-9);
    }

    [Fact]
    public void BadInput_IsRefusedWithValueAndRange()
    {
        foreach (double bad in new[] { 0, -1, double.NaN, double.PositiveInfinity })
        {
            Assert.Throws<ArgumentOutOfRangeException>("alpha", () => new ShiftedBetaGeometric(bad, 1));
            Assert.Throws<ArgumentOutOfRangeException>("beta", () => new ShiftedBetaGeometric(1, bad));
            Assert.Throws<ArgumentOutOfRangeException>("alpha", () => new BetaDiscreteWeibull(bad, 1, 1));
            Assert.Throws<ArgumentOutOfRangeException>("beta", () => new BetaDiscreteWeibull(1, bad, 1));
            Assert.Throws<ArgumentOutOfRangeException>("c", () => new BetaDiscreteWeibull(1, 1, bad));
        }

        Assert.Throws<ArgumentOutOfRangeException>("p", () => new Geometric(-0.1));
        Assert.Throws<ArgumentOutOfRangeException>("p", () => new Geometric(1.1));
        Assert.Throws<ArgumentOutOfRangeException>("p", () => new Geometric(double.NaN));

        var model = new ShiftedBetaGeometric(1, 1);
        Assert.Throws<ArgumentOutOfRangeException>("renewals", () => model.Survival(-1));
        Assert.Throws<ArgumentOutOfRangeException>("renewal", () => model.RetentionRate(0));
        Assert.Throws<ArgumentOutOfRangeException>("renewal", () => model.ChurnProbability(0));
        Assert.Throws<ArgumentOutOfRangeException>("made", () => model.ConditionalSurvival(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("further", () => model.ConditionalSurvival(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>("renewals", () => model.Project(-1));
        Assert.Throws<ArgumentOutOfRangeException>("period", () => model.DiscountedResidualLifetime(0, 0.1));
        foreach (double bad in new[] { -0.1, double.NaN, double.PositiveInfinity })
        {
            Assert.Throws<ArgumentOutOfRangeException>("discountRate", () => model.DiscountedResidualLifetime(1, bad));
        }
    }
}
