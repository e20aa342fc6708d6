using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using Retention.Metrics.Modeling.Survival;

namespace Retention.Metrics.Modeling;

/// <summary>
/// The customers at risk, churned, censored and newly seen at every tenure where one of these happened: all that the
/// survival estimators need to know of the customers.
/// </summary>
/// <remarks>
/// <para>A table of whole numbers, in ascending tenure. Tables of disjoint groups of customers <see cref="Merge"/>
/// into the table of all of them, so an estimate never depends on the order or the split of the input.</para>
/// <para><b>Unit:</b> tenure in whole days, or in whatever whole unit the caller counted; counts are customers.</para>
/// </remarks>
/// <example><code>
/// RiskTable table = RiskTable.FromSpells([Spell.ChurnedAt(5), Spell.ChurnedAt(8), Spell.OpenAt(8)]);
/// KaplanMeier.Estimate(table).SurvivalAt(5); // 0.666…: one of three has left
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("RiskTable.FromTimeline")]
public sealed class RiskTable : IEquatable<RiskTable>, IJsonAnswer
{
    private readonly int[] times;
    private readonly int[] events;
    private readonly int[] censored;
    private readonly int[] atRisk;

    // Without late entry, as mostly, there is no column for it.
    private readonly int[]? entered;

    internal RiskTable(int initial, int[] times, int[] events, int[] censored, int[]? entered)
    {
        this.times = times;
        this.events = events;
        this.censored = censored;
        this.entered = entered;
        InitialCount = initial;
        atRisk = new int[times.Length];
        int watched = initial, allEvents = 0, allCensored = 0, allEntered = 0;
        for (int row = 0; row < times.Length; row++)
        {
            atRisk[row] = watched;
            int late = entered is null ? 0 : entered[row];
            watched += late - events[row] - censored[row];
            allEvents += events[row];
            allCensored += censored[row];
            allEntered += late;
        }

        EventCount = allEvents;
        CensoredCount = allCensored;
        LateEntryCount = allEntered;
    }

    /// <summary>The table of no customers.</summary>
    public static RiskTable Empty { get; } = new(0, [], [], [], entered: null);

    /// <summary>The number of rows: distinct tenures at which something happened.</summary>
    public int Count => times.Length;

    /// <summary>All customers in the table.</summary>
    public int CustomerCount => InitialCount + LateEntryCount;

    /// <summary>Customers seen from their first payment on.</summary>
    public int InitialCount { get; }

    /// <summary>Customers first seen at a later tenure (left truncation).</summary>
    public int LateEntryCount { get; }

    /// <summary>Customers who churned.</summary>
    public int EventCount { get; }

    /// <summary>Customers still there when last seen.</summary>
    public int CensoredCount { get; }

    /// <summary>The last tenure in the table; <see langword="null"/> for the empty table.</summary>
    public int? LastTime => times.Length == 0 ? null : times[^1];

    /// <summary>The tenures of the rows, ascending.</summary>
    public ReadOnlySpan<int> Times => times;

    /// <summary>The customers at risk in each row.</summary>
    public ReadOnlySpan<int> AtRisk => atRisk;

    /// <summary>The customers churned in each row.</summary>
    public ReadOnlySpan<int> Events => events;

    /// <summary>The customers censored in each row.</summary>
    public ReadOnlySpan<int> Censored => censored;

