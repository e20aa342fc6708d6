using NodaTime;

namespace Retention.Metrics.Histories;

/// <summary>Orders in columns, in the order they were added: 16 bytes a row, and more where there are recorded instants or unusual contents.</summary>
/// <remarks>Of instants that are not whole seconds 4 more, and 4 where an id comes again.</remarks>
/// <param name="customers">The ids of the customers by number.</param>
/// <param name="ids">The ids of the orders by number.</param>
internal sealed class OrderFacts(IFactIds<CustomerId> customers, IFactIds<OrderId> ids)
{
    /// <summary>The number that rows without an order id have.</summary>
    public const int NoId = -1;

    public int Count => Ticks.Count;

    /// <summary>The number of the customer.</summary>
    public ColumnBlocks<int> Customers { get; init; } = new();

    /// <summary>The number of the order id, or <see cref="NoId"/>; <see langword="null"/> where no row has one.</summary>
    public OrderIdColumn? Ids { get; init; } = new();

    public TicksColumn Ticks { get; init; } = new();

    /// <summary>The bits of <see cref="Table"/>.</summary>
    public ColumnBlocks<long> Contents { get; init; } = new();

    public SparseInstants Recorded { get; init; } = new();

    public OrderContents Table { get; init; } = new();

    /// <summary>Customers are numbered from 0 up to this.</summary>
    public int CustomerCount => customers.Count;

    /// <summary>Order ids are numbered from 0 up to this.</summary>
    public int IdCount => ids.Count;

    /// <summary>The ids of the customers by number.</summary>
    public IFactIds<CustomerId> CustomerIds => customers;

    public CustomerId CustomerOf(int number) => customers[number];

    public OrderId IdOf(int number) => ids[number];

    /// <summary>The order of a row.</summary>
    public Order OrderAt(int row) => OrderAt(row, Contents[row]);

    /// <summary>The order of a row with another content.</summary>
    public Order OrderAt(int row, long bits)
    {
        OrderContent content = Table[bits];
        int id = Ids is null ? NoId : Ids[row];
        return new Order(customers[Customers[row]], new FactInstant(Ticks[row], content.Nanoseconds).ToInstant(), content.Amount)
        {
            Id = id == NoId ? default(OrderId?) : ids[id],
            Status = content.Status,
            Refunded = content.Refunded,
            RecordedAt = Recorded[row],
        };
    }

    /// <summary>Whether two rows say the same of one order, whenever it was recorded.</summary>
    public bool SayTheSame(int x, int y) => Ticks[x] == Ticks[y] && Customers[x] == Customers[y] && Table.AreEqual(Contents[x], Contents[y]);

    /// <summary>The first and the last instant of some rows; nothing where there are none.</summary>
    public (FactInstant First, FactInstant Last)? BoundsOf(RowSet some)
    {
        if ((Count > 0 && some.Count == Count ? (Ticks.Earliest, Ticks.Latest) : Ticks.BoundsOf(some)) is not (var earliest, var latest))
        {
            return null;
        }

        FactInstant first = new(earliest, 0), last = new(latest, 0);
        return Table.HaveNanoseconds ? (AtTick(first).Min(), AtTick(last).Max()) : (first, last);

        IEnumerable<FactInstant> AtTick(FactInstant at) =>
            some.Rows().Where(row => Ticks[row] == at.Ticks).Select(row => new FactInstant(at.Ticks, Table.NanosecondsOf(Contents[row])));
    }

    /// <summary>When a row was known: when it was recorded, or else when the order was placed.</summary>
    public Instant KnownFrom(int row) => Recorded[row] ?? new FactInstant(Ticks[row], Table.NanosecondsOf(Contents[row])).ToInstant();
}

/// <summary>Ids by their numbers.</summary>
internal interface IFactIds<TId>
{
    int Count { get; }

    TId this[int number] { get; }
}
