using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Modeling.Tests.Contracts;

/// <summary>Whatever the customers did, a fit says what became of it.</summary>
public sealed class ContractFitLaws
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(LawCases.AtMost(150)).WithQuietOnSuccess(true);

    // Small cohorts of every shape: nobody leaves, everybody leaves, retention falls, one renewal only.
    private static Arbitrary<RiskTable> Renewals { get; } = Arb.From(
        from cohorts in Gen.Choose(1, 3)
        from sizes in Gen.Elements(3, 40, 2000).ListOf(cohorts)
        from shares in Gen.Choose(0, 100).ListOf(8).ListOf(cohorts)
        from renewals in Gen.Choose(0, 8).ListOf(cohorts)
        select Enumerable.Range(0, cohorts)
            .Select(i => RiskTable.FromSurvivors(Survivors(sizes[i], [.. shares[i].Take(renewals[i])])))
            .Aggregate((all, cohort) => all.Merge(cohort)));

    [Fact]
    public void Fit_OfAnyCohorts_NeverFailsSilently() =>
        Prop.ForAll(Renewals, renewals =>
        {
            Fit<Geometric> coin = Geometric.Fit(renewals);
            Fit<ShiftedBetaGeometric> plain = ShiftedBetaGeometric.Fit(renewals);
            Fit<BetaDiscreteWeibull> weibull = BetaDiscreteWeibull.Fit(renewals);

            Speaks(coin);
            Speaks(plain);
            Speaks(weibull);

            // Each model holds the one before, so a maximum of it lies no lower.
            Assert.True(!plain.IsConverged || plain.LogLikelihood >= coin.LogLikelihood - 1e-7, plain.ToString());
            Assert.True(!weibull.IsConverged || !plain.IsConverged || weibull.LogLikelihood >= plain.LogLikelihood - 1e-7, weibull.ToString());
        }).Check(Settings);

    private static void Speaks<TModel>(Fit<TModel> fit)
        where TModel : class, IFittedModel<TModel>
    {
        Assert.True(double.IsFinite(fit.LogLikelihood) && fit.LogLikelihood <= 1e-9, fit.ToString());
        Assert.All(fit.ModelDespiteStatus.Parameters, value => Assert.True(double.IsFinite(value) && value >= 0, fit.ToString()));
        Assert.NotEqual(FitOutcome.Failed, fit.Status.Outcome);
        if (fit.IsConverged)
        {
            Assert.All(fit.Parameters, parameter => Assert.True(parameter.StandardError is > 0 and < double.PositiveInfinity, fit.ToString()));
            Assert.Same(fit.ModelDespiteStatus, fit.Model);
        }
        else
        {
            Assert.False(string.IsNullOrEmpty(fit.Status.Reason), fit.ToString());
            Assert.Throws<FitNotConvergedException>(() => fit.Model);
        }
    }

    private static int[] Survivors(int size, int[] percentStaying)
    {
        List<int> survivors = [size];
        foreach (int percent in percentStaying)
        {
            survivors.Add(survivors[^1] * percent / 100);
        }

        return [.. survivors];
    }
}
