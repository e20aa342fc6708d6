using BenchmarkDotNet.Attributes;
using NodaTime;

namespace Retention.Metrics.Benchmarks.Revenue;

/// <summary>The roll-forward of 48 months, against what one would write over records of changes.</summary>
/// <remarks>The baseline nets per month and tells new from reactivated; it knows no time zone, no policy and no rates.</remarks>
[MemoryDiagnoser]
public class RollForwardBenchmarks
{
    private const int Months = 48;

    private static readonly ReportingPeriods Periods = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(2022, 1)).To(new YearMonth(2025, 12));
    private static readonly Execution AllCores = Execution.Default;

    private List<Change> changes = [];
    private RevenueTimeline timeline = RevenueTimeline.FromIntervals([]);

    [Params(10_000, 30_000)]
    public int Customers { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        changes = SyntheticChanges.Of(Customers);
        timeline = Build();
        RollForward rows = RollForward();
        Totals[] expected = Linq();
        for (int month = 0; month < Months; month++)
        {
            RollForwardRow row = rows[month];
            var found = new Totals(
                row.NewMrr.Monthly.Amount, row.ReactivationMrr.Monthly.Amount, row.ExpansionMrr.Monthly.Amount, row.ContractionMrr.Monthly.Amount, row.ChurnMrr.Monthly.Amount, (int)row.ClosingCustomers);
            if (expected[month] != found)
            {
                throw new InvalidOperationException($"The two roads do not give the same answer for {row.Period}: {expected[month]} and {found}.");
            }
        }
    }

    [Benchmark(Baseline = true)]
    public Totals[] Linq()
    {
        List<decimal[]> balances = [.. changes.GroupBy(change => change.Customer).Select(own =>
        {
            List<Change> ordered = [.. own.OrderBy(change => change.At)];
            return Enumerable.Range(0, Months).Select(month => ordered.LastOrDefault(change => SyntheticChanges.MonthOf(change.At) <= month)?.Mrr ?? 0m).ToArray();
        })];
        HashSet<(int Customer, int Month)> paidBefore = [.. changes.Where(change => change.Mrr > 0m).GroupBy(change => change.Customer)
            .SelectMany(own => Enumerable.Range(SyntheticChanges.MonthOf(own.Min(change => change.At)) + 1, Months).Select(month => (own.Key, month)))];
        int[] customers = [.. changes.GroupBy(change => change.Customer).Select(own => own.Key)];
        return [.. Enumerable.Range(0, Months).Select(month =>
        {
            var ends = balances.Select((balance, i) => (From: month == 0 ? 0m : balance[month - 1], To: balance[month], Customer: customers[i])).ToList();
            return new Totals(
                ends.Where(one => one.From == 0m && one.To > 0m && !paidBefore.Contains((one.Customer, month))).Sum(one => one.To),
                ends.Where(one => one.From == 0m && one.To > 0m && paidBefore.Contains((one.Customer, month))).Sum(one => one.To),
                ends.Where(one => one.From > 0m && one.To > one.From).Sum(one => one.To - one.From),
                ends.Where(one => one.To > 0m && one.From > one.To).Sum(one => one.From - one.To),
                ends.Where(one => one.From > 0m && one.To == 0m).Sum(one => one.From),
                ends.Count(one => one.To > 0m));
        })];
    }

    [Benchmark]
    public RollForward RollForward() => timeline.RollForward(Periods, execution: Execution.Sequential);

    [Benchmark]
    public RollForward RollForwardOnAllCores() => timeline.RollForward(Periods, execution: AllCores);

    [Benchmark]
    public RevenueTimeline Build() => RevenueTimeline.FromColumns<int, int>(
        Currency.Eur,
        [.. changes.Select(change => change.Customer)],
        [.. changes.Select(change => change.Customer)],
        [.. changes.Select(change => Instant.FromDateTimeUtc(change.At))],
        [.. changes.Select(change => (long)(change.Mrr * 100m))]);

    /// <summary>What a month adds up to.</summary>
    public sealed record Totals(decimal New, decimal Reactivation, decimal Expansion, decimal Contraction, decimal Churn, int Customers);
}
