using System.Globalization;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The totals of a cohort by first activity, at the instant of the first activities or in one period.</summary>
/// <remarks>
/// The totals come from whatever engine has computed them: this library, a database, a test. <see cref="ActivityCohortTable.FromTotals"/> checks them.
/// </remarks>
/// <example><code>
/// var first = new ActivityCellTotals { Customers = 2, Activities = 2 };
/// CohortTotals&lt;ActivityCellTotals&gt;[] cohorts = [new(first, [first with { Activities = 9 }])];
/// ActivityCohortTable january = ActivityCohortTable.FromTotals(periods, cohorts, earlier: new(default, [default]));
/// january[0].Size;                                  // 2
/// january[0][0]!.ActivitiesPerActiveCustomer.Value; // 4.5
/// </code></example>
[JsonConverter(typeof(ActivityCellTotalsJsonConverter))]
public readonly record struct ActivityCellTotals : ICohortTotals<ActivityCellTotals>
{
    /// <summary>Members with at least one activity in the period.</summary>
    public long Customers { get; init; }

    /// <summary>The activities of these members in the period.</summary>
    public long Activities { get; init; }

    /// <summary>Adds the totals of other customers.</summary>
    public static ActivityCellTotals operator +(ActivityCellTotals left, ActivityCellTotals right) =>
        new() { Customers = left.Customers + right.Customers, Activities = left.Activities + right.Activities };

    /// <summary>The first condition that the totals at the instant of the first activities break, or <see langword="null"/>.</summary>
    internal static string? Contradiction(ActivityCellTotals initial) =>
        TotalsArgument.Outside(nameof(Customers), initial.Customers, 0, CohortShape.LargestCount) ?? initial.ActivitiesContradiction();

    /// <summary>The first condition that the totals of a period break, or <see langword="null"/>.</summary>
    /// <param name="totals">The totals.</param>
    /// <param name="column">The column.</param>
    /// <param name="isEarlier">Whether they are of the customers from before the first period.</param>
    internal static string? Contradiction(CellTotals<ActivityCellTotals> totals, int column, bool isEarlier)
    {
        (ActivityCellTotals now, _, ActivityCellTotals initial) = totals;
        return TotalsArgument.Outside(nameof(Customers), now.Customers, 0, initial.Customers, "the size of the cohort")
            ?? now.ActivitiesContradiction()
            ?? (column > 0 || isEarlier ? null
                : now.Customers != initial.Customers ? Text($"{nameof(Customers)} is {now.Customers}; in the cohort's own period it must be the size of the cohort, {initial.Customers}")
                : now.Activities < initial.Activities ? Text($"{nameof(Activities)} is {now.Activities}; in the cohort's own period it must be at least the initial activities, {initial.Activities}")
                : null);
    }

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(ActivityCellTotals), PrintMembers);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private string? ActivitiesContradiction() =>
        TotalsArgument.Outside(nameof(Activities), Activities, Customers, Customers == 0 ? 0 : CohortShape.LargestCount, Customers == 0 ? "without customers" : "at least one of each customer");
}
