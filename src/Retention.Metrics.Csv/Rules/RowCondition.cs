using System.Globalization;

namespace Retention.Metrics.Csv.Rules;

/// <summary>What a condition says of a row.</summary>
internal enum RuleResult
{
    Met,
    NotMet,

    /// <summary>A cell that is compared with a number is none.</summary>
    NoNumber,
}

/// <summary>Conditions on cells, of which one must be met: <c>Status in active,past_due or Plan = free</c>.</summary>
internal sealed class RowCondition
{
    private const string Expected =
        "a condition is written: column = value, column != value, column in value,value, column not in value,value, column is empty, column is not empty, or column < number (also <=, >, >=); several are joined by or";

    private static readonly string[] Operators = ["is not empty", "is empty", "not in", "in", "!=", "<=", ">=", "=", "<", ">"];

    private readonly List<(int Column, string Operator, string[] Values, decimal Number)> comparisons = [];
    private readonly List<string> columns = [];

    private RowCondition()
    {
    }

    public IReadOnlyList<string> Columns => columns;

    public static RowCondition Parse(string text)
    {
        var condition = new RowCondition();
        foreach (List<(string Text, bool IsQuoted)> words in Alternatives(ConditionWords.Of(text)))
        {
            condition.Add(words, text);
        }

        return condition;
    }

    /// <summary>Whether a condition looks at the text of a column, and not only at whether it has a value.</summary>
    public bool ReadsText(int column) => comparisons.Exists(one => one.Column == column && !IsPresence(one.Operator));

    /// <summary>What the conditions say of the cells of their columns.</summary>
    /// <param name="cells">Their texts.</param>
    /// <param name="present">Their values: empty where a text means that there is none.</param>
    public RuleResult Judge(IReadOnlyList<string> cells, IReadOnlyList<string> present)
    {
        var result = RuleResult.NotMet;
        foreach ((int column, string symbol, string[] values, decimal number) in comparisons)
        {
            RuleResult one = Judge(IsPresence(symbol) ? present[column] : cells[column], symbol, values, number);
            if (one == RuleResult.Met)
            {
                return one;
            }

            result = one == RuleResult.NoNumber ? one : result;
        }

        return result;
    }

    private static bool IsPresence(string symbol) => symbol.StartsWith("is ", StringComparison.Ordinal);

    private static RuleResult Judge(string cell, string symbol, string[] values, decimal number)
    {
        bool met;
        switch (symbol)
        {
            case "is empty" or "is not empty":
                met = (cell.Length == 0) == (symbol == "is empty");
                break;
            case "=" or "in" or "!=" or "not in":
                met = values.Contains(cell, StringComparer.OrdinalIgnoreCase) == (symbol is "=" or "in");
                break;
            default:
                if (!decimal.TryParse(cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal own))
                {
                    return RuleResult.NoNumber;
                }

                met = symbol switch { "<" => own < number, "<=" => own <= number, ">" => own > number, _ => own >= number };
                break;
        }

        return met ? RuleResult.Met : RuleResult.NotMet;
    }

    private static IEnumerable<List<(string Text, bool IsQuoted)>> Alternatives(IReadOnlyList<(string Text, bool IsQuoted)> words)
    {
        var one = new List<(string, bool)>();
        foreach ((string text, bool isQuoted) in words)
        {
            if (!isQuoted && string.Equals(text, "or", StringComparison.OrdinalIgnoreCase))
            {
                yield return one;
                one = [];
            }
            else
            {
                one.Add((text, isQuoted));
            }
        }

        yield return one;
    }

    private void Add(List<(string Text, bool IsQuoted)> words, string condition)
    {
        for (int at = 1; at < words.Count; at++)
        {
            foreach (string symbol in Operators)
            {
                string[] parts = symbol.Split(' ');
                if (words.Count < at + parts.Length || !parts.Select((part, i) => (part, i)).All(one => !words[at + one.i].IsQuoted && string.Equals(words[at + one.i].Text, one.part, StringComparison.OrdinalIgnoreCase)))
                {
                    continue;
                }

                Add(string.Join(' ', words.Take(at).Select(word => word.Text)), symbol, words[(at + parts.Length)..], condition);
                return;
            }
        }

        throw Wrong(condition);
    }

    private void Add(string column, string symbol, List<(string Text, bool IsQuoted)> rest, string condition)
    {
        decimal number = 0;
        string[] values = [];
        if (IsPresence(symbol))
        {
            if (rest.Count > 0)
            {
                throw Wrong(condition);
            }
        }
        else
        {
            values = ConditionWords.Values(rest);
            bool several = symbol is "in" or "not in";
            if (values.Length == 0 || (!several && values.Length > 1) || Array.Exists(values, value => value.Length == 0 && several))
            {
                throw Wrong(condition);
            }

            if (symbol[0] is '<' or '>' && !decimal.TryParse(values[0], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number))
            {
                throw Wrong(condition);
            }
        }

        int known = columns.IndexOf(column);
        if (known < 0)
        {
            known = columns.Count;
            columns.Add(column);
        }

        comparisons.Add((known, symbol, values, number));
    }

    private static FormatException Wrong(string condition) => new($"'{condition}' is no condition; {Expected}.");
}
