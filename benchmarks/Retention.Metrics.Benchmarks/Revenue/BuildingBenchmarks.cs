using System.Globalization;
using BenchmarkDotNet.Attributes;
using NodaTime;
using Retention.Metrics.Benchmarks.Data;

namespace Retention.Metrics.Benchmarks.Revenue;

/// <summary>From rows to a timeline: in any order, under any keys, at once or one by one; against grouping and sorting records.</summary>
public class BuildingBenchmarks : SubscriptionBenchmarks
{
    private SubscriptionLog shuffled = null!;
    private SubscriptionLog byCustomer = null!;
    private long[] longs = [];
    private Guid[] guids = [];
    private string[] texts = [];

    [Benchmark(Baseline = true)]
    public IReadOnlyDictionary<int, List<Change>> Linq() => Changes.GroupBy(change => change.Customer).ToDictionary(own => own.Key, own => own.OrderBy(change => change.At).ToList());

    [Benchmark]
    public RevenueTimeline InTimeOrder() => Log.Build();

    [Benchmark]
    public RevenueTimeline OnOneThread() => Log.Build(ExecutionOptions.Sequential);

    [Benchmark]
    public RevenueTimeline Shuffled() => shuffled.Build();

    [Benchmark]
    public RevenueTimeline ByCustomer() => byCustomer.Build();

    [Benchmark]
    public RevenueTimeline UnderLongs() => Under(longs);

    [Benchmark]
    public RevenueTimeline UnderGuids() => Under(guids);

    [Benchmark]
    public RevenueTimeline UnderTexts() => Under(texts);

    [Benchmark]
    public RevenueTimeline OneByOne() => Add(new RevenueTimelineBuilder<int, int>(Currency.Eur));

    [Benchmark]
    public RevenueTimeline OneByOneOfKnownCount() => Add(new RevenueTimelineBuilder<int, int>(Currency.Eur, Events));

    protected override void Prepare()
    {
        base.Prepare();
        int[] order = [.. Enumerable.Range(0, Events)];
        new Random(1).Shuffle(order);
        shuffled = Log.Of(order);
        byCustomer = Log.Of([.. Enumerable.Range(0, Events).OrderBy(row => Log.Customers[row])]);
        longs = Array.ConvertAll(Log.Customers, customer => (customer + 1L) * 1_000_003);
        guids = Array.ConvertAll(Log.Customers, customer => new Guid(customer, 1, 2, new byte[8]));
        texts = Array.ConvertAll(Log.Customers, customer => string.Create(CultureInfo.InvariantCulture, $"cus_{customer:x8}"));
    }

    protected override void Check()
    {
        RollForward expected = InTimeOrder().RollForward(Months.Periods);
        Answers.MustAgree("closing MRR", Log.ClosingMrr, expected[^1].ClosingMrr.Monthly.Amount);
        foreach (Func<RevenueTimeline> way in new[] { OnOneThread, Shuffled, ByCustomer, UnderLongs, UnderGuids, UnderTexts, OneByOne, OneByOneOfKnownCount })
        {
            Answers.MustAgree(way.Method.Name, expected, way().RollForward(Months.Periods));
        }

        if (HasLinq)
        {
            Answers.MustAgree("how many changes there are", Linq().Values.Sum(own => own.Where((change, i) => change.Mrr != (i == 0 ? 0m : own[i - 1].Mrr)).Count()), Timeline.ChangeCount);
        }
    }

    private RevenueTimeline Under<TKey>(TKey[] keys)
        where TKey : notnull => RevenueTimeline.FromColumns<TKey, TKey>(Currency.Eur, keys, keys, Log.At, Log.Cents);

    private RevenueTimeline Add(RevenueTimelineBuilder<int, int> builder)
    {
        ReadOnlySpan<int> customers = Log.Customers;
        ReadOnlySpan<Instant> at = Log.At;
        ReadOnlySpan<long> cents = Log.Cents;
        for (int row = 0; row < customers.Length; row++)
        {
            builder.Add(customers[row], customers[row], at[row], cents[row]);
        }

        return builder.Build();
    }
}
