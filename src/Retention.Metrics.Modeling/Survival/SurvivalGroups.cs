using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Retention.Metrics.Modeling;

/// <summary>The customers at risk in each of several groups that share no customer: plans, cohorts, two strategies.</summary>
/// <remarks>Groups are in ordinal order of their names. Customers without a group are a group of that name too:
/// <c>unknown</c>.</remarks>
/// <example><code>
/// SurvivalGroups byPlan = SurvivalGroups.FromColumns(
///     exits: [30, 90, 365, 60, 400], churned: [true, true, false, true, false], groups: ["basic", "basic", "basic", "pro", "pro"]);
/// KaplanMeier.Estimate(byPlan["pro"]).SurvivalAt(90); // 0.5
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("SurvivalGroups")]
public sealed class SurvivalGroups : IEquatable<SurvivalGroups>, IJsonAnswer
{
    /// <summary>The name of the group of customers without one.</summary>
    public const string Unknown = "unknown";

    private readonly ImmutableSortedDictionary<string, RiskTable> tables;

    private SurvivalGroups(ImmutableSortedDictionary<string, RiskTable> tables)
    {
        this.tables = tables;
        Names = [.. tables.Keys];
    }

    /// <summary>The names of the groups, in ordinal order.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The table of a group.</summary>
    /// <param name="name">The name of the group.</param>
    /// <exception cref="ArgumentException">There is no such group.</exception>
    public RiskTable this[string name] => tables.TryGetValue(name, out RiskTable? table)
        ? table
        : throw new ArgumentException(
            $"There is no group \"{name}\"; there are: {string.Join(", ", Names)}.", nameof(name));

    /// <summary>The table of all groups together.</summary>
    /// <returns>The merged table.</returns>
    public RiskTable Pool() => tables.Values.Aggregate(RiskTable.Empty, (all, table) => all.Merge(table));

    /// <summary>Names tables of customers.</summary>
    /// <param name="groups">A table by the name of its group; no customer is in two of them.</param>
    /// <exception cref="ArgumentNullException"><paramref name="groups"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">A name occurs twice.</exception>
    /// <returns>The groups.</returns>
    public static SurvivalGroups Create(IEnumerable<KeyValuePair<string, RiskTable>> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var byName = ImmutableSortedDictionary.CreateBuilder<string, RiskTable>(StringComparer.Ordinal);
        foreach ((string name, RiskTable table) in groups)
        {
            if (!byName.TryAdd(name, table))
            {
                throw new ArgumentException($"The group \"{name}\" occurs twice; a name must occur once.", nameof(groups));
            }
        }

        return new SurvivalGroups(byName.ToImmutable());
    }

    /// <summary>Makes the tables from columns, one row per customer, in any order.</summary>
    /// <param name="exits">The tenure at churn, or when last seen; 0 or more.</param>
    /// <param name="churned">Whether the customer churned then.</param>
    /// <param name="groups">The name of the customer's group; <see langword="null"/> is <see cref="Unknown"/>.</param>
    /// <param name="entries">The tenure when first seen, below the exit, or 0; may be left out when all are 0.</param>
    /// <exception cref="SpellFindingsException">Rows cannot be true; all of them are listed.</exception>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    /// <returns>The groups.</returns>
    public static SurvivalGroups FromColumns(
        ReadOnlySpan<int> exits,
        ReadOnlySpan<bool> churned,
        ReadOnlySpan<string?> groups,
        ReadOnlySpan<int> entries = default)
    {
        if (groups.Length != exits.Length)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The column has {groups.Length} rows; it must have {exits.Length}, as many as there are exits."),
                nameof(groups));
        }

        // Checked as one, so that findings carry the caller's rows and not those of a group.
        _ = RiskTable.FromColumns(exits, churned, entries);

        var columns = new Dictionary<string, (List<int> Exits, List<bool> Churned, List<int> Entries)>(StringComparer.Ordinal);
        for (int row = 0; row < exits.Length; row++)
        {
            string name = groups[row] ?? Unknown;
            if (!columns.TryGetValue(name, out var column))
            {
                columns[name] = column = ([], [], []);
            }

            column.Exits.Add(exits[row]);
            column.Churned.Add(churned[row]);
            column.Entries.Add(entries.IsEmpty ? 0 : entries[row]);
        }

        return Create(columns.Select(group => KeyValuePair.Create(
            group.Key,
            RiskTable.FromColumns([.. group.Value.Exits], [.. group.Value.Churned], [.. group.Value.Entries]))));
    }

    /// <summary>Makes the tables of groups of customers from the spells of a timeline.</summary>
    /// <param name="timeline">The timeline.</param>
    /// <param name="window">Which days were watched, and how tenure is counted.</param>
    /// <param name="groupOf">The name of a customer's group; <see langword="null"/> is <see cref="Unknown"/>.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <returns>The groups that have spells.</returns>
    public static SurvivalGroups FromTimeline(
        RevenueTimeline timeline, ObservationWindow window, Func<CustomerId, string?> groupOf)
    {
        ArgumentNullException.ThrowIfNull(groupOf);
        CustomerSpell[] spells = [.. CustomerSpell.From(timeline, window)];
        return FromColumns(
            Array.ConvertAll(spells, row => row.Spell.Exit),
            Array.ConvertAll(spells, row => row.Spell.Churned),
            Array.ConvertAll(spells, row => groupOf(row.Customer)),
            Array.ConvertAll(spells, row => row.Spell.Entry));
    }

    /// <summary>Makes the tables of the segments of a timeline, by the names of the segments.</summary>
    /// <param name="timeline">The timeline by segment.</param>
    /// <param name="window">Which days were watched, and how tenure is counted.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <returns>The segments that have spells.</returns>
    public static SurvivalGroups FromTimeline(Segmented<RevenueTimeline> timeline, ObservationWindow window) =>
        Create(RiskTable.FromTimeline(timeline, window).Where(one => one.Value.CustomerCount > 0).Select(one => KeyValuePair.Create(one.Key.Name, one.Value)));

    /// <summary>Whether both have the same groups with the same figures.</summary>
    /// <param name="other">Other groups.</param>
    /// <returns><see langword="true"/> when names and tables are equal.</returns>
    public bool Equals(SurvivalGroups? other) =>
        other is not null
        && Names.SequenceEqual(other.Names, StringComparer.Ordinal)
        && tables.Values.SequenceEqual(other.tables.Values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SurvivalGroups);

    /// <inheritdoc/>
    public override int GetHashCode() => tables.Values.Aggregate(Names.Length, HashCode.Combine);

    /// <summary>Writes the names of the groups.</summary>
    /// <returns>For example <c>2 groups: basic, pro</c>.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Names.Length} groups: {string.Join(", ", Names)}");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.AddObjects("segments", Names, (fields, name) =>
        {
            fields.Add("segment", name);
            fields.Add("table", this[name]);
        });
    }
}
