using System.Text.Unicode;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>Why a subscription ended; a blank cell is nobody's decision.</summary>
internal static class ReasonCell
{
    public static bool TryRead(CsvTable row, out ChurnReason reason)
    {
        reason = ChurnReason.Unknown;
        if (row.IsEmpty(Column.Reason))
        {
            return true;
        }

        if (!Utf8.IsValid(row.Cell(Column.Reason)))
        {
            return row.RefuseText(Column.Reason);
        }

        string code = row.Word(Column.Reason);
        reason = code.Length == 0 ? reason : ChurnReason.Of(code);
        return true;
    }
}
