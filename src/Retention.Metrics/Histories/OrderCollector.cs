using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Retention.Metrics.Histories;

/// <summary>Reads orders into columns.</summary>
internal sealed class OrderCollector
{
    // A block is read by one thread while others number the ids of those before: all wait for memory, not for each other.
    private const int BlockSize = 1 << 11;
    private const int ManyOrders = 1 << 16;

    // How many orders that come one by one are taken together.
    private const int FewOrders = 1 << 8;

    private readonly TextNumbers customers = new();
    private readonly TextNumbers ids = new();
    private readonly OrderFacts facts;
    private OrderBlock block = new(0);

    private OrderCollector() => facts = new OrderFacts(new CustomerIds(customers), new OrderIds(ids));

    private delegate ReadOnlySpan<Order> Slice(int start, int count);

    /// <summary>Reads all orders.</summary>
    /// <exception cref="ArgumentException">An order is null, or names no customer.</exception>
    public static OrderFacts Of(IEnumerable<Order> orders, ExecutionOptions execution)
    {
        var collector = new OrderCollector();
        switch (orders)
        {
            case Order[] { Length: >= ManyOrders } array when execution.Threads > 1:
                collector.AddOnThreads(execution, array.Length, (start, count) => array.AsSpan(start, count));
                break;
            case List<Order> { Count: >= ManyOrders } list when execution.Threads > 1:
                collector.AddOnThreads(execution, list.Count, (start, count) => CollectionsMarshal.AsSpan(list).Slice(start, count));
                break;
            case Order[] array:
                collector.Add(array);
                break;
            case List<Order> list:
                collector.Add(CollectionsMarshal.AsSpan(list));
                break;
            case ImmutableArray<Order> array:
                collector.Add(array.AsSpan());
                break;
            default:
                foreach (Order[] some in orders.Chunk(FewOrders))
                {
                    collector.Add(some);
                }

                break;
        }

        return collector.facts;
    }

    /// <inheritdoc cref="Of(IEnumerable{Order}, ExecutionOptions)"/>
    public static OrderFacts Of(ReadOnlySpan<Order> orders)
    {
        var collector = new OrderCollector();
        collector.Add(orders);
        return collector.facts;
    }

    /// <summary>Reads all orders as they come.</summary>
    /// <exception cref="ArgumentException">An order is null, or names no customer.</exception>
    public static async Task<OrderFacts> OfAsync(IAsyncEnumerable<Order> orders, CancellationToken cancellation)
    {
        var collector = new OrderCollector();
        var some = new Order[FewOrders];
        int count = 0;
        await AsyncRows.ForEachAsync(
            orders,
            order =>
            {
                some[count++] = order;
                if (count == some.Length)
                {
                    collector.Add(some);
                    count = 0;
                }
            },
            cancellation).ConfigureAwait(false);

        collector.Add(some.AsSpan(0, count));
        return collector.facts;
    }

    private void Add(ReadOnlySpan<Order> orders)
    {
        block = block.Most >= Math.Min(orders.Length, BlockSize) ? block : new OrderBlock(Math.Min(orders.Length, BlockSize));
        for (int start = 0; start < orders.Length; start += BlockSize)
        {
            ReadOnlySpan<Order> some = orders[start..Math.Min(start + BlockSize, orders.Length)];
            block.Read(some, start);
            block.Customers.Number(customers);
            AddRead(some, block);
        }
    }

    /// <summary>Adds many orders, on several threads: each reads blocks, and those are numbered and added in their order.</summary>
    private void AddOnThreads(ExecutionOptions execution, int count, Slice slice) => OrderedParts.Run(
        execution with { Progress = null },
        (count + BlockSize - 1) / BlockSize,
        () => new OrderBlock(BlockSize),
        (own, part) => own.Read(slice(part * BlockSize, Math.Min(BlockSize, count - (part * BlockSize))), part * BlockSize),
        own => own.Customers.Number(customers),
        own => AddRead(slice(own.Start, own.Customers.Count), own));

    /// <summary>Adds orders that were read, and of which the customers have numbers.</summary>
    private void AddRead(ReadOnlySpan<Order> orders, OrderBlock own)
    {
        own.Ids.Number(ids);
        for (int i = 0, nextId = 0; i < orders.Length; i++)
        {
            Order order = orders[i];
            Require(order, facts.Count);
            var at = FactInstant.Of(order.OrderedAt);
            facts.Customers.Add(own.Customers[i]);
            facts.Ids!.Add(order.Id is null ? OrderFacts.NoId : own.Ids[nextId++]);
            facts.Contents.Add(facts.Table.Of(new OrderContent(order.Amount, order.Status, order.Refunded, (byte)at.Nanos)));
            facts.Recorded.Add(order.RecordedAt);
            facts.Ticks.Add(at.Ticks);
        }
    }

    private static void Require(Order? order, int place)
    {
        if (order is null)
        {
            throw new ArgumentException(FormattableString.Invariant($"Order {place} is null; a history is made of orders."), nameof(order));
        }

        if (order.Customer == default)
        {
            throw new ArgumentException(FormattableString.Invariant($"Order {place} names no customer; an id is a text that is not empty."), nameof(order));
        }
    }

    private sealed class CustomerIds(TextNumbers names) : IFactIds<CustomerId>
    {
        public int Count => names.Count;

        public CustomerId this[int number] => new(names[number]);
    }

    private sealed class OrderIds(TextNumbers names) : IFactIds<OrderId>
    {
        public int Count => names.Count;

        public OrderId this[int number] => new(names[number]);
    }
}
