using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>What became of a cohort of subscribers by the end of one period: amounts, and their shares of the base and of the column before.</summary>
/// <inheritdoc path="/remarks"/>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed class RevenueCohortCell : CohortCell<RevenueCohortCell, RevenueCellTotals>
{
    internal RevenueCohortCell(CohortPlace place, Currency currency, in CellTotals<RevenueCellTotals> totals)
        : base(place, currency, in totals)
    {
        Currency = currency;
    }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>What the members pay.</summary>
    public RecurringRevenue Mrr => new(Now.Mrr, Currency);

    /// <summary>What the members pay, each of them counted with no more than they began with.</summary>
    public RecurringRevenue GrossMrr => new(Now.GrossMrr, Currency);

    /// <summary>MRR out of initial MRR: above 1 where growth outweighs loss.</summary>
    public Ratio NetRevenueRetention => Share(Now.Mrr, Initial.Mrr);

    /// <summary>Gross MRR out of initial MRR: 0 to 1.</summary>
    public Ratio GrossRevenueRetention => Share(Now.GrossMrr, Initial.Mrr);

    /// <summary>MRR out of that of the column before.</summary>
    public Ratio MrrVsPrevious => Share(Now.Mrr, Previous.Mrr);

    /// <summary>Gross MRR out of that of the column before.</summary>
    public Ratio GrossMrrVsPrevious => Share(Now.GrossMrr, Previous.GrossMrr);

    /// <summary>Customers and MRR.</summary>
    public override string ToString() => FormattableString.Invariant($"{Customers} customers, {Mrr}");

    private Ratio Share(Int128 part, Int128 whole) => Ratio.Of(new RecurringRevenue(part, Currency), new RecurringRevenue(whole, Currency));

    private protected override void WriteFigures(JsonAnswerWriter json)
    {
        json.Add("mrr", Mrr);
        json.Add("netRevenueRetention", NetRevenueRetention);
        json.Add("mrrOfPrevious", MrrVsPrevious);
        json.Add("grossMrr", GrossMrr);
        json.Add("grossRevenueRetention", GrossRevenueRetention);
        json.Add("grossMrrVsPrevious", GrossMrrVsPrevious);
    }
}
