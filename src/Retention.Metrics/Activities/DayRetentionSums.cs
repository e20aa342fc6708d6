namespace Retention.Metrics.Activities;

/// <summary>The customers of each cohort, and for each window those with days that have ended and those of them who are active in it.</summary>
internal sealed class DayRetentionSums(int cohorts, int windows) : IAnswerTotals, IEquatable<DayRetentionSums>
{
    public int Windows => windows;

    public long[] Customers { get; } = new long[cohorts];

    /// <summary>By cohort, then by window.</summary>
    public long[] Mature { get; } = new long[cohorts * windows];

    /// <summary>By cohort, then by window.</summary>
    public long[] Active { get; } = new long[cohorts * windows];

    /// <inheritdoc/>
    public bool IsEmpty => !Customers.AsSpan().ContainsAnyExcept(0L);

    /// <summary>Adds the sums of other customers.</summary>
    public void Add(DayRetentionSums other)
    {
        AddAll(Customers, other.Customers);
        AddAll(Mature, other.Mature);
        AddAll(Active, other.Active);
    }

    /// <summary>The sums of the customers of both.</summary>
    public DayRetentionSums Plus(DayRetentionSums other)
    {
        var sum = new DayRetentionSums(Customers.Length, windows);
        sum.Add(this);
        sum.Add(other);
        return sum;
    }

    /// <summary>The totals of a cohort.</summary>
    public DayRetentionTotals TotalsOf(int cohort) =>
        new(Customers[cohort], [.. Enumerable.Range(cohort * windows, windows).Select(cell => Ratio.Of(Active[cell], Mature[cell]))]);

    /// <summary>The totals of all cohorts together.</summary>
    public DayRetentionTotals Pooled() => new(
        Customers.Sum(),
        [.. Enumerable.Range(0, windows).Select(window => Ratio.Of(
            Enumerable.Range(0, Customers.Length).Sum(cohort => Active[(cohort * windows) + window]), Enumerable.Range(0, Customers.Length).Sum(cohort => Mature[(cohort * windows) + window])))]);

    public bool Equals(DayRetentionSums? other) => other is not null
        && Customers.AsSpan().SequenceEqual(other.Customers) && Mature.AsSpan().SequenceEqual(other.Mature) && Active.AsSpan().SequenceEqual(other.Active);

    public override bool Equals(object? obj) => Equals(obj as DayRetentionSums);

    public override int GetHashCode() => HashCode.Combine(Customers.Length, Customers[0], Customers[^1]);

    private static void AddAll(long[] to, long[] from)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] += from[i];
        }
    }
}
