using System.Collections.Immutable;
using Retention.Metrics.Modeling.Fitting;

namespace Retention.Metrics.Modeling.Tests.Fitting;

public sealed class MaximizerTests
{
    /// <summary>A one-parameter model: exponential waiting times with a mean, in log-parameters.</summary>
    internal sealed class Exponential(ImmutableArray<double> values, ModelUnit unit) : IFittedModel<Exponential>
    {
        public static string ModelName => "exponential";

        public static ImmutableArray<string> ParameterNames => ["rate", "spare"];

        public ImmutableArray<double> Parameters => values;

        public ModelUnit Unit => unit;

        public static Exponential FromParameters(ImmutableArray<double> values, ModelUnit unit) => new(values, unit);
    }

    private sealed class Objective(int dimension, Func<double[], (double Value, double[] Gradient)> evaluate) : IObjective
    {
        public int Dimension => dimension;

        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
        {
            (double value, double[] slope) = evaluate(point.ToArray());
            slope.CopyTo(gradient);
            return value;
        }
    }

    private static Objective Rosenbrock => new(2, p =>
    {
        double u = p[1] - (p[0] * p[0]);
        double v = 1.0 - p[0];
        return (-((100.0 * u * u) + (v * v)), [(400.0 * u * p[0]) + (2.0 * v), -200.0 * u]);
    });

    [Fact]
    public void Maximize_OnABentRidge_FindsTheTop()
    {
        var ascent = new Ascent(Rosenbrock, Chart.Plain(2).Coordinates, [-1.2, 1.0]);
        ascent.Climb();
        Maximum found = ascent.Finish();

        Assert.Equal(1.0, found.Point[0], 1e-9);
        Assert.Equal(1.0, found.Point[1], 1e-9);
        Assert.True(found.ExpectedGain < 1e-15);
        Assert.True(ascent.Evaluations < 500, $"{ascent.Evaluations} evaluations");
    }

    [Fact]
    public void Fit_OfAnInteriorMaximum_HasItsClosedFormEstimateAndError()
    {
        // 200 waiting times with sum 50: rate 4, standard error 4/sqrt(200); "spare" has a maximum of its own at 2.
        var objective = new Objective(2, p =>
        {
            double rate = Math.Exp(p[0]);
            double d = p[1] - Math.Log(2.0);
            return ((200.0 * p[0]) - (50.0 * rate) - (10.0 * d * d), [200.0 - (50.0 * rate), -20.0 * d]);
        });

        Fit<Exponential> fit = MaximumLikelihood.Fit<Exponential>(new FitProblem(objective, Chart.Plain(2), 200, 200), ModelUnit.Week);

        Assert.Equal(FitOutcome.Converged, fit.Status.Outcome);
        Close.To(4.0, fit["rate"].Value, 1e-12);
        Close.To(4.0 / Math.Sqrt(200.0), fit["rate"].StandardError!.Value, 1e-8);
        Close.To(4.0 - (2.0 * fit.LogLikelihood), fit.Aic, 1e-15);
        Close.To((2.0 * Math.Log(200.0)) - (2.0 * fit.LogLikelihood), fit.Bic, 1e-15);
        Assert.Same(fit.ModelDespiteStatus, fit.Model);
    }

    [Fact]
    public void Fit_OfALikelihoodThatRisesForEver_IsABoundaryAndNamesTheSimplerModel()
    {
        var objective = new Objective(2, p => (
            (-Math.Exp(-p[0])) - (p[1] * p[1]), [Math.Exp(-p[0]), -2.0 * p[1]]));
        var chart = new Chart(
            [
                new Coordinate(-14.0, 14.0) { AtHigh = new Edge(25.0, "certain", "rate grows without bound", [0]) },
                new Coordinate(-14.0, 14.0),
            ],
            [[1.0, 0.0], [0.0, 1.0]],
            [1.0, 1.0]);

        Fit<Exponential> fit = MaximumLikelihood.Fit<Exponential>(new FitProblem(objective, chart, 10, 10), ModelUnit.Week);

        Assert.Equal(FitOutcome.Boundary, fit.Status.Outcome);
        Assert.Equal("certain", fit.Status.SimplerModel);
        var thrown = Assert.Throws<FitNotConvergedException>(() => fit.Model);
        Assert.Contains("rate grows without bound", thrown.Message, StringComparison.Ordinal);
        Assert.NotNull(fit.ModelDespiteStatus);
    }

    [Fact]
    public void Fit_OfALikelihoodWithARidge_IsNotIdentified()
    {
        var objective = new Objective(2, p =>
        {
            double d = p[0] + p[1] - 1.0;
            return (-d * d, [-2.0 * d, -2.0 * d]);
        });

        Fit<Exponential> fit = MaximumLikelihood.Fit<Exponential>(new FitProblem(objective, Chart.Plain(2), 10, 10), ModelUnit.Week);

        Assert.Equal(FitOutcome.NotIdentified, fit.Status.Outcome);
        Assert.Contains("rate and spare", fit.Status.Reason!, StringComparison.Ordinal);
        Assert.Throws<FitNotConvergedException>(() => fit.Model);
    }

    [Fact]
    public void Fit_OfALikelihoodWithoutValue_Failed()
    {
        var objective = new Objective(2, _ => (double.NaN, [double.NaN, double.NaN]));

        Fit<Exponential> fit = MaximumLikelihood.Fit<Exponential>(new FitProblem(objective, Chart.Plain(2), 10, 10), ModelUnit.Week);

        Assert.Equal(FitOutcome.Failed, fit.Status.Outcome);
        Assert.Throws<FitNotConvergedException>(() => fit.Model);
        Assert.Equal(fit, FitJson.Read<Exponential>(FitJson.Write(fit)));
    }

    [Fact]
    public void Json_RoundTrip_KeepsEveryBit()
    {
        var objective = new Objective(2, p =>
        {
            double rate = Math.Exp(p[0]);
            return ((7.0 * p[0]) - (3.0 * rate) - (p[1] * p[1] * 5.0), [7.0 - (3.0 * rate), -10.0 * p[1]]);
        });
        var unit = ModelUnit.OfDays("fortnight", 14.0);
        Fit<Exponential> fit = MaximumLikelihood.Fit<Exponential>(new FitProblem(objective, Chart.Plain(2), 7, 6), unit);

        string json = FitJson.Write(fit);
        Fit<Exponential> back = FitJson.Read<Exponential>(json);

        Assert.Equal(fit, back);
        Assert.Equal(json, FitJson.Write(back));
        Assert.Equal(14.0, back.Unit.Days);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("nonsense")]
    [InlineData("""{"format":1,"model":"BG/NBD"}""")]
    [InlineData("""{"format":99,"model":"exponential"}""")]
    public void Json_ThatIsNotThisFit_IsAFormatException(string json) =>
        Assert.Throws<FormatException>(() => FitJson.Read<Exponential>(json));

    [Fact]
    public void RowCounts_JoinIdenticalRowsWhateverTheirOrder()
    {
        RowCounts<int> rows = RowCounts<int>.Of([3, 1, 3, 2, 3, 1]);

        Assert.Equal([1, 2, 3], rows.Rows);
        Assert.Equal([2L, 1L, 3L], rows.Counts);
        Assert.Equal(6, rows.Total);
    }
}
