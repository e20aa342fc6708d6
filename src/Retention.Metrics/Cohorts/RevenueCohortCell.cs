namespace Retention.Metrics;

/// <summary>What became of a cohort of subscribers by the end of one period: amounts, and their shares of the base and of the column before.</summary>
/// <remarks>
/// The base is the cohort right after each member's first payment. The column before column 0 is the base itself, so the shares of previous
/// columns multiply up to the share of the base.
/// </remarks>
public sealed class RevenueCohortCell : IEquatable<RevenueCohortCell>
{
    private readonly CohortCell<RevenueCohortSums> sums;

    internal RevenueCohortCell(int column, ReportingPeriod? period, Currency currency, in CohortCell<RevenueCohortSums> sums)
    {
        Column = column;
        Period = period;
        Currency = currency;
        this.sums = sums;
    }

    /// <summary>How many periods after the cohort's own; 0 is its own.</summary>
    public int Column { get; }

    /// <summary>The period at the end of which the cohort is counted; <see langword="null"/> where cohorts are pooled.</summary>
    public ReportingPeriod? Period { get; }

    /// <summary>The currency of all amounts.</summary>
    public Currency Currency { get; }

    /// <summary>Members who are active at the end of the period, including those who came back; they pay, unless the policy keeps customers without revenue.</summary>
    public long Customers => sums.Now.Customers;

    /// <summary>What they pay.</summary>
    public RecurringRevenue Mrr => new(sums.Now.Mrr, Currency);

    /// <summary>What they pay, each of them counted with no more than they began with.</summary>
    public RecurringRevenue GrossMrr => new(sums.Now.GrossMrr, Currency);

    /// <summary>Members who are active, out of all members.</summary>
    public Ratio CustomerRetention => Ratio.Of(sums.Now.Customers, sums.Base.Customers);

    /// <summary>MRR out of initial MRR: above 1 where growth outweighs loss.</summary>
    public Ratio NetRevenueRetention => Share(sums.Now.Mrr, sums.Base.Mrr);

    /// <summary>Gross MRR out of initial MRR: 0 to 1.</summary>
    public Ratio GrossRevenueRetention => Share(sums.Now.GrossMrr, sums.Base.Mrr);

    /// <summary>Members who are active, out of those of the column before.</summary>
    public Ratio CustomersVsPrevious => Ratio.Of(sums.Now.Customers, sums.Previous.Customers);

    /// <summary>MRR out of that of the column before.</summary>
    public Ratio MrrVsPrevious => Share(sums.Now.Mrr, sums.Previous.Mrr);

    /// <summary>Gross MRR out of that of the column before.</summary>
    public Ratio GrossMrrVsPrevious => Share(sums.Now.GrossMrr, sums.Previous.GrossMrr);

    /// <summary>Whether both are equal.</summary>
    public static bool operator ==(RevenueCohortCell? left, RevenueCohortCell? right) => Equals(left, right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(RevenueCohortCell? left, RevenueCohortCell? right) => !Equals(left, right);

    /// <summary>Whether column, period and all figures are equal.</summary>
    public bool Equals(RevenueCohortCell? other) => other is not null && Column == other.Column && Period == other.Period && Currency == other.Currency && sums == other.sums;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RevenueCohortCell);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, sums);

    /// <summary>Customers and MRR.</summary>
    public override string ToString() => FormattableString.Invariant($"{Customers} customers, {Mrr}");

    private Ratio Share(Int128 part, Int128 whole) => Ratio.Of(new RecurringRevenue(part, Currency), new RecurringRevenue(whole, Currency));
}
