using NodaTime.Text;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Figures;

/// <summary>All figures of one period.</summary>
/// <param name="Period">The period.</param>
/// <param name="Currency">The currency of all amounts.</param>
/// <param name="Revenue">The figures of subscriptions, if there are any.</param>
/// <param name="Trailing">Their figures over twelve months.</param>
/// <param name="Orders">The figures of orders, if there are any.</param>
internal sealed record PeriodFigures(ReportingPeriod Period, Currency Currency, RollForwardRow? Revenue, TrailingRetentionRow? Trailing, OrderMetricsRow? Orders)
{
    public static IReadOnlyList<(AnswerColumn Column, Func<PeriodFigures, Cell> Of)> Heading { get; } =
    [
        (new("period", Group: "period"), figures => Cell.Text(figures.Period.Name)),
        (new("start", Group: null), figures => Cell.Text(OffsetDateTimePattern.Rfc3339.Format(figures.Period.LocalStart.ToOffsetDateTime()))),
        (new("end", Group: null), figures => Cell.Text(OffsetDateTimePattern.Rfc3339.Format(figures.Period.LocalEnd.ToOffsetDateTime()))),
        (new("currency", Group: null), figures => Cell.Text(figures.Currency.Code)),
    ];
}
