using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Reading;

/// <summary>What a file says of its customers beside our columns. Of several values the one with the latest instant counts, whatever the order of the rows.</summary>
/// <remarks>For each column the distinct texts are stored once, and for each customer the number of the latest: 12 bytes.</remarks>
internal sealed class CustomerAttributes(CsvTable table, int[] places)
{
    private readonly Values[] columns = [.. places.Select(_ => new Values())];
    private int[] numbers = [];

    /// <summary>How many attributes there are.</summary>
    public int Count => columns.Length;

    /// <summary>Adds what some rows say in a column.</summary>
    /// <param name="column">Which of the attributes.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="rows">The row of each text.</param>
    /// <param name="customers">The customer of each row.</param>
    /// <param name="at">The instant of each row.</param>
    public void Add(int column, IdBatch texts, List<int> rows, ReadOnlySpan<int> customers, ReadOnlySpan<FactInstant> at)
    {
        if (numbers.Length < rows.Count)
        {
            numbers = new int[rows.Count];
        }

        Values values = columns[column];
        values.Texts.Of(texts, numbers);
        for (int i = 0; i < rows.Count; i++)
        {
            values.Add(customers[rows[i]], at[rows[i]], numbers[i]);
        }
    }

    /// <summary>The customers with what is known of them, in the order of their ids; made when the first is asked for.</summary>
    /// <param name="ids">The ids of the customers.</param>
    /// <param name="used">The numbers of the customers that the history has.</param>
    public Lazy<IReadOnlyList<Customer>> Of(IFactIds<CustomerId> ids, Func<IEnumerable<int>> used) => new(() =>
    {
        RowSet wanted = RowSet.None(ids.Count);
        foreach (int number in used())
        {
            wanted[number] = true;
        }

        string[] names = [.. places.Select(place => table.Header[place])];
        Func<int, string?>[] values = [.. columns.Select(column => column.Complete())];
        int[] customers = [.. wanted.Rows()];
        Array.Sort(Array.ConvertAll(customers, number => ids[number]), customers);
        return Array.ConvertAll(customers, number => Customer.Of(ids[number], new AttributeSet(names, Array.ConvertAll(values, value => value(number)))));
    });

    /// <summary>The values of one attribute.</summary>
    private sealed class Values
    {
        // Other texts of the instant that was the latest when they were added: which of them is the first of all is known at the end.
        private readonly List<(int Customer, FactInstant At, int Text)> alsoLatest = [];

        // Instants that are finer than a tick are few.
        private readonly Dictionary<int, int> nanoseconds = [];
        private int[] latest = [];
        private long[] ticks = [];

        public IdNumbers Texts { get; } = new();

        public void Add(int customer, FactInstant at, int text)
        {
            if (customer >= latest.Length)
            {
                int before = latest.Length, size = Math.Max(customer + 1, 2 * before);
                Array.Resize(ref latest, size);
                Array.Resize(ref ticks, size);
                Array.Fill(latest, -1, before, size - before);
            }

            int order = latest[customer] < 0 ? 1 : at.CompareTo(At(customer));
            if (order > 0)
            {
                (latest[customer], ticks[customer]) = (text, at.Ticks);
                if (at.Nanos != 0)
                {
                    nanoseconds[customer] = at.Nanos;
                }
                else if (nanoseconds.Count > 0)
                {
                    _ = nanoseconds.Remove(customer);
                }
            }
            else if (order == 0 && text != latest[customer])
            {
                alsoLatest.Add((customer, at, text));
            }
        }

        /// <summary>The text of each customer.</summary>
        public Func<int, string?> Complete()
        {
            IdTexts texts = Texts.Texts();
            var made = new string?[Texts.Count];
            foreach ((int customer, FactInstant at, int text) in alsoLatest)
            {
                if (at == At(customer) && string.CompareOrdinal(Text(text), Text(latest[customer])) < 0)
                {
                    latest[customer] = text;
                }
            }

            alsoLatest.Clear();
            return customer => customer < latest.Length && latest[customer] >= 0 ? Text(latest[customer]) : null;

            string Text(int number) => made[number] ??= texts[number];
        }

        /// <summary>The instant of the latest text of a customer.</summary>
        private FactInstant At(int customer) => new(ticks[customer], nanoseconds.Count == 0 ? 0 : nanoseconds.GetValueOrDefault(customer));
    }
}
