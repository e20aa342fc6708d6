using Retention.Metrics.Modeling.Contracts;
using Retention.Metrics.Modeling.Fitting;

namespace Retention.Metrics.Modeling.Tests.Contracts;

public sealed class ContractFitTests
{
    private static readonly RiskTable Regular = RiskTable.FromSurvivors(1000, 631, 468, 382, 326, 289, 262, 241);

    [Fact]
    public void LogLikelihood_IsTheSumOverCustomers()
    {
        Fit<ShiftedBetaGeometric> plain = ShiftedBetaGeometric.Fit(Regular);
        Fit<BetaDiscreteWeibull> weibull = BetaDiscreteWeibull.Fit(Regular);

        Close.To(Naive(Regular, plain.Model), plain.LogLikelihood, 1e-12);
        Close.To(Naive(Regular, weibull.Model), weibull.LogLikelihood, 1e-12);
        Assert.True(weibull.LogLikelihood > plain.LogLikelihood);
        Assert.Equal((1000, 8), (plain.Customers, plain.DistinctRows));
    }

    [Fact]
    public void Gradients_AgreeWithDifferencesOfTheLikelihood()
    {
        RenewalDecisions data = RenewalDecisions.Of(Mixture());
        CheckGradient(new ShiftedBetaGeometricFit(data), [0.3, 1.1]);
        CheckGradient(new ShiftedBetaGeometricFit(data), [-2.0, 3.0]);
        CheckGradient(new BetaDiscreteWeibullFit(data.Table), [0.3, 1.1, 0.2]);
        CheckGradient(new BetaDiscreteWeibullFit(data.Table), [-1.5, 2.0, -0.4]);

        // 12^20 and the digammas of it agree to every digit.
        CheckGradient(new BetaDiscreteWeibullFit(data.Table), [-2.0, -1.5, 3.0]);
    }

    [Fact]
    public void LogSurvivalSlope_OfAWholeAlpha_IsASumOfReciprocals()
    {
        foreach (double x in new[] { 0.2, 3, 63.5, 64.5, 1000, 1e7, 1e14 })
        {
            double expected = -((1 / x) + (1 / (x + 1)) + (1 / (x + 2)));
            Close.To(expected, BetaMixture.LogSurvivalSlope(alpha: 3, beta: x / 2, u: x / 2), 1e-12, "slope");
        }
    }

    [Fact]
    public void BetaDiscreteWeibull_OfACohortThatNearlyAllLeavesAtOneRenewal_StillConverges()
    {
        // The shape runs far up; with a noisy gradient the search stopped at 23, at a log-likelihood of -1258.8312.
        Fit<BetaDiscreteWeibull> fit = BetaDiscreteWeibull.Fit(RiskTable.FromSurvivors(2000, 1820, 127, 71, 19, 12, 6, 3));

        Assert.True(fit.IsConverged, fit.ToString());
        Assert.InRange(fit.LogLikelihood, -1258.83, -1250);
    }

    [Fact]
    public void Fit_OfTenuresOneByOne_IsTheFitOfTheCohort()
    {
        IEnumerable<Spell> spells =
        [
            .. new[] { 369, 163, 86, 56, 37, 27, 21 }.SelectMany((count, t) => Enumerable.Repeat(Spell.ChurnedAt(t + 1), count)),
            .. Enumerable.Repeat(Spell.OpenAt(7), 241),
        ];

        Assert.Equal(ShiftedBetaGeometric.Fit(Regular), ShiftedBetaGeometric.Fit(RiskTable.FromSpells(spells.Reverse())));
    }

    [Fact]
    public void Fit_CustomersInTheirFirstPeriod_DoNotChangeIt()
    {
        RiskTable with = Regular.Merge(RiskTable.FromSurvivors(500));

        Fit<ShiftedBetaGeometric> one = ShiftedBetaGeometric.Fit(Regular), other = ShiftedBetaGeometric.Fit(with);
        Assert.Equal(one.Parameters, other.Parameters);
        Assert.Equal((one.LogLikelihood, one.Bic), (other.LogLikelihood, other.Bic));
    }

    [Fact]
    public void Fit_OfTenTimesTheCustomers_HasTheSameParametersAndErrorsSmallerByTheRoot()
    {
        RiskTable ten = Enumerable.Repeat(Regular, 10).Aggregate((all, cohort) => all.Merge(cohort));
        Fit<ShiftedBetaGeometric> one = ShiftedBetaGeometric.Fit(Regular), many = ShiftedBetaGeometric.Fit(ten);

        Close.To(one.LogLikelihood * 10, many.LogLikelihood, 1e-12);
        foreach ((var single, var tenfold) in one.Parameters.Zip(many.Parameters))
        {
            Close.To(single.Value, tenfold.Value, 1e-8, single.Name);
            Close.To(single.StandardError!.Value / Math.Sqrt(10), tenfold.StandardError!.Value, 1e-6, single.Name);
        }
    }

