using System.Collections;
using Retention.Metrics.Csv;

namespace Retention.Metrics.Tool.Input;

/// <summary>What is wrong with a CSV file, in the order of its lines; of one line refusals come before findings. Each problem is made when it is read: there may be very many.</summary>
internal sealed class FileProblems : IReadOnlyList<Problem>
{
    private readonly string file;
    private readonly IReadOnlyList<CsvRefusal> refusals;
    private readonly IReadOnlyList<CsvFinding> findings;
    private readonly IReadOnlyList<Finding> asKnown;
    private readonly int[] order;

    /// <summary>The problems of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="import">What was read.</param>
    /// <param name="asKnown">What contradicts itself as it was known at an instant; these have no line, and come last.</param>
    public FileProblems(string file, CsvImportResult import, IReadOnlyList<Finding> asKnown)
    {
        (this.file, refusals, findings, this.asKnown) = (file, import.Refusals, import.Findings, asKnown);
        long[] lines = [.. refusals.Select(refusal => refusal.Line), .. findings.Select(finding => finding.Lines[0])];
        order = [.. Enumerable.Range(0, lines.Length)];
        Array.Sort(order, (x, y) => lines[x] != lines[y] ? lines[x].CompareTo(lines[y]) : x.CompareTo(y));
    }

    public int Count => order.Length + asKnown.Count;

    public Problem this[int index] => index >= order.Length
        ? Problem.Of(file, asKnown[index - order.Length])
        : order[index] < refusals.Count ? Problem.Of(file, refusals[order[index]]) : Problem.Of(file, findings[order[index] - refusals.Count]);

    public IEnumerator<Problem> GetEnumerator()
    {
        for (int index = 0; index < Count; index++)
        {
            yield return this[index];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
