using NodaTime.Text;
using Retention.Metrics.Revenue;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Figures;

/// <summary>All figures of one period.</summary>
/// <param name="Period">The period.</param>
/// <param name="Coverage">How far the data cover it.</param>
/// <param name="Currency">The currency of all amounts.</param>
/// <param name="Revenue">The figures of subscriptions, if there are any.</param>
/// <param name="Trailing">Their figures over twelve months.</param>
/// <param name="Orders">The figures of orders, if there are any.</param>
/// <param name="DaysBetweenOrders">The days between orders, if there are any orders.</param>
/// <param name="Whose">The owner of the figures: a segment, <c>all</c> customers, or a policy.</param>
internal sealed record PeriodFigures(
    ReportingPeriod Period, Coverage Coverage, Currency Currency, RollForwardRow? Revenue, TrailingRetentionRow? Trailing, OrderMetricsRow? Orders, DayHistogram? DaysBetweenOrders,
    string Whose = PeriodFigures.Everyone)
{
    private IReadOnlyDictionary<RollForwardFigure, Money>? footing;

    /// <summary>The MRR of the period as a person reads it: the printed lines add up to the printed closing.</summary>
    public IReadOnlyDictionary<RollForwardFigure, Money>? Footing => footing ??= Revenue is { } row ? MrrFooting.Of(row) : null;

    /// <summary>What was agreed by the end of the period, if that is known.</summary>
    public CommittedRevenueRow? Committed { get; init; }

    /// <summary>The segment of all segments together.</summary>
    public const string Everyone = "all";

    /// <summary>The owner of the figures: above the table where a person reads it.</summary>
    public static (AnswerColumn Column, Func<PeriodFigures, Cell> Of) SegmentField { get; } = (new("segment", Group: null), figures => Cell.Text(figures.Whose));

    /// <summary>Whether the data cover the period: for a person a mark at its name.</summary>
    public static AnswerColumn StatusColumn { get; } = new("periodStatus", Group: null);

    /// <summary>Whether a column says which period and segment a row is, and is no figure.</summary>
    public static bool IsHeading(string name) => name == SegmentField.Column.Name || name == SampleColumn.Name || Heading.Any(field => field.Column.Name == name);

    /// <summary>Whether the data is the built-in sample: for a person in a line under the table.</summary>
    public static AnswerColumn SampleColumn { get; } = new("sample", Group: null) { InJsonRows = false };

    public static IReadOnlyList<(AnswerColumn Column, Func<PeriodFigures, Cell> Of)> Heading { get; } =
    [
        (new("period", Group: "period"), figures => figures.Coverage.NameOf(figures.Period)),
        (new("start", Group: null), figures => Cell.Text(OffsetDateTimePattern.Rfc3339.Format(figures.Period.LocalStart.ToOffsetDateTime()))),
        (new("end", Group: null), figures => Cell.Text(OffsetDateTimePattern.Rfc3339.Format(figures.Period.LocalEnd.ToOffsetDateTime()))),
        (new("currency", Group: null), figures => Cell.Text(figures.Currency.Code)),
        (StatusColumn, figures => figures.Coverage.StatusCell(figures.Period)),
    ];
}
