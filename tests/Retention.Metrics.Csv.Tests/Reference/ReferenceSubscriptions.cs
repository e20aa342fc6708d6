using System.Runtime.InteropServices;
using System.Text;
using NodaTime;
using NodaTime.Text;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Csv.Subscriptions;

namespace Retention.Metrics.Csv.Tests.Reference;

/// <summary>A file with a row for each interval of time at one price: <c>subscription_id, customer_id, start_date, end_date, monthly_amount</c>.</summary>
internal static class ReferenceIntervals
{
    public static ReferenceImport Read(CsvTable table, CsvImportOptions options)
    {
        _ = options;
        var rows = new ReferenceRows(table);
        var intervals = new List<Interval>();
        bool named = table.Has(Column.SubscriptionId);
        while (table.Read(out bool whole))
        {
            string? customer = CellText.Of(table, Column.CustomerId);
            string? subscription = named ? CellText.Of(table, Column.SubscriptionId) : FormattableString.Invariant($"{customer} on line {table.Line}");
            if (!whole || !TryRead(table, subscription, customer, out Interval interval))
            {
                rows.LeaveOut(subscription, customer);
                continue;
            }

            rows.Attributes.Add(interval.Customer, interval.Start);
            intervals.Add(interval);
        }

        intervals.Sort();
        RowComparison alike = CompareAlike(table, CollectionsMarshal.AsSpan(intervals));
        for (int first = 0, next; first < intervals.Count; first = next)
        {
            for (next = first + 1; next < intervals.Count && intervals[next].Subscription == intervals[first].Subscription; next++)
            {
            }

            Follow(Lasting(WithoutRepeats(CollectionsMarshal.AsSpan(intervals)[first..next], alike, rows), rows), rows);
        }

        return rows.Complete();
    }

    private static bool TryRead(CsvTable row, string? subscription, string? customer, out Interval interval)
    {
        interval = default;
        if (customer is null || subscription is null)
        {
            return row.RefuseText(customer is null ? Column.CustomerId : Column.SubscriptionId);
        }

        if (!CellText.Timestamp(row, Column.StartDate, out Instant start)
            || !CellText.OptionalTimestamp(row, Column.EndDate, out Instant? end)
            || !PriceCells.TryRead(row, out RecurringPrice price)
            || !row.RequireText())
        {
            return false;
        }

        interval = new Interval(subscription, customer, start, end, price, CellText.Reason(row), row.Line);
        return true;
    }

    /// <summary>Compares rows that are equal in every column that is read in all others; sorted, they are neighbors.</summary>
    private static RowComparison CompareAlike(CsvTable table, ReadOnlySpan<Interval> intervals)
    {
        var alike = new Dictionary<long, (int Group, int Content)>();
        for (int i = 1, first = 0; i < intervals.Length; i++)
        {
            if (intervals[i].IsAlike(intervals[i - 1]))
            {
                _ = alike.TryAdd(intervals[first].Line, (first, 0));
                alike.Add(intervals[i].Line, (first, 0));
            }
            else
            {
                first = i;
            }
        }

        return RowComparison.Of(table, alike);
    }

    /// <summary>Brings the rows that say something new to the front. Rows alike that differ in a column that is not read are a finding.</summary>
    private static ReadOnlySpan<Interval> WithoutRepeats(Span<Interval> intervals, RowComparison alike, ReferenceRows rows)
    {
        int kept = 0;
        for (int first = 0, next; first < intervals.Length; first = next)
        {
            Interval one = intervals[first];
            List<long>? different = null;
            for (next = first + 1; next < intervals.Length && intervals[next].IsAlike(one); next++)
            {
                long line = intervals[next].Line, equal = alike.FirstEqual(line);
                if (equal == line)
                {
                    (different ??= [one.Line]).Add(line);
                }
                else
                {
                    rows.Repeated.Add(line, equal);
                }
            }

            if (different is not null)
            {
                rows.Find(one.Subscription, FindingKind.ConflictingDuplicate, AlikeRows.Describe(FileKind.SubscriptionIntervals, one.Subscription.Value, one.Start, alike.Columns(one.Line)), [.. different]);
            }

            intervals[kept++] = one;
        }

        return intervals[..kept];
    }

