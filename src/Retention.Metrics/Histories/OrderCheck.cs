namespace Retention.Metrics.Histories;

/// <summary>A row that gave way to another of its id.</summary>
/// <param name="Row">The row.</param>
/// <param name="Holder">The row that says what is valid, or what was found to be impossible.</param>
/// <param name="Repeats">Whether both say the same.</param>
internal readonly record struct OrderVersion(int Row, int Holder, bool Repeats);

/// <summary>Checks orders in columns: which rows hold, which repeat or are superseded, and what cannot be.</summary>
/// <remarks>Linear: one pass finds the ids that several rows can have, and only their rows are grouped.</remarks>
internal sealed class OrderCheck
{
    private readonly OrderFacts facts;
    private readonly List<OrderProblem> problems = [];
    private readonly List<OrderVersion> versions = [];
    private readonly Dictionary<int, long> cancelled = [];
    private int[] several = [];

    private OrderCheck(OrderFacts facts, RowSet among)
    {
        this.facts = facts;
        Among = among;
        Valid = among.Copy();
    }

    /// <summary>The rows that were checked.</summary>
    public RowSet Among { get; }

    /// <summary>The rows of the orders that are valid.</summary>
    public RowSet Valid { get; }

    /// <summary>Contents of valid rows that differ from what the row says: the order was cancelled before, and a refund does not bring it back.</summary>
    public Dictionary<int, long> Cancelled => cancelled;

    /// <summary>What is wrong, in no order.</summary>
    public IReadOnlyList<OrderProblem> Problems => problems;

    /// <summary>The rows that repeat or were superseded.</summary>
    public IReadOnlyList<OrderVersion> Versions => versions;

    public int Read { get; private set; }

    public int Used { get; private set; }

    public int Repeated { get; private set; }

    public int Superseded => versions.Count - Repeated;

    public static OrderCheck Of(OrderFacts facts, RowSet among)
    {
        var check = new OrderCheck(facts, among) { Read = among.Count };
        check.several = check.RowsOfSeveral();
        foreach (Range rows in check.GroupsOfOneId())
        {
            check.Resolve(check.several.AsSpan(rows));
        }

        check.RefuseImpossible();
        check.Used = check.Valid.Count;
        return check;
    }

    /// <summary>The rows of each id that several rows have, in the order in which the ids came.</summary>
    public IEnumerable<int[]> RowsOfOneId() => GroupsOfOneId().Select(rows => several[rows]);

    private IEnumerable<Range> GroupsOfOneId()
    {
        for (int first = 0, next; first < several.Length; first = next)
        {
            for (next = first + 1; next < several.Length && facts.Ids![several[next]] == facts.Ids[several[first]]; next++)
            {
            }

            if (next - first > 1)
            {
                yield return first..next;
            }
        }
    }

    /// <summary>The rows of ids that several rows may have, id after id, each in the order of the rows. All rows of an id that several have are there.</summary>
    private int[] RowsOfSeveral()
    {
        // As many ids as rows: each row has one of its own.
        if (facts.Ids?.Numbers is not { } ids || facts.IdCount == facts.Count)
        {
            return [];
        }

        // An id above all before it is new. Ids are numbered as they are found, so most others are not.
        var again = RowSet.None(facts.IdCount);
        int largest = OrderFacts.NoId;
        for (int row = 0; row < ids.Count;)
        {
            foreach (int id in ids.From(row, ids.Count))
            {
                if (id > largest)
                {
                    largest = id;
                }
                else if (id != OrderFacts.NoId)
                {
                    again[id] = true;
                }

                row++;
            }
        }

        return Grouped(ids, again);
    }

    /// <summary>Sorts the rows of some ids by id: by counting.</summary>
    private int[] Grouped(ColumnBlocks<int> ids, RowSet some)
    {
        int[] before = some.CountsBefore();
        if (before[^1] == 0)
        {
            return [];
        }

        var rows = new List<int>();
        var next = new int[before[^1]];
        for (int row = 0; row < ids.Count;)
        {
            foreach (int id in ids.From(row, ids.Count))
            {
                if (id != OrderFacts.NoId && some[id] && Among[row])
                {
                    rows.Add(row);
                    next[some.CountBefore(id, before)]++;
                }

                row++;
            }
        }

        int start = 0;
        for (int place = 0; place < next.Length; place++)
        {
            (next[place], start) = (start, start + next[place]);
        }

        int[] grouped = new int[start];
        foreach (int row in rows)
        {
            grouped[next[some.CountBefore(ids[row], before)]++] = row;
        }

        return grouped;
    }

    /// <summary>Finds which of the rows of one id holds: the one recorded last. Rows of which none is the last must say the same.</summary>
    private void Resolve(ReadOnlySpan<int> rows)
    {
        int latest = rows[0];
        foreach (int row in rows)
        {
            latest = facts.Recorded.Compare(row, latest) > 0 ? row : latest;
        }

        foreach (int row in rows)
        {
            // A row without a recorded instant may be later than any other.
            if (!facts.SayTheSame(row, latest) && !(facts.Recorded.Has(row) && facts.Recorded.Compare(row, latest) < 0))
            {
                Conflict(rows.ToArray());
                return;
            }
        }

        foreach (int row in rows)
        {
            if (row != latest)
            {
                bool repeats = facts.SayTheSame(row, latest);
                Valid[row] = false;
                Repeated += repeats ? 1 : 0;
                versions.Add(new OrderVersion(row, latest, repeats));
            }
        }

        if (StaysCancelled(rows, latest))
        {
            OrderContent content = facts.Table[facts.Contents[latest]];
            cancelled.Add(latest, facts.Table.Of(content with { Status = OrderStatus.Cancelled, Refunded = facts.OrderAt(latest).Refund }));
        }
    }

    private void Conflict(int[] rows)
    {
        problems.Add(new OrderProblem(rows));
        foreach (int row in rows)
        {
            Valid[row] = false;
        }
    }

    /// <summary>Whether an order stays cancelled though a later version of it says something else: a refund gives money back, and does not bring the order back.</summary>
    private bool StaysCancelled(ReadOnlySpan<int> rows, int latest)
    {
        if (facts.Table.StatusOf(facts.Contents[latest]) == OrderStatus.Cancelled)
        {
            return false;
        }

        bool any = false;
        foreach (int row in rows)
        {
            any |= facts.Table.StatusOf(facts.Contents[row]) == OrderStatus.Cancelled;
        }

        if (!any)
        {
            return false;
        }

        // What was recorded at one instant has no order of its own: the cancellation counts as the last of it.
        bool isCancelled = false;
        foreach (Order version in rows.ToArray().Select(row => facts.OrderAt(row)).OrderBy(version => version.RecordedAt).ThenBy(version => version.Status == OrderStatus.Cancelled))
        {
            isCancelled = version.Status == OrderStatus.Cancelled || (isCancelled && (version.Status == OrderStatus.Refunded || version.Refund.Amount > 0m));
        }

        return isCancelled;
    }

    private void RefuseImpossible()
    {
        for (int row = facts.Table.AreAllPossible ? facts.Count : 0; row < facts.Count;)
        {
            foreach (long bits in facts.Contents.From(row, facts.Count))
            {
                if (!facts.Table.IsPossible(bits) && Valid[row])
                {
                    problems.Add(new OrderProblem(OrderHistory.Problem(facts.OrderAt(row))!.Value.Kind, row));
                    Valid[row] = false;
                    _ = cancelled.Remove(row);
                }

                row++;
            }
        }
    }
}
