using BenchmarkDotNet.Attributes;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Benchmarks.Linq;

namespace Retention.Metrics.Benchmarks.Revenue;

/// <summary>NRR, GRR and churn over the twelve months up to each of 48.</summary>
public class TrailingRetentionBenchmarks : SubscriptionBenchmarks
{
    [Benchmark(Baseline = true)]
    public YearUpTo[] Linq() => LinqTrailing.Of(Changes);

    [Benchmark]
    public TrailingRetention TrailingYear() => Timeline.TrailingYear(Months.Periods, execution: ExecutionOptions.Sequential);

    [Benchmark]
    public TrailingRetention OnAllCores() => Timeline.TrailingYear(Months.Periods, execution: ExecutionOptions.Default);

    protected override void Check()
    {
        List<YearUpTo> found = Rates(TrailingYear());
        Answers.MustAgreeOnEach("the years on all cores", found, Rates(OnAllCores()));
        Answers.MustAgreeOnEach("the years", HasLinq ? Linq() : found, found);
    }

    private static List<YearUpTo> Rates(TrailingRetention years) => [.. years.Select(row => new YearUpTo(row.NetRevenueRetention, row.GrossRevenueRetention))];
}
