using Retention.Metrics.Rivals.Jobs;

namespace Retention.Metrics.Rivals.Measuring;

/// <summary>Compares every answer with the first one given for the same data and job.</summary>
internal sealed class Referee
{
    private readonly Dictionary<(string Size, Job Job), (string Rival, IReadOnlyList<ResultRow> Rows)> first = [];
    private readonly HashSet<string> differences = new(StringComparer.Ordinal);

    public int Checked { get; private set; }

    public IReadOnlyCollection<string> Differences => differences;

    public void Check(string rival, Assignment assignment, IReadOnlyList<ResultRow> rows)
    {
        Checked++;
        if (!first.TryGetValue((assignment.Data.Size, assignment.Job), out var expected))
        {
            first.Add((assignment.Data.Size, assignment.Job), (rival, rows));
            return;
        }

        if (Agreement.Difference(expected.Rows, rows) is { } difference)
        {
            differences.Add(FormattableString.Invariant($"{assignment}: {rival} differs from {expected.Rival}: {difference}"));
        }
    }
}
