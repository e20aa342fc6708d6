using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Retention.Metrics.Modeling;

/// <summary>Groups of customers within strata: plans compared within each country, so that a country with many of one plan sways nothing.</summary>
/// <remarks>Strata are in ordinal order of their names; a stratum need not have every group. Customers without a stratum form one named
/// <c>unknown</c>.</remarks>
/// <example><code>
/// SurvivalStrata byCountry = SurvivalStrata.FromColumns(
///     exits: [30, 90, 365, 60, 400, 20], churned: [true, true, false, true, false, true],
///     groups: ["basic", "basic", "pro", "pro", "basic", "pro"], strata: ["DE", "DE", "DE", "FR", "FR", "FR"]);
/// byCountry["FR"]["basic"].CustomerCount; // 1
/// </code></example>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("SurvivalStrata")]
public sealed class SurvivalStrata : IEquatable<SurvivalStrata>, IJsonAnswer
{
    private readonly ImmutableSortedDictionary<string, SurvivalGroups> strata;

    private SurvivalStrata(ImmutableSortedDictionary<string, SurvivalGroups> strata)
    {
        this.strata = strata;
        Names = [.. strata.Keys];
        GroupNames = [.. strata.Values.SelectMany(groups => groups.Names).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>The names of the strata, in ordinal order.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The names of the groups of all strata, in ordinal order.</summary>
    public ImmutableArray<string> GroupNames { get; }

    /// <summary>The groups of a stratum.</summary>
    /// <param name="name">The name of the stratum.</param>
    /// <exception cref="ArgumentException">There is no such stratum.</exception>
    public SurvivalGroups this[string name] => strata.TryGetValue(name, out SurvivalGroups? groups)
        ? groups
        : throw new ArgumentException($"There is no stratum \"{name}\"; there are: {string.Join(", ", Names)}.", nameof(name));

    /// <summary>Names groups of customers.</summary>
    /// <param name="strata">Groups by the name of their stratum; no customer is in two of them.</param>
    /// <exception cref="ArgumentNullException"><paramref name="strata"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">A name occurs twice.</exception>
    /// <returns>The strata.</returns>
    public static SurvivalStrata Create(IEnumerable<KeyValuePair<string, SurvivalGroups>> strata)
    {
        ArgumentNullException.ThrowIfNull(strata);
        var byName = ImmutableSortedDictionary.CreateBuilder<string, SurvivalGroups>(StringComparer.Ordinal);
        foreach ((string name, SurvivalGroups groups) in strata)
        {
            if (!byName.TryAdd(name, groups))
            {
                throw new ArgumentException($"The stratum \"{name}\" occurs twice; a name must occur once.", nameof(strata));
            }
        }

        return new SurvivalStrata(byName.ToImmutable());
    }

    /// <summary>Makes the strata from columns, one row per customer, in any order.</summary>
    /// <param name="exits">The tenure at churn, or when last seen; 0 or more.</param>
    /// <param name="churned">Whether the customer churned then.</param>
    /// <param name="groups">The name of the customer's group; <see langword="null"/> is <see cref="SurvivalGroups.Unknown"/>.</param>
    /// <param name="strata">The name of the customer's stratum; <see langword="null"/> is <see cref="SurvivalGroups.Unknown"/>.</param>
    /// <param name="entries">The tenure when first seen, below the exit, or 0; may be left out when all are 0.</param>
    /// <exception cref="SpellFindingsException">Rows cannot be true; all of them are listed.</exception>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    /// <returns>The strata.</returns>
    public static SurvivalStrata FromColumns(
        ReadOnlySpan<int> exits, ReadOnlySpan<bool> churned, ReadOnlySpan<string?> groups, ReadOnlySpan<string?> strata, ReadOnlySpan<int> entries = default)
    {
        if (strata.Length != exits.Length)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The column has {strata.Length} rows; it must have {exits.Length}, as many as there are exits."), nameof(strata));
        }

        // Checked as one, so that findings carry the caller's rows and not those of a stratum.
        _ = SurvivalGroups.FromColumns(exits, churned, groups, entries);

        var rowsOf = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (int row = 0; row < strata.Length; row++)
        {
            string name = strata[row] ?? SurvivalGroups.Unknown;
            if (!rowsOf.TryGetValue(name, out List<int>? rows))
            {
                rowsOf[name] = rows = [];
            }

            rows.Add(row);
        }

        var parts = new List<KeyValuePair<string, SurvivalGroups>>(rowsOf.Count);
        foreach ((string name, List<int> rows) in rowsOf)
        {
            parts.Add(new(name, SurvivalGroups.FromColumns(Of(exits, rows), Of(churned, rows), Of(groups, rows), entries.IsEmpty ? [] : Of(entries, rows))));
        }

        return Create(parts);

        static T[] Of<T>(ReadOnlySpan<T> column, List<int> rows)
        {
            var part = new T[rows.Count];
            for (int i = 0; i < part.Length; i++)
            {
                part[i] = column[rows[i]];
            }

            return part;
        }
    }

    /// <summary>Makes the strata from the spells of a timeline.</summary>
    /// <param name="timeline">The timeline.</param>
    /// <param name="window">Which days were watched, and how tenure is counted.</param>
    /// <param name="groupOf">The group of a customer; <see langword="null"/> is <see cref="SurvivalGroups.Unknown"/>.</param>
    /// <param name="stratumOf">The stratum of a customer; <see langword="null"/> is <see cref="SurvivalGroups.Unknown"/>.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <returns>The strata.</returns>
    public static SurvivalStrata FromTimeline(
        RevenueTimeline timeline, ObservationWindow window, Func<CustomerId, string?> groupOf, Func<CustomerId, string?> stratumOf)
    {
        ArgumentNullException.ThrowIfNull(groupOf);
        ArgumentNullException.ThrowIfNull(stratumOf);
        CustomerSpell[] spells = [.. CustomerSpell.From(timeline, window)];
        return FromColumns(
            Array.ConvertAll(spells, row => row.Spell.Exit),
            Array.ConvertAll(spells, row => row.Spell.Churned),
            Array.ConvertAll(spells, row => groupOf(row.Customer)),
            Array.ConvertAll(spells, row => stratumOf(row.Customer)),
            Array.ConvertAll(spells, row => row.Spell.Entry));
    }

    /// <summary>Whether both have the same strata with the same figures.</summary>
    /// <param name="other">Other strata.</param>
    /// <returns><see langword="true"/> when names and groups are equal.</returns>
    public bool Equals(SurvivalStrata? other) =>
        other is not null
        && Names.SequenceEqual(other.Names, StringComparer.Ordinal)
        && strata.Values.SequenceEqual(other.strata.Values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SurvivalStrata);

    /// <inheritdoc/>
    public override int GetHashCode() => strata.Values.Aggregate(Names.Length, HashCode.Combine);

    /// <summary>Writes the names of strata and groups.</summary>
    /// <returns>For example <c>2 strata: DE, FR; 2 groups: basic, pro</c>.</returns>
    public override string ToString() =>
        FormattableString.Invariant($"{Names.Length} strata: {string.Join(", ", Names)}; {GroupNames.Length} groups: {string.Join(", ", GroupNames)}");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.AddObjects("strata", Names, (fields, name) =>
        {
            fields.Add("stratum", name);
            fields.AddObjects("segments", this[name].Names, (inner, group) =>
            {
                inner.Add("segment", group);
                inner.Add("table", this[name][group]);
            });
        });
    }
}
