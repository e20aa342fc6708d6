using System.Globalization;
using BenchmarkDotNet.Attributes;
using NodaTime;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Benchmarks.Reporting;

namespace Retention.Metrics.Benchmarks.Revenue;

/// <summary>From rows to a timeline: in any order, under any keys, at once or one by one; against grouping and sorting records.</summary>
[Config(typeof(PerEventConfig))]
public class BuildingBenchmarks
{
    private SubscriptionLog log = null!;
    private SubscriptionLog shuffled = null!;
    private SubscriptionLog byCustomer = null!;
    private long[] longs = [];
    private Guid[] guids = [];
    private string[] texts = [];

    [ParamsSource(nameof(Sizes))]
    public int Events { get; set; }

    public static IEnumerable<int> Sizes => Data.Sizes.Asked;

    [GlobalSetup]
    public void Setup()
    {
        log = SubscriptionLog.Shared.For(Events);
        int[] order = [.. Enumerable.Range(0, Events)];
        new Random(1).Shuffle(order);
        shuffled = log.InOrder(order);
        byCustomer = log.InOrder([.. Enumerable.Range(0, Events).OrderBy(row => log.Customers[row])]);
        longs = Array.ConvertAll(log.Customers, customer => (customer + 1L) * 1_000_003);
        guids = Array.ConvertAll(log.Customers, customer => new Guid(customer, 1, 2, new byte[8]));
        texts = Array.ConvertAll(log.Customers, customer => string.Create(CultureInfo.InvariantCulture, $"cus_{customer:x8}"));

        RollForward expected = InTimeOrder().RollForward(Months.Periods);
        Answers.MustAgree("closing MRR", log.ClosingMrr, expected[^1].ClosingMrr.Monthly.Amount);
        foreach (Func<RevenueTimeline> way in new[] { OnOneThread, Shuffled, ByCustomer, UnderLongs, UnderGuids, UnderTexts, OneByOne, OneByOneOfKnownCount })
        {
            Answers.MustAgree(way.Method.Name, expected, way().RollForward(Months.Periods));
        }
    }

    [Benchmark(Baseline = true)]
    public IReadOnlyDictionary<int, List<Change>> Linq() => log.Changes.GroupBy(change => change.Customer).ToDictionary(own => own.Key, own => own.OrderBy(change => change.At).ToList());

    [Benchmark]
    public RevenueTimeline InTimeOrder() => Build(log);

    [Benchmark]
    public RevenueTimeline OnOneThread() => RevenueTimeline.FromColumns<int, int>(Currency.Eur, log.Customers, log.Customers, log.At, log.Cents, Execution.Sequential);

    [Benchmark]
    public RevenueTimeline Shuffled() => Build(shuffled);

    [Benchmark]
    public RevenueTimeline ByCustomer() => Build(byCustomer);

    [Benchmark]
    public RevenueTimeline UnderLongs() => RevenueTimeline.FromColumns<long, long>(Currency.Eur, longs, longs, log.At, log.Cents);

    [Benchmark]
    public RevenueTimeline UnderGuids() => RevenueTimeline.FromColumns<Guid, Guid>(Currency.Eur, guids, guids, log.At, log.Cents);

    [Benchmark]
    public RevenueTimeline UnderTexts() => RevenueTimeline.FromColumns<string, string>(Currency.Eur, texts, texts, log.At, log.Cents);

    [Benchmark]
    public RevenueTimeline OneByOne() => Add(new RevenueTimelineBuilder<int, int>(Currency.Eur));

    [Benchmark]
    public RevenueTimeline OneByOneOfKnownCount() => Add(new RevenueTimelineBuilder<int, int>(Currency.Eur, Events));

    private static RevenueTimeline Build(SubscriptionLog from) => RevenueTimeline.FromColumns<int, int>(Currency.Eur, from.Customers, from.Customers, from.At, from.Cents);

    private RevenueTimeline Add(RevenueTimelineBuilder<int, int> builder)
    {
        for (int row = 0; row < Events; row++)
        {
            builder.Add(log.Customers[row], log.Customers[row], log.At[row], log.Cents[row]);
        }

        return builder.Build();
    }
}
