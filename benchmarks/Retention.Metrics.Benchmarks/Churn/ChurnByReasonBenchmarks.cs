using BenchmarkDotNet.Attributes;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Benchmarks.Linq;
using Retention.Metrics.Benchmarks.Reporting;

namespace Retention.Metrics.Benchmarks.Churn;

/// <summary>Churn by reason over 48 months. The baseline has the reason at hand; the library finds it among the events of the history.</summary>
[ReadsObjects]
public class ChurnByReasonBenchmarks : SubscriptionBenchmarks
{
    private SubscriptionHistory history = null!;

    [Benchmark(Baseline = true)]
    public IReadOnlyDictionary<(int Month, ChurnReason Reason), ReasonTotals> Linq() =>
        LinqMovements.Of(Changes, Netting.PerPeriod).Where(move => move.IsChurn)
            .GroupBy(move => (move.Month, SubscriptionFacts.ReasonOf(move.Customer)))
            .ToDictionary(same => same.Key, same => new ReasonTotals(same.Count(), same.Sum(move => move.From)));

    [Benchmark]
    public ChurnByReason ByReason() => ChurnAnalysis.Of(history).ByReason(Months.Periods);

    protected override void Prepare()
    {
        base.Prepare();
        history = SubscriptionHistory.Create(HasLinq ? SubscriptionFacts.Of(Log) : []);
    }

    protected override void Check()
    {
        IReadOnlyDictionary<(int Month, ChurnReason Reason), ReasonTotals> expected = Linq();
        foreach ((int month, ChurnByReasonRow row) in ByReason().Index())
        {
            Answers.MustAgree("reasons beside these", 0, row.Reasons.Except([ChurnReason.Voluntary, ChurnReason.Involuntary]).Count());
            foreach (ChurnReason reason in new[] { ChurnReason.Voluntary, ChurnReason.Involuntary })
            {
                ChurnShare found = row.Of(reason);
                Answers.MustAgree($"{reason} in {row.Period}", expected.GetValueOrDefault((month, reason)), new ReasonTotals(found.ChurnedCustomers, found.ChurnMrr.Monthly.Amount));
            }
        }
    }

    /// <summary>What customers who left for a reason add up to.</summary>
    public readonly record struct ReasonTotals(long Customers, decimal Mrr);
}