    /// <summary>The row at an index.</summary>
    /// <param name="row">At least 0 and below <see cref="Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public RiskRow this[int row]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, times.Length);
            return new RiskRow(times[row], atRisk[row], events[row], censored[row], EnteredIn(row));
        }
    }

    /// <summary>Makes a table from columns, one row per customer, in any order.</summary>
    /// <remarks><b>Cost:</b> linear in the rows; a few integers per distinct tenure are kept.</remarks>
    /// <param name="exits">The tenure at churn, or when last seen; 0 or more.</param>
    /// <param name="churned">Whether the customer churned then.</param>
    /// <param name="entries">The tenure when first seen, below the exit, or 0; may be left out when all are 0.</param>
    /// <exception cref="SpellFindingsException">Rows cannot be true; all of them are listed.</exception>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    /// <returns>The table.</returns>
    public static RiskTable FromColumns(
        ReadOnlySpan<int> exits, ReadOnlySpan<bool> churned, ReadOnlySpan<int> entries = default)
    {
        SpellCheck check = Check(exits, churned, entries);
        return check.Findings.IsEmpty ? check.Table : throw new SpellFindingsException(check.Findings);
    }

    /// <summary>Like <see cref="FromColumns"/>, but leaves out the rows that cannot be true and lists them.</summary>
    /// <param name="exits">The tenure at churn, or when last seen; 0 or more.</param>
    /// <param name="churned">Whether the customer churned then.</param>
    /// <param name="entries">The tenure when first seen, below the exit, or 0; may be left out when all are 0.</param>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    /// <returns>The table of the valid rows, and the findings.</returns>
    public static SpellCheck Check(
        ReadOnlySpan<int> exits, ReadOnlySpan<bool> churned, ReadOnlySpan<int> entries = default)
    {
        RequireLength(churned.Length, exits.Length, nameof(churned));
        if (!entries.IsEmpty)
        {
            RequireLength(entries.Length, exits.Length, nameof(entries));
        }

        return RiskTableBuilder.Build(exits, churned, entries);
    }

    /// <summary>Makes a table from spells, in any order.</summary>
    /// <param name="spells">One spell per customer.</param>
    /// <exception cref="ArgumentNullException"><paramref name="spells"/> is <see langword="null"/>.</exception>
    /// <returns>The table.</returns>
    public static RiskTable FromSpells(IEnumerable<Spell> spells)
    {
        ArgumentNullException.ThrowIfNull(spells);
        Spell[] all = [.. spells];
        int[] exits = Array.ConvertAll(all, spell => spell.Exit);
        bool[] churned = Array.ConvertAll(all, spell => spell.Churned);
        int[] entries = Array.ConvertAll(all, spell => spell.Entry);
        return FromColumns(exits, churned, entries);
    }

    /// <summary>Makes a table from the spells of a timeline: one per customer, or more where the window says so.</summary>
    /// <remarks><b>Cost:</b> one pass over the timeline's columns.</remarks>
    /// <param name="timeline">The timeline.</param>
    /// <param name="window">Which days were watched, and how tenure is counted.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <returns>The table.</returns>
    public static RiskTable FromTimeline(RevenueTimeline timeline, ObservationWindow window)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        ArgumentNullException.ThrowIfNull(window);
        return SpellColumns.Tables(timeline, window, segments: 1, static _ => 0)[0];
    }

    /// <summary>Makes a table of the spells of each segment; the segments merge to the total.</summary>
    /// <remarks><b>Cost:</b> one pass over the timeline's columns.</remarks>
    /// <param name="timeline">The timeline by segment.</param>
    /// <param name="window">Which days were watched, and how tenure is counted.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <returns>The table of each segment.</returns>
    public static BySegment<RiskTable> FromTimeline(Segmented<RevenueTimeline> timeline, ObservationWindow window)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        ArgumentNullException.ThrowIfNull(window);
        int[] segmentOf = timeline.Segments.SegmentOf;
        return timeline.Answer(
            SpellColumns.Tables(timeline.Timeline, window, timeline.Segments.Segments.Length, customer => segmentOf[customer]), static (one, other) => one.Merge(other));
    }

    /// <summary>Makes a table from the spells of a history, under a policy of what revenue is.</summary>
    /// <param name="history">The history; to ask about the past as it was known then, take <c>AsKnownAt</c> of it first.</param>
    /// <param name="window">Which days were watched, and how tenure is counted.</param>
    /// <param name="policy">What revenue is; the default policy if left out.</param>
    /// <exception cref="ArgumentNullException">The history or the window is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The history holds several currencies.</exception>
    /// <returns>The table.</returns>
    public static RiskTable FromHistory(SubscriptionHistory history, ObservationWindow window, MetricPolicy? policy = null) =>
        FromTimeline(RevenueTimeline.FromHistory(history, policy), window);

    /// <summary>Makes a table from a cohort's survivors, counted at tenure 0, 1, 2 and so on.</summary>
    /// <remarks>Who is missing at <c>t</c> and was there at <c>t − 1</c> churned at <c>t</c>; the last count is
    /// censored at the last tenure.</remarks>
    /// <param name="survivors">The cohort's size, then the customers left after each period; never rising.</param>
    /// <exception cref="ArgumentException">There is no count, one is negative, or one is above the one before.</exception>
    /// <returns>The table, in periods.</returns>
    /// <example><code>
    /// RiskTable.FromSurvivors(1000, 869, 743); // 1000 customers, 257 churned, 743 censored, last seen at 2
    /// </code></example>
    public static RiskTable FromSurvivors(params ReadOnlySpan<int> survivors)
    {
        if (survivors.IsEmpty)
        {
            throw new ArgumentException("A cohort needs at least its size; it has no count.", nameof(survivors));
        }

        for (int t = 0; t < survivors.Length; t++)
        {
            int most = t == 0 ? int.MaxValue : survivors[t - 1];
            if (survivors[t] < 0 || survivors[t] > most)
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The survivors at {t} are {survivors[t]}; they must be between 0 and {most}, the count before."),
                    nameof(survivors));
            }
        }

        return RiskTableBuilder.FromSurvivors(survivors);
    }

    /// <summary>The table of both groups of customers together.</summary>
    /// <remarks>That no customer is in both is the caller's promise. <b>Cost:</b> linear in the rows of both.</remarks>
    /// <param name="other">The table of other customers, in the same unit of tenure.</param>
    /// <exception cref="ArgumentNullException"><paramref name="other"/> is <see langword="null"/>.</exception>
    /// <returns>The merged table.</returns>
    public RiskTable Merge(RiskTable other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return RiskTableBuilder.Merge(this, other);
    }

    /// <summary>Whether the counts are equal in every row.</summary>
    /// <param name="other">Another table.</param>
    /// <returns><see langword="true"/> when the tables hold the same figures.</returns>
    public bool Equals(RiskTable? other) =>
        other is not null
        && InitialCount == other.InitialCount
        && LateEntryCount == other.LateEntryCount
        && times.AsSpan().SequenceEqual(other.times)
        && events.AsSpan().SequenceEqual(other.events)
        && censored.AsSpan().SequenceEqual(other.censored)
        && atRisk.AsSpan().SequenceEqual(other.atRisk);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RiskTable);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(InitialCount, Count, EventCount, CensoredCount, LastTime);

    /// <summary>Writes the totals.</summary>
    /// <returns>For example <c>23 customers, 18 churned, 5 censored, last seen at 161</c>.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{CustomerCount} customers, {EventCount} churned, {CensoredCount} censored, last seen at {LastTime}");

    internal int EnteredIn(int row) => entered is null ? 0 : entered[row];

    /// <summary>The last row at or before a tenure; -1 when all rows come later.</summary>
    internal int RowAtOrBefore(int time)
    {
        int found = times.AsSpan().BinarySearch(time);
        return found >= 0 ? found : ~found - 1;
    }

    private static void RequireLength(int length, int expected, string parameter)
    {
        if (length != expected)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The column has {length} rows; it must have {expected}, as many as there are exits."),
                parameter);
        }
    }

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("customers", CustomerCount);
        json.Add("churned", EventCount);
        json.Add("open", CensoredCount);
        json.AddAll("rows", Enumerable.Range(0, Count).Select(row => this[row]));
    }
}
