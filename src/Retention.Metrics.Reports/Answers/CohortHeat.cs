using Retention.Metrics.Reports.Page;

namespace Retention.Metrics.Reports.Answers;

/// <summary>A cell of a heat map.</summary>
/// <param name="Value">The share; <see langword="null"/> where it is undefined.</param>
/// <param name="Cell">The share as it is shown.</param>
internal sealed record CohortHeatCell(decimal? Value, FigureCell Cell)
{
    public string Text => Cell.Text;
}

/// <summary>A cohort of a heat map.</summary>
/// <param name="Name">The period of the first payment.</param>
/// <param name="Size">How many members there are.</param>
/// <param name="Base">What the shares are of.</param>
/// <param name="Cells">Column by column; none for a period that has not ended.</param>
internal sealed record CohortHeatRow(string Name, long Size, FigureCell Base, IReadOnlyList<CohortHeatCell?> Cells);

/// <summary>Cohorts with one share in each mature cell, and the weighted average of each column.</summary>
/// <param name="Name">The name of the chart.</param>
/// <param name="Field">The name of the share in JSON.</param>
/// <param name="Title">The title.</param>
/// <param name="Definition">What the share is.</param>
/// <param name="BaseLabel">What the shares are of.</param>
/// <param name="Rows">The cohorts.</param>
/// <param name="Average">The average over the cohorts that are old enough, weighted by their size.</param>
internal sealed record CohortHeat(
    string Name, string Field, string Title, string Definition, string BaseLabel, IReadOnlyList<CohortHeatRow> Rows, IReadOnlyList<CohortHeatCell?> Average)
{
    public static CohortHeat OfCustomers(RevenueCohortTable table) => Of(
        table,
        "cohorts-customers",
        "customerRetention",
        "Customers retained by cohort",
        "Of the customers who first paid in a period, those who are active at the end of the k-th period after it.",
        "Customers",
        cohort => FigureCell.Count(cohort.Size),
        cell => cell.CustomerRetention);

    public static CohortHeat OfMrr(RevenueCohortTable table) => Of(
        table,
        "cohorts-mrr",
        "netRevenueRetention",
        $"MRR retained by cohort in {table.Currency.Code}",
        "Of the MRR right after the first payments, what the same customers pay at the end of the k-th period after; above 100% where growth outweighs loss.",
        "Initial MRR",
        cohort => FigureCell.Amount(cohort.InitialMrr.Monthly),
        cell => cell.NetRevenueRetention);

    private static CohortHeat Of(
        RevenueCohortTable table, string name, string field, string title, string definition, string baseLabel, Func<RevenueCohort, FigureCell> start, Func<RevenueCohortCell, Ratio> share)
    {
        return new CohortHeat(
            name,
            field,
            title,
            definition,
            baseLabel,
            [.. table.Where(cohort => cohort.Size > 0).Select(cohort => new CohortHeatRow(cohort.Period!.Name, cohort.Size, start(cohort), Mature(cohort)))],
            Mature(table.Average));

        IReadOnlyList<CohortHeatCell?> Mature(IEnumerable<RevenueCohortCell?> cells)
        {
            CohortHeatCell?[] all = [.. cells.Select(cell => cell is null ? null : new CohortHeatCell(share(cell).Value, FigureCell.Share(share(cell), UndefinedReason.NoMembers)))];
            int length = Array.FindLastIndex(all, cell => cell is not null) + 1;
            return all[..length];
        }
    }
}
