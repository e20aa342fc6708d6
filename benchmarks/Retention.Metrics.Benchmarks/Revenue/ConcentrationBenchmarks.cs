using BenchmarkDotNet.Attributes;
using NodaTime;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Benchmarks.Linq;

namespace Retention.Metrics.Benchmarks.Revenue;

/// <summary>What is paid at an instant, by everyone and by the ten who pay most.</summary>
public class ConcentrationBenchmarks : SubscriptionBenchmarks
{
    private static readonly DateTime Day = new(2025, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    [Benchmark(Baseline = true), BenchmarkCategory(nameof(MrrAt))]
    public decimal LinqMrrAt() => LinqWho.MrrAt(Changes, Day);

    [Benchmark, BenchmarkCategory(nameof(MrrAt))]
    public RecurringRevenue MrrAt() => Timeline.MrrAt(Instant.FromDateTimeUtc(Day));

    [Benchmark(Baseline = true), BenchmarkCategory(nameof(Concentration))]
    public decimal LinqConcentration() => LinqWho.LargestAt(Changes, Day, largest: 10);

    [Benchmark, BenchmarkCategory(nameof(Concentration))]
    public RevenueConcentration Concentration() => Timeline.ConcentrationAt(Instant.FromDateTimeUtc(Day), largest: 10);

    protected override void Check()
    {
        Answers.MustAgree("MRR", MrrAt(), Concentration().TotalMrr);
        if (HasLinq)
        {
            Answers.MustAgree("MRR", LinqMrrAt(), MrrAt().Monthly.Amount);
            Answers.MustAgree("the MRR of the largest", LinqConcentration(), Concentration().LargestMrr.Monthly.Amount);
        }
    }
}
