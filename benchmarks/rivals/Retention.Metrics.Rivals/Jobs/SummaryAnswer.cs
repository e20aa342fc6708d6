namespace Retention.Metrics.Rivals.Jobs;

/// <summary>The one row of J4: sums over all customers, plain and weighted so that figures swapped between customers are noticed.</summary>
internal struct SummaryAnswer
{
    private long customers;
    private long frequency;
    private long recency;
    private long age;
    private long spend;
    private long weightedFrequency;
    private long weightedRecency;
    private long weightedAge;
    private long weightedSpend;
    private double means;

    /// <param name="customer">The customer's id.</param>
    /// <param name="repeats">Days with orders − 1.</param>
    /// <param name="last">Days from the first to the last of them.</param>
    /// <param name="observed">Days from the first of them to the end of the data.</param>
    /// <param name="repeatSpend">Minor units spent after the first day.</param>
    /// <param name="meanValue">The same per day, 0 where there is none.</param>
    public void Add(int customer, int repeats, int last, int observed, long repeatSpend, double meanValue)
    {
        long weight = customer % 1009;
        customers++;
        frequency += repeats;
        recency += last;
        age += observed;
        spend += repeatSpend;
        weightedFrequency += weight * repeats;
        weightedRecency += weight * last;
        weightedAge += weight * observed;
        weightedSpend += weight * repeatSpend;
        means += meanValue;
    }

    public readonly IReadOnlyList<ResultRow> Rows() =>
        [new ResultRow([customers, frequency, recency, age, spend, weightedFrequency, weightedRecency, weightedAge, weightedSpend], means)];
}
