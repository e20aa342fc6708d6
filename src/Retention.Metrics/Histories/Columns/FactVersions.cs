using System.Runtime.InteropServices;

namespace Retention.Metrics.Histories.Columns;

/// <summary>A fact and where it is stored.</summary>
/// <param name="Subscription">The subscription.</param>
/// <param name="Row">The fact.</param>
internal readonly record struct LocatedFact(int Subscription, FactRow Row);

/// <summary>Of facts that share an id: which one holds, which only repeat it, and which contradict each other.</summary>
internal sealed class FactVersions
{
    private readonly FactTables tables;

    private FactVersions(FactTables tables) => this.tables = tables;

    /// <summary>The facts of each id that contradict each other, in no order.</summary>
    public List<LocatedFact[]> Conflicts { get; } = [];

    /// <summary>How many facts came again.</summary>
    public int Repeated { get; private set; }

    /// <summary>How many facts gave way to one that was recorded later.</summary>
    public int Superseded { get; private set; }

    /// <summary>Whether any fact is left out.</summary>
    public bool LeavesOut => Repeated + Superseded + Conflicts.Count > 0;

    /// <summary>Finds the facts that share an id, and leaves out all but the one that holds.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="some">The subscriptions that are looked at, and whether an id is; all of both if left out.</param>
    public static FactVersions Resolve(PartitionedFacts facts, (IReadOnlyCollection<int> Subscriptions, bool[] Ids)? some = null)
    {
        var versions = new FactVersions(facts.Tables);
        FactDetails details = facts.Tables.Details;
        if (!details.HasEventIds)
        {
            return versions;
        }

        // How often each id occurs: 0, 1 or more.
        var occurrences = new byte[facts.Tables.Names.EventIds];
        bool anyTwice = false;
        foreach (int subscription in some?.Subscriptions ?? Enumerable.Range(0, facts.Subscriptions))
        {
            foreach (ref readonly FactRow row in facts.Rows.AsSpan(facts.RowsOf(subscription)))
            {
                int id = details.EventIdOf(row.Place);
                if (id >= 0 && (some is null || some.Value.Ids[id]))
                {
                    anyTwice |= occurrences[id] > 0;
                    occurrences[id] = (byte)Math.Min(2, occurrences[id] + 1);
                }
            }
        }

        if (anyTwice)
        {
            versions.ResolveShared(facts, some?.Subscriptions ?? Enumerable.Range(0, facts.Subscriptions), occurrences);
        }

        return versions;
    }

    private void ResolveShared(PartitionedFacts facts, IEnumerable<int> subscriptions, byte[] occurrences)
    {
        var shared = new List<Version>();
        foreach (int subscription in subscriptions)
        {
            for (int index = facts.Offsets[subscription]; index < facts.Offsets[subscription + 1]; index++)
            {
                FactRow row = facts.Rows[index];
                if (tables.Details.EventIdOf(row.Place) is >= 0 and var id && occurrences[id] > 1)
                {
                    shared.Add(new Version(id, index, new LocatedFact(subscription, row)));
                }
            }
        }

        shared.Sort();
        for (int first = 0, next; first < shared.Count; first = next)
        {
            for (next = first + 1; next < shared.Count && shared[next].Id == shared[first].Id; next++)
            {
            }

            ResolveOne(facts.Rows, CollectionsMarshal.AsSpan(shared)[first..next]);
        }
    }

    /// <summary>Resolves the facts of one id, which are in the order of the input.</summary>
    private void ResolveOne(FactRow[] rows, ReadOnlySpan<Version> same)
    {
        Version latest = same[0];
        foreach (Version other in same)
        {
            latest = Nullable.Compare(RecordedAt(other), RecordedAt(latest)) > 0 ? other : latest;
        }

        int alike = -1;
        bool contrary = false;
        foreach (Version version in same)
        {
            bool isAlike = FactContents.AreEqual(version.Fact, latest.Fact, tables);
            alike += isAlike ? 1 : 0;
            contrary |= !isAlike && !(RecordedAt(version) < RecordedAt(latest));
        }

        foreach (Version version in same)
        {
            if (contrary || version.Index != latest.Index)
            {
                rows[version.Index] = rows[version.Index] with { Content = rows[version.Index].Content.AsLeftOut() };
            }
        }

        if (contrary)
        {
            Conflicts.Add([.. same.ToArray().Select(version => version.Fact)]);
            return;
        }

        Repeated += alike;
        Superseded += same.Length - 1 - alike;
    }

    private FactInstant? RecordedAt(Version version) => tables.Details.RecordedAt(version.Fact.Row.Place);

    private readonly record struct Version(int Id, int Index, LocatedFact Fact) : IComparable<Version>
    {
        public int CompareTo(Version other) => Id != other.Id ? Id.CompareTo(other.Id) : Fact.Row.Place.CompareTo(other.Fact.Row.Place);
    }
}
