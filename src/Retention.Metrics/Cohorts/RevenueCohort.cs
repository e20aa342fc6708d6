using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The customers with their first payment ever in one period, and their state, column by column.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed class RevenueCohort : Cohort<RevenueCohortCell, RevenueCellTotals>
{
    internal RevenueCohort(CohortMatrix<RevenueCellTotals> totals, int row, Currency currency)
        : base(totals, row, currency)
    {
        Currency = currency;
    }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>What the members paid right after each one's first payment.</summary>
    public RecurringRevenue InitialMrr => new(Initial.Mrr, Currency);

    private protected override RevenueCohortCell CellOf(CohortPlace place, in CellTotals<RevenueCellTotals> cell) => new(place, Currency, in cell);

    private protected override void WriteInitial(JsonAnswerWriter json) => json.Add("initialMrr", InitialMrr);
}
