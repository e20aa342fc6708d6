using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Csv.Rules;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>Reads the reasons of rows as numbers of distinct reasons.</summary>
/// <remarks>A thread has numbers of its own; the file has its numbers in the order of its rows, on any number of threads.</remarks>
internal sealed class ReasonReader
{
    private const int Unknown = 0;

    private readonly CsvTable table;
    private readonly ReasonWords words;
    private readonly CellCache<int> known = new();
    private readonly Dictionary<ChurnReason, int> numbers = [];
    private readonly List<(ChurnReason Reason, int InFile)> reasons = [];

    public ReasonReader(CsvTable table)
    {
        this.table = table;
        words = new ReasonWords(table.Options.Reasons);
        _ = NumberOf(ChurnReason.Unknown);
    }

    /// <summary>Reads the reason of the current row.</summary>
    /// <returns>The number that this reader has for it.</returns>
    public int Read()
    {
        if (table.IsEmpty(Column.Reason))
        {
            return Unknown;
        }

        ReadOnlySpan<byte> text = table.Cell(Column.Reason);
        if (known.TryFind(text, out int reason))
        {
            return reason;
        }

        string word = table.Word(Column.Reason);
        return known.Add(text, word.Length == 0 ? Unknown : NumberOf(words.Of(word)));
    }

    /// <summary>The number that the file has for a reason of this reader.</summary>
    public int NumberInFile(int reason, FactTables ofFile)
    {
        (ChurnReason known, int number) = reasons[reason];
        if (number < 0)
        {
            reasons[reason] = (known, number = ofFile.NumberOf(known));
        }

        return number;
    }

    private int NumberOf(ChurnReason reason)
    {
        if (!numbers.TryGetValue(reason, out int number))
        {
            number = reasons.Count;
            numbers.Add(reason, number);
            reasons.Add((reason, -1));
        }

        return number;
    }
}
