using System.Reflection;
using BenchmarkDotNet.Attributes;
using Retention.Metrics.Benchmarks.Data;
using Retention.Metrics.Benchmarks.Reporting;

namespace Retention.Metrics.Benchmarks;

/// <summary>Benchmarks over a number of events, orders or customers. Answers are compared with each other before any is timed.</summary>
[Config(typeof(PerEventConfig))]
public abstract class PerEventBenchmarks
{
    private static readonly HashSet<(MethodInfo Check, int Events)> Agreed = [];

    [ParamsSource(nameof(Sizes))]
    public int Events { get; set; }

    public static IEnumerable<int> Sizes => Data.Sizes.Asked;

    /// <summary>Whether the records of a baseline are made, and its answer is there to be compared with.</summary>
    protected bool HasLinq => Events <= Data.Sizes.MostForLinq;

    [GlobalSetup]
    public void Setup()
    {
        Prepare();

        // All benchmarks of a class ask the same of the same events: what one of them has checked the others need not.
        Action check = Check;
        if (Agreed.Add((check.Method, Events)))
        {
            check();
        }
    }

    protected abstract void Prepare();

    /// <summary>Throws where two roads lead to different answers.</summary>
    protected abstract void Check();
}

/// <summary>Benchmarks over a timeline of subscriptions.</summary>
public abstract class SubscriptionBenchmarks : PerEventBenchmarks
{
    private protected SubscriptionLog Log { get; private set; } = null!;

    /// <summary>The log as records, for the baseline.</summary>
    private protected List<Change> Changes { get; private set; } = [];

    private protected RevenueTimeline Timeline { get; private set; } = null!;

    protected override void Prepare()
    {
        Log = SubscriptionLog.Shared.For(Events);
        Changes = HasLinq ? Log.Changes : [];
        Timeline = Log.Timeline;
    }
}

/// <summary>Benchmarks over an order timeline.</summary>
public abstract class OrderBenchmarks : PerEventBenchmarks
{
    private protected OrderLog Log { get; private set; } = null!;

    /// <summary>The log as records, for the baseline.</summary>
    private protected List<Purchase> Purchases { get; private set; } = [];

    private protected OrderTimeline Timeline { get; private set; } = null!;

    protected override void Prepare()
    {
        Log = OrderLog.Shared.For(Events);
        Purchases = HasLinq ? Log.Purchases : [];
        Timeline = Log.Timeline;
    }
}
