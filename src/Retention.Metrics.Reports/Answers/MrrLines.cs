namespace Retention.Metrics.Reports.Answers;

/// <summary>The lines of MRR of a period, from opening to closing, as they add up when printed.</summary>
internal static class MrrLines
{
    /// <summary>The lines; optional ones only where they are not 0.</summary>
    public static IReadOnlyList<(RollForwardFigure Figure, Money Amount)> Of(RollForwardRow row)
    {
        IReadOnlyDictionary<RollForwardFigure, Money> printed = MrrFooting.Of(row);
        return
        [
            .. RollForwardFigure.All
                .Where(figure => printed.ContainsKey(figure) && !(figure.IsOptional && ((RecurringRevenue)figure.ValueOf(row)!).IsZero))
                .Select(figure => (figure, printed[figure])),
        ];
    }
}
