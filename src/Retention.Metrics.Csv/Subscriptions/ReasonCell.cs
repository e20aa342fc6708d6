using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>The reason of an end. A blank cell is an unknown reason; the words of the library are read in any case, as those of events are.</summary>
internal static class ReasonCell
{
    private static readonly ChurnReason[] Words = [ChurnReason.Voluntary, ChurnReason.Involuntary, ChurnReason.Unknown];

    public static ChurnReason Read(CsvTable row)
    {
        if (row.Word(Column.Reason) is not { Length: > 0 } code)
        {
            return ChurnReason.Unknown;
        }

        int word = Array.FindIndex(Words, known => string.Equals(known.Code, code, StringComparison.OrdinalIgnoreCase));
        return word < 0 ? ChurnReason.Of(code) : Words[word];
    }
}
