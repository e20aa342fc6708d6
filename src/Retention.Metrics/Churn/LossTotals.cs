namespace Retention.Metrics.Churn;

/// <summary>Churned customers and churned revenue, in annual millionths.</summary>
internal readonly record struct LossSums(long Customers, Int128 Mrr)
{
    public static LossSums operator +(LossSums left, LossSums right) => new(left.Customers + right.Customers, left.Mrr + right.Mrr);
}

/// <summary>What each period opened with, what it lost, and how the loss splits by cause.</summary>
internal sealed class LossTotals<TCause>(int periods) : IAnswerTotals, IEquatable<LossTotals<TCause>>
    where TCause : notnull
{
    /// <summary>Customers and revenue at the start of each period.</summary>
    public LossSums[] Opening { get; } = new LossSums[periods];

    /// <summary>Everything lost, each loss once.</summary>
    public LossSums[] Lost { get; } = new LossSums[periods];

    /// <summary>What was lost, by cause; a loss can have several causes.</summary>
    public Dictionary<TCause, LossSums>[] ByCause { get; } = [.. Enumerable.Range(0, periods).Select(_ => new Dictionary<TCause, LossSums>())];

    /// <summary>Whether nobody paid and nobody left.</summary>
    public bool IsEmpty => Array.TrueForAll(Opening, sums => sums == default) && Array.TrueForAll(Lost, sums => sums == default);

    public void Add(int period, LossSums loss, params ReadOnlySpan<TCause> causes)
    {
        Lost[period] += loss;
        foreach (TCause cause in causes)
        {
            Dictionary<TCause, LossSums> sums = ByCause[period];
            sums[cause] = sums.GetValueOrDefault(cause) + loss;
        }
    }

    public static LossTotals<TCause> Sum(LossTotals<TCause> left, LossTotals<TCause> right)
    {
        var sum = new LossTotals<TCause>(left.Lost.Length);
        foreach (LossTotals<TCause> part in (ReadOnlySpan<LossTotals<TCause>>)[left, right])
        {
            for (int period = 0; period < sum.Lost.Length; period++)
            {
                sum.Opening[period] += part.Opening[period];
                sum.Lost[period] += part.Lost[period];
                foreach ((TCause cause, LossSums loss) in part.ByCause[period])
                {
                    sum.ByCause[period][cause] = sum.ByCause[period].GetValueOrDefault(cause) + loss;
                }
            }
        }

        return sum;
    }

    public bool Equals(LossTotals<TCause>? other) =>
        other is not null && Opening.AsSpan().SequenceEqual(other.Opening) && Lost.AsSpan().SequenceEqual(other.Lost)
        && ByCause.Zip(other.ByCause).All(pair => pair.First.Count == pair.Second.Count
            && pair.First.All(entry => pair.Second.TryGetValue(entry.Key, out LossSums loss) && loss == entry.Value));

    public override bool Equals(object? obj) => Equals(obj as LossTotals<TCause>);

    public override int GetHashCode() => HashCode.Combine(Opening[0], Lost[^1]);
}
