using Retention.Metrics.Modeling.Fitting;
using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling.Contracts;

/// <summary>The likelihood of the beta-discrete-Weibull model over the distinct tenures.</summary>
internal sealed class BetaDiscreteWeibullFit(RiskTable table) : IObjective
{
    private const double LikeCustomers = 1e5;
    private const double UnlikeCustomers = 1e-3;
    private const double NoTime = 1e-3;

    public int Dimension => 3;

    public static Fit<BetaDiscreteWeibull> Fit(RenewalDecisions data, ModelUnit unit, BetaDiscreteWeibull? warmStart)
    {
        double churn = data.Decisions > 0 ? Math.Clamp(data.ConstantChurn, 1e-6, 1 - 1e-6) : 0.5;
        if (data.WhyNotIdentified(parameters: 3) is { } reason)
        {
            return NotIdentified(new BetaDiscreteWeibull(churn, 1 - churn, 1, unit), data, reason);
        }

        // The shifted beta-geometric fit is a point of this model; from there on c is free.
        ShiftedBetaGeometric plain = ShiftedBetaGeometricFit.Fit(data, unit, warmStart: null).ModelDespiteStatus;
        IEnumerable<double[]> starts =
        [
            [plain.Alpha, plain.Beta, 1],
            [churn, 1 - churn, 1],
            [churn / 2, (1 - churn) / 2, 1.5],
            [10 * churn, 10 * (1 - churn), 0.7],
        ];
        return MaximumLikelihood.Fit<BetaDiscreteWeibull>(
            new BetaDiscreteWeibullFit(data.Table),
            warmStart is null ? starts : starts.Prepend([warmStart.Alpha, warmStart.Beta, warmStart.C]),
            unit,
            data.Customers,
            data.DistinctRows,
            [
                new BoundaryRule(
                    "discrete Weibull",
                    "alpha and beta grow without bound at a fixed ratio: the customers do not differ",
                    at => at[0] + at[1] > LikeCustomers),
                new BoundaryRule(
                    "mover-stayer",
                    "alpha and beta, or c, fall to 0: some customers leave at once and the others never",
                    at => at[0] + at[1] < UnlikeCustomers || at[2] < NoTime),
            ]);
    }

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        var at = new Point(Math.Exp(point[0]), Math.Exp(point[1]), Math.Exp(point[2]));
        double sum = 0;
        gradient.Clear();
        for (int row = 0; row < table.Count; row++)
        {
            int time = table.Times[row], stayed = table.Censored[row] - table.EnteredIn(row);
            Term here = at.LogSurvival(time);
            if (stayed != 0)
            {
                sum += stayed * here.Value;
                here.AddTo(gradient, stayed);
            }

            if (table.Events[row] > 0)
            {
                // ln [S(t - 1) - S(t)] = ln S(t - 1) + ln (1 - e^a), with a the log of the retention rate.
                Term before = at.LogSurvival(time - 1);
                double log = here.Value - before.Value, pull = 1 / LogSpace.Expm1(-log);
                sum += table.Events[row] * (before.Value + LogSpace.Difference(0, log));
                here.AddTo(gradient, -table.Events[row] * pull);
                before.AddTo(gradient, table.Events[row] * (1 + pull));
            }
        }

        return sum;
    }

    private static Fit<BetaDiscreteWeibull> NotIdentified(BetaDiscreteWeibull model, RenewalDecisions data, string reason)
    {
        double[] gradient = new double[3];
        double value = new BetaDiscreteWeibullFit(data.Table).Evaluate(
            [Math.Log(model.Alpha), Math.Log(model.Beta), Math.Log(model.C)], gradient);
        return new Fit<BetaDiscreteWeibull>(
            model, value, gradient.Max(Math.Abs), [], data.Customers, data.DistinctRows, FitStatus.NotIdentified(reason));
    }

    /// <summary>The parameters at which the likelihood is wanted.</summary>
    private readonly record struct Point(double Alpha, double Beta, double C)
    {
        public Term LogSurvival(int time)
        {
            if (time == 0)
            {
                return default;
            }

            double u = Math.Pow(time, C);
            double all = GammaFunction.DigammaDifference(Alpha + Beta, u), staying = GammaFunction.DigammaDifference(Beta, u);
            return new Term(
                BetaMixture.LogSurvival(Alpha, Beta, u),
                -Alpha * all,
                Beta * (staying - all),
                C * u * Math.Log(time) * BetaMixture.LogSurvivalSlope(Alpha, Beta, u));
        }
    }

    /// <summary>ln S(t) and its derivatives by the logarithms of the parameters.</summary>
    private readonly record struct Term(double Value, double ByAlpha, double ByBeta, double ByC)
    {
        public void AddTo(Span<double> gradient, double times)
        {
            gradient[0] += times * ByAlpha;
            gradient[1] += times * ByBeta;
            gradient[2] += times * ByC;
        }
    }
}