    [Fact]
    public void Fit_OfCustomersSeenFromALaterRenewalOn_CountsOnlyTheDecisionsSeen()
    {
        // Half of the cohort is first seen after two renewals; who left before never shows.
        RiskTable early = RiskTable.FromSurvivors(500, 316, 234, 191, 163, 145, 131, 120);
        RiskTable late = RiskTable.FromSpells(
        [
            .. new[] { (3, 43), (4, 28), (5, 19), (6, 13), (7, 10) }
                .SelectMany(row => Enumerable.Repeat(Spell.ChurnedAt(row.Item1, entry: 2), row.Item2)),
            .. Enumerable.Repeat(Spell.OpenAt(7, entry: 2), 121),
        ]);
        RiskTable both = early.Merge(late);
        Fit<ShiftedBetaGeometric> plain = ShiftedBetaGeometric.Fit(both);
        Fit<BetaDiscreteWeibull> weibull = BetaDiscreteWeibull.Fit(both);

        Close.To(Naive(early, plain.Model) + Naive(late, plain.Model) - (234 * Math.Log(plain.Model.Survival(2))), plain.LogLikelihood, 1e-12);
        Close.To(Naive(early, weibull.Model) + Naive(late, weibull.Model) - (234 * Math.Log(weibull.Model.Survival(2))), weibull.LogLikelihood, 1e-12);

        // The same leaving rates as in the whole cohort: the same customers, told from less.
        Fit<ShiftedBetaGeometric> whole = ShiftedBetaGeometric.Fit(Regular);
        Assert.InRange(plain["alpha"].Value, 0.9 * whole["alpha"].Value, 1.1 * whole["alpha"].Value);
        Assert.True(plain["beta"].StandardError > whole["beta"].StandardError);
    }

    [Fact]
    public void Fit_FromAWarmStart_FindsTheSameMaximum()
    {
        Fit<ShiftedBetaGeometric> cold = ShiftedBetaGeometric.Fit(Regular);
        Fit<ShiftedBetaGeometric> warm = ShiftedBetaGeometric.Fit(Regular, warmStart: new ShiftedBetaGeometric(0.5, 1));

        Close.To(cold["alpha"].Value, warm["alpha"].Value, 1e-9);
        Close.To(cold["beta"].Value, warm["beta"].Value, 1e-9);
    }

    [Fact]
    public void Json_RoundTrip_KeepsEveryBitOfEachModel()
    {
        Fit<ShiftedBetaGeometric> plain = ShiftedBetaGeometric.Fit(Regular, ModelUnit.Year);
        Fit<BetaDiscreteWeibull> weibull = BetaDiscreteWeibull.Fit(Regular);
        Fit<Geometric> coin = Geometric.Fit(Regular);

        Assert.Equal(plain, FitJson.Read<ShiftedBetaGeometric>(FitJson.Write(plain)));
        Assert.Equal(weibull, FitJson.Read<BetaDiscreteWeibull>(FitJson.Write(weibull)));
        Assert.Equal(coin, FitJson.Read<Geometric>(FitJson.Write(coin)));
    }

    [Fact]
    public void Fit_WithoutInformation_SaysWhatIsMissing()
    {
        (RiskTable Table, string Reason)[] cases =
        [
            (RiskTable.Empty, "No customer has come to a renewal."),
            (RiskTable.FromSurvivors(100), "No customer has come to a renewal."),
            (RiskTable.FromSurvivors(100, 100, 100), "Nobody has left, so differences between customers are not identified."),
            (RiskTable.FromSurvivors(100, 0), "Everybody has left at the first renewal they came to, so differences between customers are not identified."),
            (RiskTable.FromSurvivors(100, 60), "2 parameters need customers at 2 or more different renewals; the data have 1."),
        ];

        foreach ((RiskTable table, string reason) in cases)
        {
            Fit<ShiftedBetaGeometric> fit = ShiftedBetaGeometric.Fit(table);
            Assert.Equal(FitStatus.NotIdentified(reason), fit.Status);
            Assert.Equal(fit, FitJson.Read<ShiftedBetaGeometric>(FitJson.Write(fit)));
            Assert.Equal(FitOutcome.NotIdentified, BetaDiscreteWeibull.Fit(table).Status.Outcome);
        }

        Assert.Equal(
            FitStatus.NotIdentified("3 parameters need customers at 3 or more different renewals; the data have 2."),
            BetaDiscreteWeibull.Fit(RiskTable.FromSurvivors(100, 60, 50)).Status);
    }

