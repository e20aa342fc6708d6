using Retention.Metrics.Json;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Figures;

/// <summary>The fields of what is agreed and not yet in effect.</summary>
internal static class CommittedFields
{
    private const string Committed = "committedMrr", AtRisk = "atRiskMrr", Closing = "closingArr";

    /// <summary>Adds the fields to those of revenue, behind the closing balance. A person sees them where something is scheduled.</summary>
    public static IEnumerable<(AnswerColumn Column, Func<PeriodFigures, Cell> Of)> AddTo(IReadOnlyList<(AnswerColumn Column, Func<PeriodFigures, Cell> Of)> revenue, bool areSeen)
    {
        foreach ((AnswerColumn column, Func<PeriodFigures, Cell> of) in revenue)
        {
            yield return (column, of);
            if (column.Name == Closing)
            {
                string? group = areSeen ? column.Group : null;
                yield return (new(Committed, group), figures => CellOf(figures.Committed?.CommittedMrr));
                yield return (new(AtRisk, group), figures => CellOf(figures.Committed?.AtRiskMrr));
            }
        }
    }

    /// <summary>Whether anything is scheduled at the end of some period.</summary>
    public static bool AreUsed(IEnumerable<PeriodFigures> figures) =>
        figures.Any(one => one.Committed is { } row && (row.AtRiskSubscriptions > 0 || row.CommittedMrr != row.KnownMrr));

    /// <summary>The amounts in annual millionths.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Exact(CommittedRevenueRow? row) => row is null
        ? []
        : [KeyValuePair.Create(Committed, JsonNumbers.Millionths(row.CommittedMrr)), KeyValuePair.Create(AtRisk, JsonNumbers.Millionths(row.AtRiskMrr))];

    private static Cell CellOf(RecurringRevenue? revenue) => revenue is { } known ? Cell.Amount(known.Monthly) : new Cell("", Cell.NoValue, json => json.WriteNullValue());
}
