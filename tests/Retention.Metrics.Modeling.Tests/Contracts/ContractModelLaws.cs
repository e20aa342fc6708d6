using FsCheck.Fluent;
using FsCheck;
using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling.Tests.Contracts;

public sealed class ContractModelLaws
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(200)).WithQuietOnSuccess(true);

    // From all but certain to almost like customers, and past the points where formulas change over.
    private static Gen<double> Weight { get; } = Gen.Choose(-300, 400).Select(hundredths => Math.Pow(10, hundredths / 100.0));

    private static Arbitrary<ContractModel> Models { get; } = Arb.From(Gen.OneOf(
        from alpha in Weight
        from beta in Weight
        select (ContractModel)new ShiftedBetaGeometric(alpha, beta),
        from alpha in Weight
        from beta in Weight
        from c in Gen.Choose(-50, 50)
        select (ContractModel)new BetaDiscreteWeibull(alpha, beta, Math.Pow(10, c / 100.0)),
        Gen.Choose(1, 999).Select(thousandths => (ContractModel)new Geometric(thousandths / 1000.0))));

    [Fact]
    public void Survival_IsNonIncreasingFromOneAndNeverLeavesZeroToOne() =>
        Prop.ForAll(Models, model =>
        {
            double before = 1;
            Assert.Equal(1.0, model.Survival(0));
            foreach (int t in Enumerable.Range(1, 40).Append(1000).Append(100_000))
            {
                Assert.InRange(model.Survival(t), 0, before);
                before = model.Survival(t);
            }
        }).Check(Settings);

    [Fact]
    public void Project_ChurnAndSurvivalAddUpToOne() =>
        Prop.ForAll(Models, model =>
        {
            var curve = model.Project(30);
            for (int t = 1; t <= 30; t++)
            {
                Close.To(1 - curve[t].Survival, curve.Take(t + 1).Sum(row => row.ChurnProbability ?? 0), 1e-9, "sum", 1e-12);
                Close.To(curve[t].Survival, curve[t - 1].Survival * curve[t].RetentionRate!.Value, 1e-9, "S", 1e-300);
            }
        }).Check(Settings);

    [Fact]
    public void RetentionRate_OfUnlikeCustomers_RisesWithTenure() =>
        Prop.ForAll(Weight.ToArbitrary(), Weight.ToArbitrary(), (alpha, beta) =>
        {
            var model = new ShiftedBetaGeometric(alpha, beta);
            for (int t = 1; t < 20; t++)
            {
                Assert.True(model.RetentionRate(t) <= model.RetentionRate(t + 1));
                Close.To((beta + t - 1) / (alpha + beta + t - 1), model.RetentionRate(t), 1e-11, "retention", 1e-15);
            }
        }).Check(Settings);

    [Fact]
    public void Survival_OfTheShiftedBetaGeometric_IsTheProductOfItsRetentionRates() =>
        Prop.ForAll(Weight.ToArbitrary(), Weight.ToArbitrary(), (alpha, beta) =>
        {
            var model = new ShiftedBetaGeometric(alpha, beta);
            double product = 1;
            for (int t = 1; t < 60; t++)
            {
                product *= (beta + t - 1) / (alpha + beta + t - 1);
                Close.To(product, model.Survival(t), 1e-10, "S", 1e-300);
            }
        }).Check(Settings);

    [Fact]
    public void BetaDiscreteWeibull_WithCOfOne_IsTheShiftedBetaGeometric() =>
        Prop.ForAll(Weight.ToArbitrary(), Weight.ToArbitrary(), (alpha, beta) =>
        {
            var plain = new ShiftedBetaGeometric(alpha, beta);
            var weibull = new BetaDiscreteWeibull(alpha, beta, 1);
            foreach (int t in new[] { 1, 2, 17, 400, 12_000 })
            {
                Close.To(plain.Survival(t), weibull.Survival(t), 1e-9, "S", 1e-300);
            }

            foreach (double rate in new[] { 1e-3, 0.02, 0.1, 0.5 })
            {
                Close.To(
                    plain.DiscountedResidualLifetime(3, rate).Value!.Value,
                    weibull.DiscountedResidualLifetime(3, rate).Value!.Value,
                    1e-9,
                    FormattableString.Invariant($"DERL({alpha}, {beta}) at {rate}"));
            }
        }).Check(Settings);

    [Fact]
    public void DiscountedResidualLifetime_IsTheNextRenewalAndWhatFollows() =>
        Prop.ForAll(Models, Gen.Choose(1, 12).ToArbitrary(), (model, period) =>
        {
            foreach (double rate in new[] { 0.001, 0.05, 0.3, 2 })
            {
                double here = model.DiscountedResidualLifetime(period, rate).Value!.Value;
                double next = model.DiscountedResidualLifetime(period + 1, rate).Value!.Value;
                Close.To(model.RetentionRate(period) * (1 + (next / (1 + rate))), here, 1e-9, "DERL", 1e-300);
            }
        }).Check(Settings);

    [Fact]
    public void DiscountedResidualLifetime_AHigherDiscountRate_NeverRaisesIt() =>
        Prop.ForAll(Models, Gen.Choose(1, 12).ToArbitrary(), (model, period) =>
        {
            double before = model.DiscountedResidualLifetime(period, 0).Value ?? double.PositiveInfinity;
            foreach (double rate in new[] { 1e-6, 1e-4, 0.01, 0.1, 1, 10 })
            {
                double value = model.DiscountedResidualLifetime(period, rate).Value!.Value;
                Assert.InRange(value, 0, before * (1 + 1e-12));
                before = value;
            }
        }).Check(Settings);

    [Fact]
    public void DiscountedResidualLifetime_AgreesWithTheHypergeometricFunction() =>
        Prop.ForAll(Weight.ToArbitrary(), Weight.ToArbitrary(), (alpha, beta) =>
        {
            foreach (double rate in new[] { 1e-5, 1e-3, 0.04, 0.5, 5 })
            {
                double expected = (beta + 1) / (alpha + beta + 1)
                    * GaussHypergeometric.Value(1, beta + 2, alpha + beta + 2, 1 / (1 + rate));
                Close.To(
                    expected,
                    new ShiftedBetaGeometric(alpha, beta).DiscountedResidualLifetime(2, rate).Value!.Value,
                    1e-9,
                    FormattableString.Invariant($"DERL({alpha}, {beta}) at {rate}"));
            }
        }).Check(Settings);

    [Fact]
    public void DiscountedLifetime_IsTheSumOfTheDiscountedSurvival() =>
        Prop.ForAll(Models, model =>
        {
            double sum = 0;
            for (int t = 400; t >= 0; t--)
            {
                sum += model.Survival(t) * Math.Pow(1.15, -t);
            }

            Close.To(sum, model.DiscountedLifetime(0.15).Value!.Value, 1e-10, "DEL");
        }).Check(Settings);

    [Fact]
    public void ShiftedBetaGeometric_WithVeryLargeWeights_IsGeometric() =>
        Prop.ForAll(Gen.Choose(1, 99).ToArbitrary(), percent =>
        {
            var coin = new Geometric(percent / 100.0);
            var like = new ShiftedBetaGeometric(1e9 * percent, 1e9 * (100 - percent));
            Close.To(coin.Survival(24), like.Survival(24), 1e-6, "S");
            Close.To(coin.ExpectedTenure.Value!.Value, like.ExpectedTenure.Value!.Value, 1e-6, "tenure");
            Close.To(coin.DiscountedLifetime(0.02).Value!.Value, like.DiscountedLifetime(0.02).Value!.Value, 1e-6, "discounted");
        }).Check(Settings);
}