    /// <summary>Takes out the intervals that end when they start: the subscription was never live in them, whatever its other intervals are.</summary>
    private static ReadOnlySpan<Interval> Lasting(ReadOnlySpan<Interval> intervals, ReferenceRows rows)
    {
        bool allLast = true;
        foreach (ref readonly Interval one in intervals)
        {
            allLast &= one.End != one.Start;
        }

        if (allLast)
        {
            return intervals;
        }

        Interval[] all = intervals.ToArray(), lasting = Array.FindAll(all, one => one.End != one.Start);
        var owners = lasting.Select(one => (one.Customer, one.Price.Amount.Currency)).ToHashSet();
        foreach (Interval one in all.Where(one => one.End == one.Start))
        {
            var subscription = new Subscription(one.Subscription, one.Customer);
            bool saysMore = !owners.Contains((one.Customer, one.Price.Amount.Currency)) || one.Price.Problem(discount: null) is not null;
            rows.Add(new SubscriptionFact(subscription.Starts(one.Start, one.Price), one.Line) { IsOfHistory = saysMore });
            if (saysMore)
            {
                rows.Add(new SubscriptionFact(subscription.Ends(one.Start, one.Reason), one.Line, StandsForRow: false));
            }
        }

        return lasting;
    }

    /// <summary>Turns the intervals of one subscription, in time order, into what happened to it.</summary>
    private static void Follow(ReadOnlySpan<Interval> intervals, ReferenceRows rows)
    {
        Interval? before = null;
        for (int i = 0; i < intervals.Length; i++)
        {
            Interval one = intervals[i];
            var subscription = new Subscription(one.Subscription, one.Customer);
            bool goesOn = before?.End == one.Start;
            if (one.End < one.Start)
            {
                rows.Find(one.Subscription, FindingKind.EndBeforeStart, $"the interval of subscription {one.Subscription} starts at {Iso(one.Start)}, and it ends before, at {Iso(one.End!.Value)}; an end is exclusive and must not lie before the start", one.Line);
            }
            else if (before is { } earlier && earlier.Customer == one.Customer && !(earlier.End <= one.Start))
            {
                rows.Find(one.Subscription, FindingKind.StartedWhileLive, $"two intervals of subscription {one.Subscription} overlap: one starts at {Iso(one.Start)}, the other lasts {(earlier.End is { } until ? $"until {Iso(until)}" : "for ever")}", [.. new[] { earlier.Line, one.Line }.Order()]);
            }

            rows.Add(new SubscriptionFact(goesOn && before?.Customer == one.Customer ? subscription.ChangesPrice(one.Start, one.Price) : subscription.Starts(one.Start, one.Price), one.Line));
            bool nextGoesOn = i + 1 < intervals.Length && intervals[i + 1].Start == one.End && intervals[i + 1].Customer == one.Customer;
            if (one.End is { } end && !nextGoesOn)
            {
                rows.Add(new SubscriptionFact(subscription.Ends(end, one.Reason), one.Line, StandsForRow: false));
            }

            bool reachesFurther = before is not { } last || one.End is null || one.End > last.End;
            before = reachesFurther || before?.Customer != one.Customer ? one : before;
        }
    }

    private static string Iso(Instant instant) => InstantPattern.ExtendedIso.Format(instant);

