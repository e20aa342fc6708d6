namespace Retention.Metrics;

/// <summary>A cell of a cohort table: the figures of one cohort in one period, and their shares of the base and of the column before.</summary>
/// <remarks>
/// The base is the cohort right after each member's first payment, first order or first activity. The column before column 0 is the base itself, so the shares of
/// previous columns multiply up to the share of the base.
/// </remarks>
/// <typeparam name="TSelf">The cell itself.</typeparam>
/// <typeparam name="TTotals">The totals from which it is made.</typeparam>
public abstract class CohortCell<TSelf, TTotals> : IEquatable<TSelf>, IJsonAnswer
    where TSelf : CohortCell<TSelf, TTotals>
    where TTotals : struct, ICohortTotals<TTotals>
{
    private readonly CohortPlace place;
    private readonly CellTotals<TTotals> totals;
    private readonly Currency? currency;

    /// <summary>Makes a cell.</summary>
    /// <param name="place">The place of the cell.</param>
    /// <param name="currency">The currency of all amounts; nothing where there are none.</param>
    /// <param name="totals">The totals of the cell.</param>
    private protected CohortCell(CohortPlace place, Currency? currency, in CellTotals<TTotals> totals)
    {
        this.place = place;
        this.totals = totals;
        this.currency = currency;
    }

    /// <summary>The number of periods after the cohort's own; 0 is its own.</summary>
    public int Column => place.Column;

    /// <summary>The period in which the cohort is counted; <see langword="null"/> where cohorts are pooled.</summary>
    public ReportingPeriod? Period => place.Period;

    /// <summary>Retained members, including those who came back: of subscribers those who are active at the end of the period, of buyers and users those with an order or an activity in it.</summary>
    /// <remarks>Active subscribers pay, unless the policy keeps customers without revenue.</remarks>
    public long Customers => Now.Customers;

    /// <summary>Retained members, out of all members.</summary>
    public Ratio CustomerRetention => Ratio.Of(Now.Customers, Initial.Customers);

    /// <summary>Retained members, out of those of the column before.</summary>
    public Ratio CustomersVsPrevious => Ratio.Of(Now.Customers, Previous.Customers);

    private protected TTotals Now => totals.Now;

    private protected TTotals Previous => totals.Previous;

    private protected TTotals Initial => totals.Initial;

    /// <summary>Whether both are equal.</summary>
    public static bool operator ==(CohortCell<TSelf, TTotals>? left, CohortCell<TSelf, TTotals>? right) => Equals(left, right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(CohortCell<TSelf, TTotals>? left, CohortCell<TSelf, TTotals>? right) => !Equals(left, right);

    /// <summary>Whether column, period, currency and all figures are equal.</summary>
    public bool Equals(TSelf? other) => other is not null && Column == other.Column && Period == other.Period && currency == other.currency && totals == other.totals;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TSelf);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, totals);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("column", Column);
        json.Add("period", Period?.Name);
        if (currency is { } own)
        {
            json.Add("currency", own);
        }

        json.Add("customerRetention", CustomerRetention);
        json.Add("customers", Customers);
        json.Add("customersOfPrevious", CustomersVsPrevious);
        WriteFigures(json);
    }

    /// <summary>Writes what the members pay, order or do.</summary>
    private protected abstract void WriteFigures(JsonAnswerWriter json);
}
