using System.Text;
using Retention.Metrics.Sql;

namespace Retention.Metrics.Tool.Input.Databases;

/// <summary>A table that the command line names, or a <c>SELECT</c>.</summary>
/// <param name="Table">The table.</param>
/// <param name="Shown">How it is named in what the tool says.</param>
internal sealed record TableSource(SqlTable Table, string Shown)
{
    /// <summary>The <c>SELECT</c>, where it is one.</summary>
    public string? Query { get; private init; }

    private static readonly string[] BeginningsOfQueries = ["SELECT", "WITH"];

    /// <summary>Reads a name, <c>billing.levels</c>, with parts that hold a point in quotes, <c>"my.schema".levels</c>; or a <c>SELECT</c>.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="UsageException">It is neither.</exception>
    public static TableSource Parse(string option, string text)
    {
        if (IsQuery(text))
        {
            string query = text.Trim().TrimEnd(';');
            return new TableSource(SqlTable.Select(query), $"query of --{option}") { Query = query };
        }

        try
        {
            var table = SqlTable.Named([.. Parts(text)]);
            return new TableSource(table, table.ToString());
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException)
        {
            throw new UsageException($"--{option} '{text}' is no name of a table: {wrong.Message.Split(" (Parameter '")[0]} Expected a name, its schema and a name, such as billing.levels, parts with a point in quotes, or a SELECT.");
        }
    }

    private static bool IsQuery(string text)
    {
        string start = text.TrimStart();
        return Array.Exists(BeginningsOfQueries, word => start.Length > word.Length && start.StartsWith(word, StringComparison.OrdinalIgnoreCase) && char.IsWhiteSpace(start[word.Length]));
    }

    private static List<string> Parts(string text)
    {
        var parts = new List<string>();
        for (int at = 0; ;)
        {
            parts.Add(at < text.Length && text[at] == '"' ? Quoted(text, ref at) : Plain(text, ref at));
            if (at == text.Length)
            {
                return parts;
            }

            if (text[at++] != '.')
            {
                throw new FormatException("after a part in quotes a point must follow, or nothing.");
            }
        }
    }

    private static string Plain(string text, ref int at)
    {
        int start = at, point = text.IndexOf('.', start);
        at = point < 0 ? text.Length : point;
        return text[start..at];
    }

    private static string Quoted(string text, ref int at)
    {
        var part = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
            {
                part.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                part.Append(text[at++]);
            }
            else
            {
                at++;
                return part.ToString();
            }
        }

        throw new FormatException("a quote is not closed.");
    }
}