    [Fact]
    public void Fit_AtAnEdge_NamesTheSimplerModel()
    {
        // Exactly geometric; falling retention, which unlike customers cannot show; leave at once or never.
        Edge(ShiftedBetaGeometric.Fit(RiskTable.FromSurvivors(1000, 900, 810, 729)).Status, "geometric");
        Edge(ShiftedBetaGeometric.Fit(RiskTable.FromSurvivors(1000, 950, 800, 500)).Status, "geometric");
        Edge(ShiftedBetaGeometric.Fit(RiskTable.FromSurvivors(1000, 600, 600, 600, 600)).Status, "mover-stayer");
        Edge(BetaDiscreteWeibull.Fit(RiskTable.FromSurvivors(1000, 600, 600, 600, 600)).Status, "mover-stayer");
        Edge(BetaDiscreteWeibull.Fit(RiskTable.FromSurvivors(1000, 950, 800, 500, 150)).Status, "discrete Weibull");

        static void Edge(FitStatus status, string model) =>
            Assert.True(
                status.Outcome == FitOutcome.Boundary && string.Equals(status.SimplerModel, model, StringComparison.Ordinal),
                status.ToString());
    }

    [Fact]
    public void Geometric_Fit_IsLeaversOverDecisions()
    {
        Fit<Geometric> fit = Geometric.Fit(RiskTable.FromSurvivors(100, 80, 70));

        Close.To(30 / 180.0, fit.Model.P, 1e-15);
        Close.To((30 * Math.Log(30 / 180.0)) + (150 * Math.Log(150 / 180.0)), fit.LogLikelihood, 1e-14);
        Close.To(Math.Sqrt(30 / 180.0 * (150 / 180.0) / 180), fit["p"].StandardError!.Value, 1e-14);
        Assert.Equal("no churn", Geometric.Fit(RiskTable.FromSurvivors(10, 10)).Status.SimplerModel);
        Assert.Equal("certain churn", Geometric.Fit(RiskTable.FromSurvivors(10, 0)).Status.SimplerModel);
        Assert.Equal(FitOutcome.NotIdentified, Geometric.Fit(RiskTable.Empty).Status.Outcome);
    }

    [Fact]
    public void Fit_OfChurnAtRenewalZero_IsRefused()
    {
        RiskTable table = RiskTable.FromSpells([Spell.ChurnedAt(0), Spell.OpenAt(3)]);

        Assert.Contains(
            "Churn at 0 occurs 1 times",
            Assert.Throws<ArgumentException>("renewals", () => ShiftedBetaGeometric.Fit(table)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("renewals", () => BetaDiscreteWeibull.Fit(table));
        Assert.Throws<ArgumentException>("renewals", () => Geometric.Fit(table));
        Assert.Throws<ArgumentNullException>("renewals", () => ShiftedBetaGeometric.Fit(null!));
    }

    private static RiskTable Mixture() => RiskTable.FromSurvivors(733, 379, 282, 213)
        .Merge(RiskTable.FromSurvivors(519, 286, 194))
        .Merge(RiskTable.FromSpells([Spell.ChurnedAt(9), Spell.OpenAt(12), Spell.ChurnedAt(7, entry: 4), Spell.OpenAt(11, entry: 3)]));

    private static double Naive(RiskTable table, ContractModel model)
    {
        double sum = 0;
        for (int row = 0; row < table.Count; row++)
        {
            int t = table.Times[row];
            sum += table.Events[row] > 0 ? table.Events[row] * Math.Log(model.ChurnProbability(t)) : 0;
            sum += table.Censored[row] * Math.Log(model.Survival(t));
        }

        return sum;
    }

    private static void CheckGradient(IObjective likelihood, double[] at)
    {
        double[] gradient = new double[at.Length], ignored = new double[at.Length];
        likelihood.Evaluate(at, gradient);
        for (int i = 0; i < at.Length; i++)
        {
            const double Step = 1e-4;
            double[] up = [.. at], down = [.. at];
            up[i] += Step;
            down[i] -= Step;
            double slope = (likelihood.Evaluate(up, ignored) - likelihood.Evaluate(down, ignored)) / (2 * Step);
            Close.To(slope, gradient[i], 1e-6, FormattableString.Invariant($"slope {i}"), 1e-5);
        }
    }
}
