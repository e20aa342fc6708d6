using Retention.Metrics.Modeling.Fitting;
using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling.Contracts;

/// <summary>The likelihood of the beta-discrete-Weibull model over the distinct tenures.</summary>
internal sealed class BetaDiscreteWeibullFit(RiskTable table) : IObjective
{
    private const string MoverStayer = "mover-stayer";

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
        double[] point = [plain.Alpha, plain.Beta, 1];
        var problem = new FitProblem(
            new BetaDiscreteWeibullFit(data.Table), Chart(churn), data.Customers, data.DistinctRows);
        return warmStart is null
            ? MaximumLikelihood.Fit<BetaDiscreteWeibull>(problem, unit, point)
            : MaximumLikelihood.Fit<BetaDiscreteWeibull>(problem, unit, point, [warmStart.Alpha, warmStart.Beta, warmStart.C]);
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

    // Parameters alpha, beta, c over ln(alpha / beta), ln(beta c) and ln c.
    private static Chart Chart(double churn)
    {
        (string, Func<double[], double>) mean = ("alpha / (alpha + beta)", p => p[0] / (p[0] + p[1]));
        return new(
            [
                new(-18.0, 18.0, -0.5, 2.5),
                new(-14.0, 14.0, -2.0, 4.0)
                {
                    AtHigh = new Edge(25.0, "discrete Weibull", "alpha and beta grow without bound at a fixed ratio: the customers do not differ", [0, 1]) { Finite = mean },
                    AtLow = new Edge(-25.0, MoverStayer, "alpha and beta fall to 0: some customers leave at once and the others never", [0, 1]) { Finite = mean },
                },
                new(-14.0, 14.0, -1.2, 1.5)
                {
                    AtHigh = new Edge(25.0, "power law", "c grows without bound, alpha and beta fall to 0: after the first renewal survival is a power of tenure", [0, 1, 2])
                    {
                        Finite = ("alpha c", p => p[0] * p[2]),
                    },
                    AtLow = new Edge(-25.0, MoverStayer, "c falls to 0: some customers leave at once and the others never", [0, 1, 2]) { WithoutEffect = [1] },
                },
            ],
            [[1, 1, -1], [0, 1, -1], [0, 0, 1]],
            [churn / (1 - churn), 1, 1]);
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

            double logU = C * Math.Log(time);
            if (logU > BetaMixture.FarOut)
            {
                double ofSum = GammaFunction.Digamma(Alpha + Beta);
                return new Term(
                    BetaMixture.LogSurvivalFarOut(Alpha, Beta, logU),
                    Alpha * (ofSum - logU),
                    Beta * GammaFunction.DigammaDifference(Beta, Alpha),
                    -Alpha * logU);
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