    private readonly record struct Interval(SubscriptionId Subscription, CustomerId Customer, Instant Start, Instant? End, RecurringPrice Price, ChurnReason Reason, long Line) : IComparable<Interval>
    {
        private (decimal, BillingUnit, int, int) PriceKey => (Price.Amount.Amount, Price.Interval.Unit, Price.Interval.Count, Price.Quantity);

        /// <summary>Whether another row is equal in every column that is read.</summary>
        public bool IsAlike(in Interval other) => Start == other.Start && Subscription == other.Subscription && this with { Line = other.Line } == other;

        /// <summary>By subscription and time, then by everything else, so that equal rows are adjacent in any order of input.</summary>
        public int CompareTo(Interval other)
        {
            int order = Subscription.CompareTo(other.Subscription);
            order = order != 0 ? order : Start.CompareTo(other.Start);
            order = order != 0 ? order : (End ?? Instant.MaxValue).CompareTo(other.End ?? Instant.MaxValue);
            order = order != 0 ? order : Customer.CompareTo(other.Customer);
            order = order != 0 ? order : PriceKey.CompareTo(other.PriceKey);
            order = order != 0 ? order : string.CompareOrdinal(Price.Amount.Currency.Code, other.Price.Amount.Currency.Code);
            order = order != 0 ? order : string.CompareOrdinal(Reason.Code, other.Reason.Code);
            return order != 0 ? order : Line.CompareTo(other.Line);
        }
    }
}

/// <summary>A file with a row for each thing that happened: <c>subscription_id, customer_id, event, at, mrr</c>.</summary>
internal static class ReferenceEvents
{
    public static ReferenceImport Read(CsvTable table, CsvImportOptions options)
    {
        var rows = new ReferenceRows(table);
        var names = new EventNames(options.Events);
        var events = new ReferenceAlikeEvents(table, rows);
        while (table.Read(out bool whole))
        {
            string? customer = CellText.Of(table, Column.CustomerId);
            string? subscription = table.Has(Column.SubscriptionId) ? CellText.Of(table, Column.SubscriptionId) : customer;
            if (!whole || !TryRead(table, names, subscription, customer, out SubscriptionEvent? one, out SubscriptionEvent? newPrice))
            {
                rows.LeaveOut(subscription, customer);
                continue;
            }

            rows.Attributes.Add(one.Customer, one.At);
            events.Add(one, newPrice);
        }

        events.Complete();
        return rows.Complete();
    }

    private static bool TryRead(CsvTable row, EventNames names, string? subscriptionId, string? customer, out SubscriptionEvent one, out SubscriptionEvent? newPrice)
    {
        one = null!;
        newPrice = null;
        if (customer is null || subscriptionId is null)
        {
            return row.RefuseText(customer is null ? Column.CustomerId : Column.SubscriptionId);
        }

        if (!CellText.Timestamp(row, Column.At, out Instant at) || !CellText.OptionalTimestamp(row, Column.RecordedAt, out Instant? recordedAt))
        {
            return false;
        }

        if (!names.TryParse(row.Word(Column.Event), out EventKind kind))
        {
            return row.Refuse(Column.Event, $"it is not a known event; valid values: {EventNames.Kinds}; map a name of your own to one of them");
        }

        var subscription = new Subscription(subscriptionId, customer);
        if (Event(row, kind, subscription, at) is not { } found)
        {
            return false;
        }

        string? id = CellText.Of(row, Column.EventId);
        if (id is null && !row.IsEmpty(Column.EventId))
        {
            return row.RefuseText(Column.EventId);
        }

        one = found with { EventId = id is null ? null : RowEventId.Of(id), RecordedAt = recordedAt };

        // A resumption at a price of its own is a resumption and a change of price.
        if (kind == EventKind.Resumed && !PriceCells.IsEmpty(row))
        {
            if (!PriceCells.TryRead(row, out RecurringPrice price))
            {
                return false;
            }

            newPrice = subscription.ChangesPrice(at, price) with { EventId = id is null ? null : RowEventId.OfPrice(id), RecordedAt = recordedAt };
        }

        return row.RequireText();
    }

