namespace Retention.Metrics;

/// <summary>An answer with one row for each period, computed under a policy, with amounts in one currency.</summary>
/// <typeparam name="TSelf">The answer itself.</typeparam>
/// <typeparam name="TRow">The figures of one period.</typeparam>
public abstract class RevenueAnswer<TSelf, TRow> : PeriodAnswer<TSelf, TRow>
    where TSelf : RevenueAnswer<TSelf, TRow>
{
    /// <summary>Makes an answer.</summary>
    /// <param name="periods">The periods.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="currency">The currency of all amounts.</param>
    /// <param name="totals">The totals of all periods.</param>
    /// <param name="rows">The rows made from them.</param>
    /// <param name="window">How far the rows look back, where that is not the period; or what else they depend on.</param>
    /// <param name="windowName">What that is called in messages.</param>
    private protected RevenueAnswer(ReportingPeriods periods, MetricPolicy policy, Currency currency, IAnswerTotals totals, IEnumerable<TRow> rows, object? window = null, string windowName = "window")
        : base(periods, currency, window is null ? [("policy", policy)] : [("policy", policy), (windowName, window)], totals, rows)
    {
        Policy = policy;
        Currency = currency;
    }

    /// <summary>The policy under which the figures are computed.</summary>
    public MetricPolicy Policy { get; }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    private protected override void WriteHead(JsonAnswerWriter json)
    {
        json.Add("policy", Policy, MetricPolicyJsonConverter.Instance.WriteValue);
        base.WriteHead(json);
        json.Add("currency", Currency);
    }
}
