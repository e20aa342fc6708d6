using System.Runtime.InteropServices;
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
                rows.Find(one.Subscription, FindingKind.ConflictingDuplicate, FormattableString.Invariant(AlikeRows.Describe(FileKind.SubscriptionIntervals, one.Subscription.Value, one.Start, alike.Columns(one.Line))), [.. different]);
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