    private static SubscriptionEvent? Event(CsvTable row, EventKind kind, Subscription subscription, Instant at)
    {
        switch (kind)
        {
            case EventKind.Started:
                return PriceCells.TryRead(row, out RecurringPrice price) ? subscription.Starts(at, price) : null;
            case EventKind.PriceChanged:
                return PriceCells.TryRead(row, out RecurringPrice changed) ? subscription.ChangesPrice(at, changed) : null;
            case EventKind.CancellationScheduled:
                return EffectiveAt(row, out Instant effectiveAt) ? subscription.SchedulesCancellation(at, effectiveAt, CellText.Reason(row)) : null;
            case EventKind.Ended:
                return subscription.Ends(at, CellText.Reason(row));
            case EventKind.TrialStarted:
                return subscription.TrialStarts(at);
            case EventKind.Paused:
                return subscription.Pauses(at);
            case EventKind.Resumed:
                return subscription.Resumes(at);
            case EventKind.PaymentFailed:
                return subscription.PaymentFails(at);
            case EventKind.PaymentRecovered:
                return subscription.PaymentRecovers(at);
            default:
                return subscription.RevokesCancellation(at);
        }
    }

    private static bool EffectiveAt(CsvTable row, out Instant effectiveAt)
    {
        effectiveAt = default;
        return row.Has(Column.EffectiveAt)
            ? CellText.Timestamp(row, Column.EffectiveAt, out effectiveAt)
            : row.Refuse(Column.Event, "a scheduled cancellation needs a column effective_at; one that has taken effect is a cancel");
    }
}

/// <summary>Events that are equal in every column that is read: repetitions, events of their own, or a contradiction.</summary>
internal sealed class ReferenceAlikeEvents(CsvTable table, ReferenceRows rows)
{
    private readonly Dictionary<(SubscriptionEvent One, SubscriptionEvent? NewPrice), long> seen = [];
    private readonly List<AlikeRow> alike = [];

    /// <summary>Adds the event of the current row, unless one before it is equal; that is decided by <see cref="Complete"/>.</summary>
    /// <param name="one">The event.</param>
    /// <param name="newPrice">The price that a resumption carries.</param>
    public void Add(SubscriptionEvent one, SubscriptionEvent? newPrice)
    {
        if (seen.TryGetValue((one, newPrice), out long first))
        {
            alike.Add(new AlikeRow(one, newPrice, table.Line, first));
        }
        else
        {
            seen.Add((one, newPrice), table.Line);
            AddFacts(one, newPrice, table.Line);
        }
    }

    public void Complete()
    {
        var compared = new Dictionary<long, (int Group, int Content)>();
        foreach (AlikeRow row in alike.Where(row => row.One.EventId is null))
        {
            _ = compared.TryAdd(row.FirstLine, (compared.Count, 0));
            compared.Add(row.Line, compared[row.FirstLine]);
        }

        var comparison = RowComparison.Of(table, compared);
        var contradictions = new Dictionary<long, (SubscriptionEvent One, List<long> Lines)>();
        foreach (AlikeRow row in alike)
        {
            bool hasEventId = row.One.EventId is not null;
            long equal = hasEventId ? row.FirstLine : comparison.FirstEqual(row.Line);
            if (equal != row.Line && (hasEventId || table.Has(Column.SubscriptionId)))
            {
                rows.Repeated.Add(row.Line, equal);
            }
            else if (equal != row.Line || row.One is SubscriptionEvent.PaymentFailed or SubscriptionEvent.PaymentRecovered)
            {
                // Rows without ids are never merged, and two payments of one subscription can fail at one instant.
                AddFacts(row.One, row.NewPrice, row.Line);
            }
            else if (contradictions.TryGetValue(row.FirstLine, out (SubscriptionEvent One, List<long> Lines) known))
            {
                known.Lines.Add(row.Line);
            }
            else
            {
                contradictions.Add(row.FirstLine, (row.One, [row.FirstLine, row.Line]));
            }
        }

        foreach ((SubscriptionEvent one, List<long> lines) in contradictions.Values)
        {
            rows.Find(one.Subscription, FindingKind.ConflictingDuplicate, AlikeRows.Describe(table.Kind, one.Subscription.Value, one.At, comparison.Columns(lines[0])), [.. lines]);
        }
    }

