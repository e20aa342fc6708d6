using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>Why a subscription ended; an empty cell is nobody's decision.</summary>
internal static class ReasonCell
{
    public static ChurnReason Read(CsvTable row) => row.TextOrNull(Column.Reason) is { } code ? ChurnReason.Of(code) : ChurnReason.Unknown;
}
