using System.Text;

namespace Retention.Metrics.Csv.Reading;

/// <summary>The texts that a file writes where it has no value, such as <c>NULL</c>, <c>\N</c> or, for a date, <c>0</c>.</summary>
internal sealed class NullWords
{
    private readonly byte[][] words;
    private readonly byte[][] notNumbers;

    private NullWords(IReadOnlyList<string> words)
    {
        this.words = [.. words.Select(Encoding.UTF8.GetBytes)];
        notNumbers = [.. words.Where(word => !word.All(character => char.IsAsciiDigit(character) || character is '.' or ',' or '-')).Select(Encoding.UTF8.GetBytes)];
    }

    public static NullWords? Of(CsvImportOptions options) => options.NullWords.Count == 0 ? null : new NullWords(options.NullWords);

    /// <summary>Whether a cell is none. A word that is a number is a value in a column of numbers.</summary>
    public bool Contains(Column column, ReadOnlySpan<byte> text) => Contains(
        column is Column.Amount or Column.MonthlyAmount or Column.MrrChange or Column.Quantity or Column.IntervalCount or Column.Refunded or Column.Sequence ? notNumbers : words, text);

    /// <summary>Whether a cell of a column that is not ours is none.</summary>
    public bool Contains(ReadOnlySpan<byte> text) => Contains(words, text);

    private static bool Contains(byte[][] some, ReadOnlySpan<byte> text)
    {
        foreach (byte[] word in some)
        {
            if (text.SequenceEqual(word))
            {
                return true;
            }
        }

        return false;
    }
}
