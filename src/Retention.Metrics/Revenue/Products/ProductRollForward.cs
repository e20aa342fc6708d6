using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The roll-forward of one product: how its recurring revenue got from the start to the end of each period, with what customers moved between it and other products.</summary>
/// <remarks>
/// <para><b>Formula:</b> <c>closing = opening + new + reactivation + resumed + expansion − contraction − churn − paused + transfer in − transfer out</c>, exactly. See <see cref="RollForwardByProduct"/>.</para>
/// <para><b>Unit:</b> money a month (exact per year), customers.</para>
/// <para><b>Undefined:</b> each rate says when.</para>
/// <para><b>Cost:</b> that of the <see cref="RollForwardByProduct"/> that it is a part of.</para>
/// <para><b>Source:</b> the definition is this library's own; see <see cref="RollForwardByProduct"/>.</para>
/// </remarks>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed class ProductRollForward : RevenueAnswer<ProductRollForward, ProductRollForwardRow>
{
    private readonly PeriodTotals<ProductTotals> totals;

    internal ProductRollForward(ReportingPeriods periods, MetricPolicy policy, Currency currency, PeriodTotals<ProductTotals> totals)
        : base(periods, policy, currency, totals, totals.All.Select((one, period) => new ProductRollForwardRow(periods, period, currency, in one)))
    {
        this.totals = totals;
    }

    /// <summary>The totals of each period.</summary>
    internal IReadOnlyList<ProductTotals> Totals => totals.All;

    private protected override ProductRollForward Plus(ProductRollForward other, Currency currency) => new(Periods, Policy, currency, totals.Plus(other.totals));
}
