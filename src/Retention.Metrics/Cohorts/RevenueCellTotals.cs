using System.Globalization;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The totals of a cohort of subscribers right after the first payments, or at the end of one period.</summary>
/// <remarks>
/// Money is in annual millionths of the currency's major unit: 49.00 a month is 588,000,000. The totals come from whatever engine has computed
/// them: this library, a database, a test. <see cref="RevenueCohortTable.FromTotals"/> checks them.
/// </remarks>
/// <example><code>
/// CohortTotals&lt;RevenueCellTotals&gt;[] cohorts =
/// [
///     new(new() { Customers = 2, Mrr = 588_000_000, GrossMrr = 588_000_000 }, [new() { Customers = 1, Mrr = 294_000_000, GrossMrr = 294_000_000 }]),
/// ];
/// RevenueCohortTable january = RevenueCohortTable.FromTotals(periods, MetricPolicy.Default, Currency.Eur, cohorts, earlier: new(default, [default]));
/// january[0].InitialMrr.Monthly;          // 49.00 EUR
/// january[0][0]!.CustomerRetention.Value; // 0.5
/// </code></example>
[JsonConverter(typeof(RevenueCellTotalsJsonConverter))]
public readonly record struct RevenueCellTotals : ICohortTotals<RevenueCellTotals>
{
    /// <summary>Members who are active.</summary>
    public long Customers { get; init; }

    /// <summary>What the members pay.</summary>
    public Int128 Mrr { get; init; }

    /// <summary>What the members pay, each counted with no more than right after the first payment; right after the first payments it is <see cref="Mrr"/>.</summary>
    public Int128 GrossMrr { get; init; }

    /// <summary>Adds the totals of other customers.</summary>
    public static RevenueCellTotals operator +(RevenueCellTotals left, RevenueCellTotals right) =>
        new() { Customers = left.Customers + right.Customers, Mrr = left.Mrr + right.Mrr, GrossMrr = left.GrossMrr + right.GrossMrr };

    /// <summary>The first condition that the totals right after the first payments break, or <see langword="null"/>.</summary>
    internal static string? Contradiction(RevenueCellTotals initial) =>
        TotalsArgument.Outside(nameof(Customers), initial.Customers, 0, CohortShape.LargestCount)
        ?? TotalsArgument.Outside(nameof(Mrr), initial.Mrr, 0, TotalsArgument.LargestAmount)
        ?? (initial.GrossMrr != initial.Mrr ? Text($"{nameof(GrossMrr)} is {initial.GrossMrr}; right after the first payments it must be {nameof(Mrr)}, {initial.Mrr}")
            : initial.Mrr < initial.Customers ? Text($"{nameof(Mrr)} is {initial.Mrr}; each of {initial.Customers} members must pay at least 1")
            : initial is { Customers: 0 } && initial.Mrr != 0 ? Text($"{nameof(Mrr)} is {initial.Mrr}; without members it must be 0")
            : null);

    /// <summary>The first condition that the totals of a period break, or <see langword="null"/>.</summary>
    internal static string? Contradiction(CellTotals<RevenueCellTotals> totals)
    {
        (RevenueCellTotals now, _, RevenueCellTotals initial) = totals;
        return TotalsArgument.Outside(nameof(Customers), now.Customers, 0, initial.Customers, "the size of the cohort")
            ?? TotalsArgument.Outside(nameof(Mrr), now.Mrr, 0, TotalsArgument.LargestAmount)
            ?? TotalsArgument.Outside(nameof(GrossMrr), now.GrossMrr, 0, Int128.Min(now.Mrr, initial.Mrr), "the lower of MRR and initial MRR")
            ?? (now.Customers == 0 && now.Mrr != 0 ? Text($"{nameof(Mrr)} is {now.Mrr}; without active members it must be 0")
                : now.Mrr != 0 && now.GrossMrr == 0 ? Text($"{nameof(GrossMrr)} is 0; with {nameof(Mrr)} {now.Mrr} it must be above 0")
                : null);
    }

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(RevenueCellTotals), PrintMembers);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
