using BenchmarkDotNet.Attributes;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;
using Retention.Metrics.Modeling;

namespace Retention.Metrics.Benchmarks.Modeling;

/// <summary>A fit of BG/NBD to as many customers as CDNOW has, against a simplex search over the textbook likelihood.</summary>
[MemoryDiagnoser]
public class BgNbdFitBenchmarks
{
    private PurchaseHistory[] histories = [];
    private CustomerPurchases[] rows = [];

    [Params(2_357)]
    public int Customers { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        PurchaseSummary summary = SimulatedShop.Customers(Customers, seed: 20260101);
        rows = [.. summary.Customers];
        histories = [.. rows.Select(row => row.History)];
        Fit<BgNbd> fit = Fit();
        double ours = fit.LogLikelihood;
        double textbook = BgNbdBenchmarks.Textbook(histories, Vector<double>.Build.Dense([fit.Model.R, fit.Model.Alpha, fit.Model.A, fit.Model.B]));
        double theirs = SimplexSearch();

        // A simplex stops where it no longer gets on, which may lie short of the maximum, but never above it.
        if (!(Math.Abs(ours - textbook) < 1e-9 * Math.Abs(ours) && ours >= theirs - 1e-6 && ours - theirs < 1e-3 * Math.Abs(ours)))
        {
            throw new InvalidOperationException(FormattableString.Invariant($"The maxima differ: {ours}, which the textbook's likelihood puts at {textbook}, and {theirs}."));
        }
    }

    [Benchmark(Baseline = true)]
    public double SimplexSearch()
    {
        var objective = ObjectiveFunction.Value(point => -BgNbdBenchmarks.Textbook(histories, point.Map(Math.Exp)));
        MinimizationResult found = new NelderMeadSimplex(1e-6, 20_000).FindMinimum(objective, Vector<double>.Build.Dense(4));
        return -found.FunctionInfoAtMinimum.Value;
    }

    [Benchmark]
    public Fit<BgNbd> Fit() => BgNbd.Fit(PurchaseSummary.Of(rows, ModelUnit.Week));
}

/// <summary>A fit to many customers, from their rows to the maximum, against one single pass over the textbook likelihood.</summary>
public class BgNbdBenchmarks : PerEventBenchmarks
{
    private PurchaseHistory[] histories = [];
    private CustomerPurchases[] rows = [];
    private PurchaseSummary summary = null!;
    private BgNbd model = null!;

    protected override void Prepare()
    {
        summary = SimulatedShop.Customers(Events, seed: 20260101);
        rows = [.. summary.Customers];
        histories = [.. rows.Select(row => row.History)];
        model = Fit().Model;
    }

    protected override void Check()
    {
        Fit<BgNbd> fit = Fit();
        double naive = Textbook(histories, Vector<double>.Build.Dense([model.R, model.Alpha, model.A, model.B]));
        if (Math.Abs(fit.LogLikelihood - naive) > 1e-9 * Math.Abs(naive))
        {
            throw new InvalidOperationException(FormattableString.Invariant($"The log-likelihoods differ: {fit.LogLikelihood} and {naive}."));
        }
    }

    [Benchmark(Baseline = true)]
    public double OnePassOverTheTextbookLikelihood() => Textbook(histories, Vector<double>.Build.Dense([0.25, 4.5, 0.8, 2.5]));

    [Benchmark]
    public Fit<BgNbd> Fit() => BgNbd.Fit(PurchaseSummary.Of(rows, ModelUnit.Week));

    [Benchmark]
    public PurchasePredictions Predict() => PurchasePredictions.Of(model, summary, new PredictionRequest(52.0, Discounting.None));

    /// <summary>The formula of the paper, customer by customer.</summary>
    internal static double Textbook(PurchaseHistory[] histories, Vector<double> p)
    {
        (double r, double alpha, double a, double b) = (p[0], p[1], p[2], p[3]);
        double sum = 0.0;
        foreach (PurchaseHistory history in histories)
        {
            int x = history.Frequency;
            double constant = SpecialFunctions.GammaLn(r + x) - SpecialFunctions.GammaLn(r) + (r * Math.Log(alpha))
                + SpecialFunctions.GammaLn(a + b) + SpecialFunctions.GammaLn(b + x) - SpecialFunctions.GammaLn(b) - SpecialFunctions.GammaLn(a + b + x);
            double alive = -(r + x) * Math.Log(alpha + history.Age);
            double dead = x == 0 ? double.NegativeInfinity : Math.Log(a) - Math.Log(b + x - 1.0) - ((r + x) * Math.Log(alpha + history.Recency));
            double top = Math.Max(alive, dead);
            sum += constant + top + Math.Log(Math.Exp(alive - top) + Math.Exp(dead - top));
        }

        return sum;
    }
}
