using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>Why a subscription ended; a blank cell is nobody's decision.</summary>
internal static class ReasonCell
{
    public static ChurnReason Read(CsvTable row) => row.Word(Column.Reason) is { Length: > 0 } code ? ChurnReason.Of(code) : ChurnReason.Unknown;
}
