namespace Retention.Metrics.Histories;

/// <summary>The order of facts of one subscription at one instant: by recorded instant where all have one, else by kind.</summary>
/// <remarks>
/// What follows the kind in the comparison makes one order of any order of input. Facts that are alike so far change nothing by their order, or are findings.
/// </remarks>
/// <param name="tables">What the rows refer to.</param>
/// <param name="wasLive">Whether the subscription was live before.</param>
/// <param name="endsAtOnce">Whether a cancellation that takes effect when it is requested is an end like any other: nothing revokes it.</param>
/// <param name="byRecorded">Whether all facts of the instant have a recorded instant.</param>
internal readonly struct SameInstantOrder(FactTables tables, bool wasLive, bool endsAtOnce, bool byRecorded) : IComparer<FactRow>
{
    // Up to here rows are inserted one by one, which allocates nothing.
    private const int FewRows = 24;

    /// <summary>The order of facts that are not known to fit together yet.</summary>
    public static SameInstantOrder OfUnchecked(FactTables tables) => new(tables, wasLive: true, endsAtOnce: true, byRecorded: false);

    /// <summary>Sorts the rows of one instant into the order in which they happened.</summary>
    public static void Sort(Span<FactRow> sameInstant, FactTables tables, bool wasLive, bool endsAtOnce)
    {
        bool allRecorded = tables.Details.HasRecorded;
        foreach (ref readonly FactRow row in sameInstant)
        {
            allRecorded = allRecorded && tables.Details.RecordedAt(row.Place) is not null;
        }

        Sort(sameInstant, new SameInstantOrder(tables, wasLive, endsAtOnce, allRecorded));
    }

    /// <summary>Sorts rows; few of them without allocating.</summary>
    public static void Sort<TOrder>(Span<FactRow> rows, TOrder order)
        where TOrder : struct, IComparer<FactRow>
    {
        if (rows.Length > FewRows)
        {
            rows.Sort(order);
            return;
        }

        for (int i = 1; i < rows.Length; i++)
        {
            FactRow row = rows[i];
            int to = i;
            for (; to > 0 && order.Compare(rows[to - 1], row) > 0; to--)
            {
                rows[to] = rows[to - 1];
            }

            rows[to] = row;
        }
    }

    public int Compare(FactRow x, FactRow y)
    {
        FactInstant? xRecorded = tables.Details.RecordedAt(x.Place), yRecorded = tables.Details.RecordedAt(y.Place);
        int order = byRecorded ? Nullable.Compare(xRecorded, yRecorded) : 0;
        order = order != 0 ? order : Rank(x).CompareTo(Rank(y));
        order = order != 0 ? order : Nullable.Compare(xRecorded, yRecorded);
        order = order != 0 || !tables.Details.HasEventIds ? order : string.CompareOrdinal(EventIdOf(x), EventIdOf(y));
        order = order != 0 ? order : FactContents.Compare(x.Content, y.Content, tables);
        return order != 0 ? order : x.Place.CompareTo(y.Place);
    }

    private string? EventIdOf(FactRow row) => tables.Details.EventIdOf(row.Place) is >= 0 and var id ? tables.Names.EventIdOf(id) : null;

    private int Rank(FactRow row) => row.Content.Kind switch
    {
        FactKind.CancellationScheduled when endsAtOnce && tables.Schedules[row.Content.Index].EffectiveAt == tables.Details.At(row) => wasLive ? -1 : 9,
        FactKind.Ended => wasLive ? 0 : 10,
        FactKind.TrialStarted => 1,
        FactKind.Started or FactKind.Resumed => 2,
        FactKind.PriceChanged => 3,
        FactKind.Paused => 4,
        FactKind.PaymentFailed => 5,
        FactKind.PaymentRecovered => 6,
        FactKind.CancellationScheduled => 7,
        _ => 8,
    };
}

/// <summary>The order of facts of one subscription that are not known to fit together yet: by instant, customer and content.</summary>
/// <param name="tables">What the rows refer to.</param>
/// <param name="subscription">The subscription.</param>
internal readonly struct UncheckedOrder(FactTables tables, int subscription) : IComparer<FactRow>
{
    private readonly SameInstantOrder sameInstant = SameInstantOrder.OfUnchecked(tables);

    public int Compare(FactRow x, FactRow y)
    {
        if (x.Ticks != y.Ticks)
        {
            return x.Ticks.CompareTo(y.Ticks);
        }

        int order = tables.Details.NanosOf(x.Place).CompareTo(tables.Details.NanosOf(y.Place));
        if (order == 0 && tables.Details.HasOtherCustomers)
        {
            int one = tables.CustomerOf(subscription, x.Place), other = tables.CustomerOf(subscription, y.Place);
            order = one == other ? 0 : tables.Names.NameOf(one).CompareTo(tables.Names.NameOf(other));
        }

        return order != 0 ? order : sameInstant.Compare(x, y);
    }
}
