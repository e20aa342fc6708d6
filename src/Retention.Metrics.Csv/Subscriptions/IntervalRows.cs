using System.Runtime.CompilerServices;
using Retention.Metrics.Buffers;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>An interval of a subscription.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Customer">The number of the customer.</param>
/// <param name="Start">When it starts.</param>
/// <param name="End">When it ends; <see cref="Never"/> for one that goes on.</param>
/// <param name="Price">The number of the price.</param>
/// <param name="Reason">The number of the reason of its end.</param>
/// <param name="IsTrial">Whether it is a trial, which pays nothing.</param>
/// <param name="IsFurther">Whether it is the paid part of a row that begins with a trial.</param>
internal readonly record struct Interval(int Row, int Customer, FactInstant Start, FactInstant End, int Price, int Reason, bool IsTrial = false, bool IsFurther = false)
{
    /// <summary>After all instants.</summary>
    public static readonly FactInstant Never = new(long.MaxValue, 0);

    public bool Ends => End != Never;
}

/// <summary>What the rows of a file of intervals say, in columns.</summary>
internal sealed class IntervalRows(SubscriptionRows rows)
{
    private readonly IntervalTermsColumn terms = new();

    // The numbers of reasons, up to the last that is not 0: most files have no reasons, and then one number.
    private readonly ColumnBlocks<int> reasons = new();

    // Instants that are finer than a tick are few.
    private readonly Dictionary<int, (byte Start, byte End)> nanoseconds = [];

    // Until when a row is a trial, of the rows that are one.
    private readonly Dictionary<int, long> trialEnds = [];

    public int Count => terms.Count;

    /// <summary>Gives the memory of all rows back.</summary>
    public void Release() => terms.Release();

    private FactTables Tables => rows.Facts.Tables;

    /// <summary>Whether any row is a trial.</summary>
    public bool HasTrials => trialEnds.Count > 0;

    /// <summary>Whether any instant is finer than a tick.</summary>
    public bool HasNanoseconds => nanoseconds.Count > 0;

    /// <summary>The terms of a row, without what is finer than a tick; <see cref="Interval.Never"/> ends one that goes on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public IntervalTerms TermsOf(int row)
    {
        IntervalTerms own = terms[row];
        return own.End == SparseInstants.None ? own with { End = Interval.Never.Ticks } : own;
    }

    /// <summary>The number of the reason of the end of a row.</summary>
    public int ReasonOf(int row) => reasons.ValueOrDefault(row);

    /// <summary>The number of the customer of a row.</summary>
    public int CustomerOf(int row) => terms[row].Customer;

    /// <summary>Takes the rows of a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="customers">The numbers of their customers.</param>
    public void Take(IntervalBatch batch, ReadOnlySpan<int> customers)
    {
        int before = terms.Count;
        foreach ((int row, long end) in batch.Trials)
        {
            trialEnds.Add(terms.Count + row, end);
        }

        foreach (ref readonly IntervalCells cells in batch.Cells)
        {
            if ((cells.StartNanoseconds | cells.EndNanoseconds) != 0)
            {
                nanoseconds.Add(terms.Count, (cells.StartNanoseconds, cells.EndNanoseconds));
            }

            int row = terms.Count;
            terms.Add(new IntervalTerms(cells.Start, cells.End, batch.Rows.Prices.NumberInFile(cells.Price, Tables.Prices), customers[row - before]));
            if (batch.Rows.Reasons.NumberInFile(cells.Reason, Tables) is not 0 and var reason)
            {
                reasons.Set(row, reason);
            }
        }
    }

    public Interval this[int row]
    {
        get
        {
            IntervalTerms own = terms[row];
            (byte start, byte end) = NanosecondsOf(row);
            return new Interval(
                row, own.Customer, new FactInstant(own.Start, start), own.End == SparseInstants.None ? Interval.Never : new FactInstant(own.End, end), own.Price, ReasonOf(row));
        }
    }

    /// <summary>Asks the memory for a row that is read soon.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int row) => terms.Prefetch(row);

    /// <summary>Adds the interval of a row, or the trial and the paid interval that it is.</summary>
    public void AddTo(List<Interval> intervals, int row)
    {
        Interval one = this[row];
        var trialEnd = new FactInstant(TrialEndOf(row), 0);
        if (!(trialEnd > one.Start))
        {
            intervals.Add(one);
        }
        else if (!(trialEnd < one.End))
        {
            intervals.Add(one with { IsTrial = true });
        }
        else
        {
            intervals.Add(one with { End = trialEnd, IsTrial = true });
            intervals.Add(one with { Start = trialEnd, IsFurther = true });
        }
    }

    /// <summary>Whether the rows of one subscription have rising starts: then they are in their order.</summary>
    public bool HaveRisingStarts(ReadOnlySpan<int> own)
    {
        for (int i = 1; i < own.Length; i++)
        {
            if (terms[own[i - 1]].Start >= terms[own[i]].Start)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether two rows of one subscription are equal in every column that is read.</summary>
    public bool AreAlike(int x, int y)
    {
        IntervalTerms one = terms[x], other = terms[y];
        return one.Start == other.Start && one.End == other.End && NanosecondsOf(x) == NanosecondsOf(y)
            && one.Customer == other.Customer && reasons.ValueOrDefault(x) == reasons.ValueOrDefault(y) && TrialEndOf(x) == TrialEndOf(y) && Tables.Prices.AreEqual(one.Price, other.Price);
    }

    /// <summary>The order of the rows of one subscription: by time, then by everything else, so that equal rows are adjacent in any order of input.</summary>
    public int Compare(int x, int y)
    {
        Interval one = this[x], other = this[y];
        int order = one.Start.CompareTo(other.Start);
        order = order != 0 ? order : one.End.CompareTo(other.End);
        order = order != 0 || one.Customer == other.Customer ? order : rows.Names.NameOf(one.Customer).CompareTo(rows.Names.NameOf(other.Customer));
        order = order != 0 || one.Price == other.Price ? order : Compare(Tables.Prices[one.Price], Tables.Prices[other.Price]);
        order = order != 0 || one.Reason == other.Reason ? order : string.CompareOrdinal(Tables.ReasonOf(one.Reason).Code, Tables.ReasonOf(other.Reason).Code);
        order = order != 0 ? order : TrialEndOf(x).CompareTo(TrialEndOf(y));
        return order != 0 ? order : x.CompareTo(y);
    }

    private long TrialEndOf(int row) => trialEnds.Count == 0 ? SparseInstants.None : trialEnds.GetValueOrDefault(row, SparseInstants.None);

    private (byte Start, byte End) NanosecondsOf(int row) => nanoseconds.Count == 0 ? default : nanoseconds.GetValueOrDefault(row);

    private static int Compare(RecurringPrice x, RecurringPrice y)
    {
        int order = (x.Amount.Amount, x.Interval.Unit, x.Interval.Count, x.Quantity).CompareTo((y.Amount.Amount, y.Interval.Unit, y.Interval.Count, y.Quantity));
        order = order != 0 ? order : string.CompareOrdinal(x.Amount.Currency.Code, y.Amount.Currency.Code);
        return order != 0 ? order : string.CompareOrdinal(x.Product, y.Product);
    }
}
