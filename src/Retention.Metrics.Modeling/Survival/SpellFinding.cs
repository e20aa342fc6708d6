using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Retention.Metrics.Modeling;

/// <summary>What is impossible about a spell.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<SpellFindingKind>))]
public enum SpellFindingKind
{
    /// <summary>The exit lies before tenure 0.</summary>
    NegativeExit,

    /// <summary>The entry lies before tenure 0.</summary>
    NegativeEntry,

    /// <summary>The entry is not before the exit, so the customer was never at risk.</summary>
    NeverAtRisk,
}

/// <summary>An impossible row, with its values and the valid range.</summary>
/// <param name="Row">The zero-based row in the columns given.</param>
/// <param name="Kind">What is impossible.</param>
/// <param name="Entry">The entry in that row.</param>
/// <param name="Exit">The exit in that row.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("RiskTable")]
public readonly record struct SpellFinding(int Row, SpellFindingKind Kind, int Entry, int Exit) : IJsonAnswer
{
    /// <summary>The row, its values and the valid range, in one sentence.</summary>
    public string Message => string.Create(CultureInfo.InvariantCulture, $"Row {Row}: {Describe(Kind, Entry, Exit)}");

    internal static SpellFindingKind? KindOf(int entry, int exit) =>
        exit < 0 ? SpellFindingKind.NegativeExit
        : entry < 0 ? SpellFindingKind.NegativeEntry
        : entry > 0 && entry >= exit ? SpellFindingKind.NeverAtRisk
        : null;

    internal static string Describe(SpellFindingKind kind, int entry, int exit) => kind switch
    {
        SpellFindingKind.NegativeExit => string.Create(
            CultureInfo.InvariantCulture, $"the exit {exit} must be 0 or more."),
        SpellFindingKind.NegativeEntry => string.Create(
            CultureInfo.InvariantCulture, $"the entry {entry} must be 0 or more."),
        _ => string.Create(
            CultureInfo.InvariantCulture,
            $"the entry {entry} must be below the exit {exit} (or 0): the customer was never at risk."),
    };

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(SpellFinding), PrintMembers);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("row", Row);
        json.Add("kind", Kind);
        json.Add("entry", Entry);
        json.Add("exit", Exit);
        json.Add("message", Message);
    }
}

/// <summary>Thrown when columns hold rows that cannot be true; lists all of them.</summary>
public sealed class SpellFindingsException : ArgumentException
{
    private const int Shown = 5;

    internal SpellFindingsException(ImmutableArray<SpellFinding> findings)
        : base(Summarize(findings)) => Findings = findings;

    /// <summary>Every row that cannot be true, in the order of the rows.</summary>
    public ImmutableArray<SpellFinding> Findings { get; }

    private static string Summarize(ImmutableArray<SpellFinding> findings)
    {
        IEnumerable<string> shown = findings.Take(Shown).Select(finding => finding.Message);
        string more = findings.Length > Shown
            ? string.Create(CultureInfo.InvariantCulture, $" And {findings.Length - Shown} more.")
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{findings.Length} spells cannot be true. {string.Join(' ', shown)}{more}");
    }
}

/// <summary>A risk table of the rows that can be true, beside the rows that cannot.</summary>
/// <param name="Table">The customers at risk, from the valid rows alone.</param>
/// <param name="Findings">The rows left out, in order; empty when all rows are valid.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("RiskTable")]
public sealed record SpellCheck(RiskTable Table, ImmutableArray<SpellFinding> Findings) : IJsonAnswer
{
    /// <summary>The table and how many rows are left out.</summary>
    public override string ToString() => FormattableString.Invariant($"{Table}; {Findings.Length} rows left out");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("table", Table);
        json.AddAll("findings", Findings);
    }
}
