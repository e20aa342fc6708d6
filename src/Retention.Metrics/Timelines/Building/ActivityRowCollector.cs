using NodaTime;

namespace Retention.Metrics.Timelines.Building;

/// <summary>Collects activities under the caller's keys, and builds columns of them.</summary>
internal sealed class ActivityRowCollector<TCustomer>(int expectedActivities)
    where TCustomer : notnull
{
    private readonly KeyColumn<TCustomer> customers = new();
    private readonly KeyDictionary<string> kinds = new();
    private readonly RowStore store = new(expectedActivities);

    public int Count => store.Count;

    public void Add(TCustomer customer, Instant at, string kind, long quantity)
    {
        int kindNumber = KindOf(kind, store.Count);
        store.Add(new LedgerRow { Ticks = at.ToUnixTimeTicks(), Amount = Checked(quantity, store.Count), Customer = customers.Of(customer), Subscription = kindNumber });
    }

    /// <summary>Builds columns directly from the caller's columns, without an intermediate row store.</summary>
    /// <param name="customers">The customer of each activity.</param>
    /// <param name="at">The instant of each.</param>
    /// <param name="kinds">The kind of each; empty where all are of the default kind.</param>
    /// <param name="quantities">The quantity of each; empty where all are 1.</param>
    /// <param name="execution">How many threads take part.</param>
    public static unsafe ActivityTimeline Build(
        ReadOnlySpan<TCustomer> customers, ReadOnlySpan<Instant> at, ReadOnlySpan<string> kinds, ReadOnlySpan<long> quantities, ExecutionOptions execution)
    {
        var collector = new ActivityRowCollector<TCustomer>(expectedActivities: 0);
        ReadOnlySpan<int> customer = collector.customers.NumbersOf(customers);
        for (int row = 0; row < quantities.Length; row++)
        {
            _ = Checked(quantities[row], row);
        }

        int[] kindOf = [];
        if (kinds.IsEmpty)
        {
            _ = collector.kinds.Of(Activity.DefaultKind);
        }
        else
        {
            kindOf = GC.AllocateUninitializedArray<int>(kinds.Length);
            for (int row = 0; row < kindOf.Length; row++)
            {
                kindOf[row] = collector.KindOf(kinds[row], row);
            }
        }

        PartitionedRows partitioned;
        fixed (int* customerOf = customer)
        fixed (int* kind = kindOf)
        fixed (Instant* instant = at)
        fixed (long* quantity = quantities)
        {
            partitioned = PartitionedRows.Of(new PinnedRows(customer.Length, customerOf, kind, instant, quantity, factor: 1), collector.customers.Count, execution.Stage(0, 0.3));
        }

        return collector.Timeline(partitioned, execution.Stage(0.3, 1));
    }

    /// <summary>Builds the timeline; the rows are let go.</summary>
    public ActivityTimeline Build(ExecutionOptions execution)
    {
        customers.Compact(store, static (ref LedgerRow row) => ref row.Customer);
        PartitionedRows partitioned = PartitionedRows.Of(store, customers.Count, execution.Stage(0, 0.3));
        store.Clear();
        return Timeline(partitioned, execution.Stage(0.3, 1));
    }

    private static long Checked(long quantity, int row) => quantity >= 0
        ? quantity
        : throw new ArgumentException(FormattableString.Invariant($"Row {row} has the quantity {quantity}; the quantity of an activity must be 0 or more."), nameof(quantity));

    private int KindOf(string kind, int row) => !string.IsNullOrWhiteSpace(kind)
        ? kinds.Of(kind)
        : throw new ArgumentException(FormattableString.Invariant($"Row {row} has an empty kind; the kind of an activity must be a text that is not empty."), nameof(kind));

    private ActivityTimeline Timeline(PartitionedRows partitioned, ExecutionOptions execution)
    {
        (ActivityColumns columns, string[] names, int[]? numbers) = ActivityColumns.Build(partitioned, [.. Enumerable.Range(0, kinds.Count).Select(kind => kinds[kind])], execution);
        return new ActivityTimeline(columns, names, new CustomerKeys<TCustomer>(customers, numbers));
    }
}
