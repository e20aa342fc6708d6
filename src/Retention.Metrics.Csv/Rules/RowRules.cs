using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Rules;

/// <summary>What becomes of a row.</summary>
/// <param name="LeftOutBy">The rule that leaves the row out, if one does.</param>
/// <param name="Place">The column of a refusal.</param>
/// <param name="Refusal">Why the row is refused, if it is.</param>
internal readonly record struct RowVerdict(string? LeftOutBy = null, int Place = -1, string? Refusal = null)
{
    public bool Keeps => LeftOutBy is null && Refusal is null;
}

/// <summary>The rules of a file. Each distinct text of their cells is judged once, as long as there are few of them.</summary>
internal sealed class RowRules
{
    private readonly Rule[] rules;
    private readonly StatusWords? ignored;
    private readonly int statusPlace;
    private readonly CellCache<RowVerdict> statuses = new();
    private readonly CsvTable table;

    private RowRules(CsvTable table, Rule[] rules, StatusWords? ignored, int statusPlace)
    {
        this.table = table;
        this.rules = rules;
        this.ignored = ignored;
        this.statusPlace = statusPlace;
    }

    /// <summary>The rules that a caller states for a file; <see langword="null"/> where there are none.</summary>
    /// <param name="table">The file.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="statusPlace">Where its status is, or −1.</param>
    public static RowRules? Of(CsvTable table, CsvImportOptions options, int statusPlace)
    {
        bool ignores = statusPlace >= 0 && options.Statuses.Values.Contains(StatusKind.Ignored);
        RowRule[] all = [.. options.Rules, .. options.Export?.RulesWherePresent.Where(rule => rule.Columns.All(table.Header.Has)) ?? []];
        return all.Length == 0 && !ignores
            ? null
            : new RowRules(table, [.. all.Select(rule => new Rule(rule, table.Header.Require(rule.Columns, $"the rule '{rule.Name}'"), table))], ignores ? new StatusWords(options, table.Kind) : null, statusPlace);
    }

    /// <summary>Judges the current row.</summary>
    public RowVerdict Judge()
    {
        if (ignored is not null)
        {
            ReadOnlySpan<byte> word = table.CellAt(statusPlace);
            if (!statuses.TryFind(word, out RowVerdict found))
            {
                string text = Encoding.UTF8.GetString(word);
                found = statuses.Add(word, ignored.TryParse(text, out StatusKind kind) && kind == StatusKind.Ignored ? new RowVerdict(LeftOutBy: $"{table.NameOf(statusPlace)} {text}") : default);
            }

            if (!found.Keeps)
            {
                return found;
            }
        }

        foreach (Rule rule in rules)
        {
            RowVerdict found = rule.Judge();
            if (!found.Keeps)
            {
                return found;
            }
        }

        return default;
    }

    private sealed class Rule(RowRule rule, int[] places, CsvTable table)
    {
        private readonly NullWords? nulls = NullWords.Of(table.Options);
        private readonly CellCache<RowVerdict> known = new();
        private readonly ArrayBufferWriter<byte> joined = new();
        private readonly bool[] readsText = [.. places.Select((_, i) => rule.ReadsText(i))];

        public RowVerdict Judge()
        {
            ReadOnlySpan<byte> key = places.Length == 1 && readsText[0] ? table.CellAt(places[0]) : Joined();
            return known.TryFind(key, out RowVerdict verdict) ? verdict : known.Add(key, JudgeCells());
        }

        private ReadOnlySpan<byte> Joined()
        {
            joined.ResetWrittenCount();
            for (int i = 0; i < places.Length; i++)
            {
                ReadOnlySpan<byte> cell = readsText[i] ? table.CellAt(places[i]) : Presence(table.CellAt(places[i]));
                BinaryPrimitives.WriteInt32LittleEndian(joined.GetSpan(sizeof(int)), cell.Length);
                joined.Advance(sizeof(int));
                joined.Write(cell);
            }

            return joined.WrittenSpan;
        }

        /// <summary>The same for all values of a column that is asked only whether it has one, such as a date; spaces beyond ASCII are for the rule to judge.</summary>
        private ReadOnlySpan<byte> Presence(ReadOnlySpan<byte> cell) =>
            cell.IsEmpty || nulls?.Contains(cell) == true ? []
            : cell[0] <= sbyte.MaxValue ? "+"u8
            : cell;

        private RowVerdict JudgeCells()
        {
            string[] cells = [.. places.Select(place => Encoding.UTF8.GetString(table.CellAt(place)).Trim())];
            string[] present = nulls is null ? cells : [.. places.Select((place, i) => nulls.Contains(table.CellAt(place)) ? "" : cells[i])];
            return rule.Judge(cells, present) switch
            {
                RuleResult.Met => default,
                RuleResult.NotMet => rule.Refusal is { } reason ? new RowVerdict(Place: places[0], Refusal: reason) : new RowVerdict(LeftOutBy: rule.Name),
                _ => new RowVerdict(Place: Array.Find(places, place => !decimal.TryParse(table.CellAt(place), System.Globalization.CultureInfo.InvariantCulture, out _)), Refusal: $"it is not a number, which the rule '{rule.Name}' compares; a number is written 1234.56"),
            };
        }
    }
}