    private void AddFacts(SubscriptionEvent one, SubscriptionEvent? newPrice, long line)
    {
        rows.Add(new SubscriptionFact(one, line));
        if (newPrice is not null)
        {
            rows.Add(new SubscriptionFact(newPrice, line, StandsForRow: false));
        }
    }

    /// <summary>A row that is equal to one before it in every column that is read.</summary>
    private readonly record struct AlikeRow(SubscriptionEvent One, SubscriptionEvent? NewPrice, long Line, long FirstLine);
}

/// <summary>An event with the line it comes from.</summary>
/// <param name="Event">The event.</param>
/// <param name="Line">The line on which its row starts.</param>
/// <param name="StandsForRow">Whether it is the one event by which its row is counted.</param>
internal readonly record struct SubscriptionFact(SubscriptionEvent Event, long Line, bool StandsForRow = true)
{
    /// <summary>Whether the history holds it; an interval in which a subscription was never live may only be counted.</summary>
    public bool IsOfHistory { get; init; } = true;
}

/// <summary>Collects the facts of a file's rows and the subscriptions with refused rows, and makes the history of the others.</summary>
internal sealed class ReferenceRows
{
    private readonly CsvTable table;
    private readonly List<SubscriptionFact> facts = [];
    private readonly List<CsvFinding> findings = [];
    private readonly HashSet<SubscriptionId> broken = [];
    private readonly HashSet<CustomerId> brokenCustomers = [];

    public ReferenceRows(CsvTable table)
    {
        this.table = table;
        Attributes = new ReferenceAttributes(table);
    }

    public ReferenceAttributes Attributes { get; }

    /// <summary>Rows that say nothing new.</summary>
    public RepeatedRows Repeated { get; } = new();

    public void Add(SubscriptionFact fact) => facts.Add(fact);

    public void Find(SubscriptionId subscription, FindingKind kind, string message, params long[] lines)
    {
        findings.Add(new CsvFinding(lines, kind, message));
        _ = broken.Add(subscription);
    }

    /// <summary>Leaves out what the current, refused row may belong to: its subscription, or all of its customer where that cannot be read.</summary>
    public void LeaveOut(string? subscription, string? customer)
    {
        if (subscription is not null)
        {
            _ = broken.Add(subscription);
        }
        else if (customer is not null)
        {
            _ = brokenCustomers.Add(customer);
        }
    }

    public ReferenceImport Complete()
    {
        // The place of an event among the checked ones leads to its line.
        List<SubscriptionFact> checkedFacts = [.. facts.Where(fact => fact.IsOfHistory && !IsBroken(fact.Event))];
        HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = SubscriptionHistory.Check(checkedFacts.Select(fact => fact.Event));
        foreach (SubscriptionFinding finding in check.Findings)
        {
            findings.Add(new CsvFinding([.. finding.Places.Select(place => checkedFacts[place].Line).Distinct().Order()], finding.Kind, finding.Message));
        }

        broken.UnionWith(check.Findings.SelectMany(finding => finding.Events).Select(one => one.Subscription));
        long valid = facts.Count(fact => fact.StandsForRow && !IsBroken(fact.Event));
        long used = table.Has(Column.RecordedAt) ? CountOf(check.History, checkedFacts) : valid;
        return new ReferenceImport(
            check.History,
            new CsvRowCounts(table.RowsRead, used, Repeated.Count, Superseded: valid - used, Refused: table.RowsRead - valid - Repeated.Count),
            table.Refusals,
            [.. findings.OrderBy(finding => finding.Lines[0])],
            Repeated.Listed,
            Attributes.Of(check.History.Select(one => one.Customer)));
    }

    private bool IsBroken(SubscriptionEvent one) => broken.Contains(one.Subscription) || brokenCustomers.Contains(one.Customer);

