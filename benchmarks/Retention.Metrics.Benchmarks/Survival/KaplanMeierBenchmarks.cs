using BenchmarkDotNet.Attributes;
using Retention.Metrics.Modeling;

namespace Retention.Metrics.Benchmarks.Survival;

/// <summary>A survival curve of customers who all have a tenure of their own: the most rows a curve can have.</summary>
public class KaplanMeierBenchmarks : PerEventBenchmarks
{
    private int[] exits = [];
    private bool[] churned = [];

    /// <summary>How far apart the tenures lie: 1 is counted over all tenures, 2000 must be sorted.</summary>
    [Params(1, 2000)]
    public int Spread { get; set; }

    protected override void Prepare()
    {
        var random = new Random(20260101);
        exits = [.. Enumerable.Range(1, Events).Select(rank => rank * Spread)];
        random.Shuffle(exits);
        churned = [.. exits.Select(_ => random.NextDouble() < 0.7)];
    }

    protected override void Check()
    {
        IEnumerable<(SurvivalPoint Ours, (int Time, double Survival) Theirs)> steps = Curve().Points().Zip(LinqGroups());
        if (Curve().Times.Length != Events || steps.Any(step => step.Ours.Time != step.Theirs.Time || !Near(step.Ours.Survival, step.Theirs.Survival)))
        {
            throw new InvalidOperationException("The two curves differ; a comparison of their times would mean nothing.");
        }
    }

    [Benchmark(Baseline = true)]
    public IReadOnlyList<(int Time, double Survival)> LinqGroups()
    {
        var curve = new List<(int Time, double Survival)>();
        int atRisk = exits.Length;
        double survival = 1;
        foreach (var day in exits.Zip(churned, (time, left) => (time, left)).GroupBy(row => row.time).OrderBy(day => day.Key))
        {
            survival *= 1 - ((double)day.Count(row => row.left) / atRisk);
            curve.Add((day.Key, survival));
            atRisk -= day.Count();
        }

        return curve;
    }

    [Benchmark]
    public KaplanMeier Curve() => KaplanMeier.Estimate(RiskTable.FromColumns(exits, churned));

    [Benchmark]
    public SurvivalQuantile CurveAndMedianWithLimits() => Curve().Median();

    private static bool Near(double one, double other) => Math.Abs(one - other) <= 1e-9 * other;
}
