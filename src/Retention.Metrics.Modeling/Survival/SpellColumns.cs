using System.Runtime.InteropServices;

namespace Retention.Metrics.Modeling.Survival;

/// <summary>The spells of some customers in columns.</summary>
internal sealed class SpellColumns
{
    private readonly List<int> exits = [];
    private readonly List<int> entries = [];
    private readonly List<bool> churned = [];

    /// <summary>Makes a table of the spells of each segment of a timeline.</summary>
    public static RiskTable[] Tables(RevenueTimeline timeline, ObservationWindow window, int segments, Func<int, int> segmentOf)
    {
        SpellColumns[] columns = [.. Enumerable.Range(0, segments).Select(_ => new SpellColumns())];
        foreach (TimelineSpells.Row row in new TimelineSpells(timeline, window).Read())
        {
            columns[segmentOf(row.Customer)].Add(row);
        }

        return Array.ConvertAll(columns, one => one.ToTable());
    }

    private void Add(TimelineSpells.Row row)
    {
        exits.Add(row.Exit);
        entries.Add(row.Entry);
        churned.Add(row.Churned);
    }

    private RiskTable ToTable() => RiskTable.FromColumns(CollectionsMarshal.AsSpan(exits), CollectionsMarshal.AsSpan(churned), CollectionsMarshal.AsSpan(entries));
}
