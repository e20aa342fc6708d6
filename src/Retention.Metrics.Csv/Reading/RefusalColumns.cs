using System.Collections;
using System.Text;
using Retention.Metrics.Buffers;

namespace Retention.Metrics.Csv.Reading;

/// <summary>Rows that cannot be read, in columns. Each refusal is made when it is read.</summary>
internal sealed class RefusalColumns : IReadOnlyList<CsvRefusal>
{
    private const int MostShared = 1 << 10;

    private readonly ColumnBlocks<Refused> refused = new();
    private readonly ColumnBlocks<byte> values = new();
    private readonly DistinctTexts columns = new(int.MaxValue);

    // Most reasons are one of a few; others, with the value in them, are texts of their own.
    private readonly DistinctTexts reasons = new(MostShared);

    public int Count => refused.Count;

    public CsvRefusal this[int index]
    {
        get
        {
            Refused one = refused[index];
            int end = index + 1 < Count ? refused[index + 1].Value : values.Count;
            int reason = one.Reason >= 0 ? end : ~one.Reason;
            return new CsvRefusal(one.Line, columns[one.Column], Text(one.Value, reason), one.Reason >= 0 ? reasons[one.Reason] : Text(reason, end));
        }
    }

    /// <summary>Adds a refusal.</summary>
    public void Add(long line, string column, ReadOnlySpan<char> value, string reason)
    {
        int first = values.Count, shared = reasons.Find(reason);
        AddText(value);
        int own = values.Count;
        if (shared < 0)
        {
            AddText(reason);
        }

        refused.Add(new Refused(line, columns.Find(column), first, shared < 0 ? ~own : shared));
    }

    /// <summary>Takes the refusals of another table of the same file.</summary>
    public void Take(RefusalColumns others)
    {
        foreach (CsvRefusal other in others)
        {
            Add(other.Line, other.Column, other.Value, other.Reason);
        }
    }

    public IEnumerator<CsvRefusal> GetEnumerator()
    {
        for (int index = 0; index < Count; index++)
        {
            yield return this[index];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void AddText(ReadOnlySpan<char> text)
    {
        Span<byte> some = stackalloc byte[512];
        if (Encoding.UTF8.GetMaxByteCount(text.Length) > some.Length)
        {
            some = new byte[Encoding.UTF8.GetByteCount(text)];
        }

        values.AddRange(some[..Encoding.UTF8.GetBytes(text, some)]);
    }

    private string Text(int first, int end)
    {
        if (first == end)
        {
            return "";
        }

        ReadOnlySpan<byte> some = values.From(first, end);
        return Encoding.UTF8.GetString(some.Length == end - first ? some : values.Copy(first, end - first));
    }

    /// <summary>A row that cannot be read.</summary>
    /// <param name="Line">The line.</param>
    /// <param name="Column">The number of the column.</param>
    /// <param name="Value">Where its value is; it ends where the next begins.</param>
    /// <param name="Reason">The number of the reason, or the complement of the place behind the value where it is a text of its own.</param>
    private readonly record struct Refused(long Line, int Column, int Value, int Reason);

    /// <summary>Numbers texts.</summary>
    /// <param name="most">How many at most.</param>
    private sealed class DistinctTexts(int most)
    {
        private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        private readonly List<string> texts = [];

        public string this[int number] => texts[number];

        /// <summary>The number of a text; −1 where there are too many others.</summary>
        public int Find(string text)
        {
            if (numbers.TryGetValue(text, out int number))
            {
                return number;
            }

            if (texts.Count == most)
            {
                return -1;
            }

            numbers.Add(text, texts.Count);
            texts.Add(text);
            return texts.Count - 1;
        }
    }
}
