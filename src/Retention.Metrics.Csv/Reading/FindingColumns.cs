using System.Collections;
using Retention.Metrics.Buffers;
using Retention.Metrics.Histories;
using Retention.Metrics.Histories.Columns;

namespace Retention.Metrics.Csv.Reading;

/// <summary>Findings about rows, in columns. Each is made when it is read.</summary>
internal sealed class FindingColumns : IReadOnlyList<CsvFinding>
{
    private readonly ColumnBlocks<Found> found = new();
    private readonly ColumnBlocks<long> lines = new();
    private readonly MessageTexts messages = new();
    private int[]? order;

    public int Count => found.Count;

    public CsvFinding this[int index]
    {
        get
        {
            int number = order is null ? index : order[index];
            Found one = found[number];
            return new CsvFinding(lines.Copy(one.FirstLine, (number + 1 < Count ? found[number + 1].FirstLine : lines.Count) - one.FirstLine), one.Kind, messages[one.Message]);
        }
    }

    /// <summary>Adds a finding.</summary>
    /// <param name="kind">What is wrong.</param>
    /// <param name="message">The same in words.</param>
    /// <param name="own">The lines that it concerns.</param>
    public void Add(FindingKind kind, FormattableString message, ReadOnlySpan<long> own) => Add(kind, messages.Add(message), own);

    /// <summary>Adds a finding.</summary>
    public void Add(RowFinding finding) => Add(finding.Kind, finding.Message, finding.Lines);

    /// <summary>Adds a finding of a history.</summary>
    /// <param name="some">The findings of the history.</param>
    /// <param name="number">The number of this one.</param>
    /// <param name="own">The lines that it concerns.</param>
    public void Add(FoundFacts some, int number, ReadOnlySpan<long> own)
    {
        (MessageTexts texts, int place) = some.MessageOf(number);
        Add(some.KindOf(number), messages.Add(texts, place), own);
    }

    /// <summary>These findings by the first line of each; those of one line as they were added. No more can be added.</summary>
    public IReadOnlyList<CsvFinding> ByLine()
    {
        bool rises = true;
        for (int number = 1; rises && number < Count; number++)
        {
            rises = FirstLineOf(number - 1) <= FirstLineOf(number);
        }

        if (!rises)
        {
            int[] numbers = [.. Enumerable.Range(0, Count)];
            Array.Sort(numbers, (x, y) => FirstLineOf(x) != FirstLineOf(y) ? FirstLineOf(x).CompareTo(FirstLineOf(y)) : x.CompareTo(y));
            order = numbers;
        }

        return this;
    }

    public IEnumerator<CsvFinding> GetEnumerator()
    {
        for (int index = 0; index < Count; index++)
        {
            yield return this[index];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private long FirstLineOf(int number) => lines[found[number].FirstLine];

    private void Add(FindingKind kind, int message, ReadOnlySpan<long> own)
    {
        found.Add(new Found(kind, message, lines.Count));
        lines.AddRange(own);
    }

    /// <summary>A finding; its lines are those up to the first of the next.</summary>
    private readonly record struct Found(FindingKind Kind, int Message, int FirstLine);
}
