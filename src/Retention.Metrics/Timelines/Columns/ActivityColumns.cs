namespace Retention.Metrics.Timelines.Columns;

/// <summary>Customers in compressed-sparse-row form: customer i has the activities from Offsets[i] up to Offsets[i + 1], rising in time.</summary>
/// <remarks>9 bytes an activity: 8 for the instant and 1 for the kind; 8 more where a quantity is not 1, and 3 more with over 256 kinds.</remarks>
/// <param name="Offsets">One more than there are customers.</param>
/// <param name="Time">Instants in ticks of 100 ns since 1970.</param>
/// <param name="Kind">The number of the kind; kinds are numbered in the ordinal order of their names.</param>
/// <param name="Quantity">The quantities; <see langword="null"/> where all are 1.</param>
internal sealed record ActivityColumns(int[] Offsets, long[] Time, KindColumn Kind, long[]? Quantity) : IColumnSource<ActivityColumns>
{
    /// <summary>The instant of the first activity of all; the end of time where there is none.</summary>
    public long Earliest { get; } = Time.Length == 0 ? long.MaxValue : Time.Min();

    /// <summary>The instant of the last activity of all; the begin of time where there is none.</summary>
    public long Latest { get; } = Time.Length == 0 ? long.MinValue : Time.Max();

    /// <summary>The largest quantity of all; 1 where all are 1.</summary>
    public long LargestQuantity { get; } = Quantity is null or [] ? 1 : Quantity.Max();

    public void Read(int firstCustomer, int endCustomer, Action<ActivityColumns, int, int> read) => read(this, firstCustomer, endCustomer);

    /// <summary>The quantity of an activity.</summary>
    public long QuantityOf(int row) => Quantity is null ? 1 : Quantity[row];

    /// <summary>Builds the columns from rows of any order: the amount of a row is its quantity, and its subscription the number of its kind.</summary>
    /// <param name="partitioned">The rows.</param>
    /// <param name="kinds">The names of the kinds by the numbers in the rows; some may have no row.</param>
    /// <param name="execution">How many threads take part.</param>
    /// <returns>The columns, the kinds in ordinal order, and the numbers of the customers where some have no activity.</returns>
    public static (ActivityColumns Columns, string[] Kinds, int[]? Numbers) Build(PartitionedRows partitioned, IReadOnlyList<string> kinds, ExecutionOptions execution)
    {
        GroupedRows grouped = CustomerGrouping.Group(partitioned, static () => default(UnreducedRows), execution.Stage(0, 0.7));
        CustomerRows rows = CustomerRows.Of(grouped.Lengths, keepAll: false);
        var occurring = new bool[kinds.Count];
        bool allAreOne = true;
        grouped.Read(execution.Stage(0.7, 0.8), (from, _) =>
        {
            bool ones = true;
            foreach (ref readonly LedgerRow row in from)
            {
                ones &= row.Amount == 1;
                if (!occurring[row.Subscription])
                {
                    // Threads write the same value.
                    occurring[row.Subscription] = true;
                }
            }

            if (!ones)
            {
                Volatile.Write(ref allAreOne, false);
            }
        });
        int[] inOrder = [.. Enumerable.Range(0, kinds.Count).Where(kind => occurring[kind]).OrderBy(kind => kinds[kind], StringComparer.Ordinal)];
        var numberOf = new int[kinds.Count];
        for (int number = 0; number < inOrder.Length; number++)
        {
            numberOf[inOrder[number]] = number;
        }

        int count = rows.Offsets[^1];
        long[] time = GC.AllocateUninitializedArray<long>(count);
        long[]? quantity = allAreOne ? null : GC.AllocateUninitializedArray<long>(count);
        var kindOf = new KindColumn(count, inOrder.Length);
        grouped.Read(execution.Stage(0.8, 1), (from, start) =>
        {
            for (int i = 0; i < from.Length; i++)
            {
                time[start + i] = from[i].Ticks;
                kindOf[start + i] = numberOf[from[i].Subscription];
            }

            for (int i = 0; quantity is not null && i < from.Length; i++)
            {
                quantity[start + i] = from[i].Amount;
            }
        });
        return (new ActivityColumns(rows.Offsets, time, kindOf, quantity), [.. inOrder.Select(kind => kinds[kind])], rows.Numbers);
    }

    /// <summary>The activities of some kinds before an instant.</summary>
    /// <param name="wanted">Whether a kind is kept, by its number.</param>
    /// <param name="before">The instant, in ticks.</param>
    /// <param name="execution">How many threads take part.</param>
    /// <returns>The columns, the numbers of the kinds that are left, and the position in these columns of each customer who is left, where some have no such activity.</returns>
    public (ActivityColumns Columns, int[] Kinds, int[]? Numbers) Of(bool[] wanted, long before, ExecutionOptions execution)
    {
        var lengths = new int[Offsets.Length - 1];
        var left = new bool[wanted.Length];
        _ = CustomerSplit.Run(Offsets, execution.Stage(0, 0.5), (first, end) =>
        {
            for (int customer = first; customer < end; customer++)
            {
                int kept = 0;
                for (int row = Offsets[customer]; row < Offsets[customer + 1] && Time[row] < before; row++)
                {
                    int kind = Kind[row];
                    if (wanted[kind])
                    {
                        kept++;

                        // Threads write the same value.
                        left[kind] = true;
                    }
                }

                lengths[customer] = kept == 0 ? -1 : kept;
            }

            return true;
        });
        (int[] offsets, int[]? numbers) = CustomerRows.Of(lengths, keepAll: false);
        int[] kinds = [.. Enumerable.Range(0, left.Length).Where(kind => left[kind])];
        var newNumber = new int[left.Length];
        for (int number = 0; number < kinds.Length; number++)
        {
            newNumber[kinds[number]] = number;
        }

        long[] time = GC.AllocateUninitializedArray<long>(offsets[^1]);
        long[]? quantity = Quantity is null ? null : GC.AllocateUninitializedArray<long>(time.Length);
        var kindOf = new KindColumn(time.Length, kinds.Length);
        _ = CustomerSplit.Run(offsets, execution.Stage(0.5, 1), (first, end) =>
        {
            int to = offsets[first];
            for (int customer = first; customer < end; customer++)
            {
                int own = numbers is null ? customer : numbers[customer];
                for (int row = Offsets[own]; row < Offsets[own + 1] && Time[row] < before; row++)
                {
                    if (wanted[Kind[row]])
                    {
                        time[to] = Time[row];
                        kindOf[to] = newNumber[Kind[row]];
                        quantity?[to] = Quantity![row];
                        to++;
                    }
                }
            }

            return true;
        });
        return (new ActivityColumns(offsets, time, kindOf, quantity is not null && quantity.AsSpan().ContainsAnyExcept(1L) ? quantity : null), kinds, numbers);
    }
}
