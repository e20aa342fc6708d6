using BenchmarkDotNet.Attributes;
using NodaTime;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Benchmarks.Linq;

namespace Retention.Metrics.Benchmarks.Orders;

/// <summary>Recency, frequency and value of every customer: an answer that grows with them.</summary>
public class RfmBenchmarks : OrderBenchmarks
{
    private static readonly LocalDate End = new(2025, 12, 31);

    [Benchmark(Baseline = true)]
    public IReadOnlyDictionary<int, CustomerValue> Linq() => LinqOrders.Values(Purchases, End.ToDateTimeUnspecified());

    [Benchmark]
    public RfmTable Rfm() => Timeline.Rfm(DateTimeZone.Utc, End, ExecutionOptions.Sequential);

    [Benchmark]
    public RfmTable OnAllCores() => Timeline.Rfm(DateTimeZone.Utc, End, ExecutionOptions.Default);

    protected override void Check()
    {
        Dictionary<int, CustomerValue> found = ByCustomer(Rfm());
        IReadOnlyDictionary<int, CustomerValue> expected = HasLinq ? Linq() : ByCustomer(OnAllCores());
        Answers.MustAgree("how many customers there are", expected.Count, found.Count);
        foreach ((int customer, CustomerValue value) in expected)
        {
            Answers.MustAgree($"customer {customer}", value, found[customer]);
        }
    }

    private static Dictionary<int, CustomerValue> ByCustomer(RfmTable table)
    {
        var customers = new int[table.Count];
        table.CopyCustomersTo<int>(customers);
        var values = new Dictionary<int, CustomerValue>(table.Count);
        for (int i = 0; i < customers.Length; i++)
        {
            values.Add(customers[i], new CustomerValue(table.Frequency[i], table.RecencyDays[i], table.AgeDays[i], table.RepeatRevenueMillionths[i] / 1_000_000m));
        }

        return values;
    }
}