    /// <summary>How many rows the history holds, and those that are only counted.</summary>
    private long CountOf(SubscriptionHistory history, List<SubscriptionFact> checkedFacts)
    {
        bool[] held = history.HeldPlaces();
        return checkedFacts.Where((fact, place) => fact.StandsForRow && held[place]).LongCount()
            + facts.Count(fact => fact.StandsForRow && !fact.IsOfHistory && !IsBroken(fact.Event));
    }
}

/// <summary>What a file says of its customers beside our columns. Of several values the one with the latest instant counts, whatever the order of the rows.</summary>
internal sealed class ReferenceAttributes
{
    private readonly CsvTable table;
    private readonly Dictionary<CustomerId, (Instant At, string? Value)[]> values = [];

    public ReferenceAttributes(CsvTable table) => this.table = table;

    /// <summary>Takes down the attributes of the current row.</summary>
    public void Add(CustomerId customer, Instant at)
    {
        if (table.AttributePlaces.Length == 0)
        {
            return;
        }

        if (!values.TryGetValue(customer, out (Instant At, string? Value)[]? known))
        {
            values.Add(customer, known = new (Instant, string?)[table.AttributePlaces.Length]);
        }

        for (int i = 0; i < known.Length; i++)
        {
            if (CellText.Attribute(table, table.AttributePlaces[i]) is { } value
                && (known[i].Value is null || at > known[i].At || (at == known[i].At && string.CompareOrdinal(value, known[i].Value) < 0)))
            {
                known[i] = (at, value);
            }
        }
    }

    /// <summary>The customers with what is known of them, in the order of their ids.</summary>
    public IReadOnlyList<Customer> Of(IEnumerable<CustomerId> customers) => [.. customers.Distinct().Order().Select(Of)];

    private Customer Of(CustomerId id) => new(id, values.TryGetValue(id, out (Instant At, string? Value)[]? known)
        ? known.Index().Where(one => one.Item.Value is not null).Select(one => KeyValuePair.Create(table.Header[table.AttributePlaces[one.Index]], one.Item.Value!))
        : null);
}

/// <summary>What came out of a file, by the reference.</summary>
internal sealed record ReferenceImport(SubscriptionHistory History, CsvRowCounts Rows, IReadOnlyList<CsvRefusal> Refusals, IReadOnlyList<CsvFinding> Findings, IReadOnlyList<CsvRepeatedRow> RepeatedRows, IReadOnlyList<Customer> Customers);

/// <summary>Cells as texts and instants.</summary>
internal static class CellText
{
    /// <summary>The reason of an end: blank is unknown, the words of the library in any case.</summary>
    public static ChurnReason Reason(CsvTable row)
    {
        string code = row.Word(Column.Reason);
        return code.Length == 0 ? ChurnReason.Unknown : ChurnReason.Of(code.ToUpperInvariant() is "VOLUNTARY" or "INVOLUNTARY" or "UNKNOWN" ? code.ToLowerInvariant() : code);
    }

    public static string? Of(CsvTable row, Column column) => row.Name(column, out ReadOnlySpan<byte> text) ? Encoding.UTF8.GetString(text) : null;

    public static string? Attribute(CsvTable row, int place) => row.AttributeCell(place) is { IsEmpty: false } cell ? Encoding.UTF8.GetString(cell) : null;

    public static bool Timestamp(CsvTable row, Column column, out Instant instant)
    {
        bool read = row.Ticks(column, out long ticks, out byte nanoseconds);
        instant = Instant.FromUnixTimeTicks(ticks).PlusNanoseconds(nanoseconds);
        return read;
    }

    public static bool OptionalTimestamp(CsvTable row, Column column, out Instant? instant)
    {
        instant = null;
        if (row.IsEmpty(column))
        {
            return true;
        }

        bool read = Timestamp(row, column, out Instant found);
        instant = read ? found : null;
        return read;
    }
}
