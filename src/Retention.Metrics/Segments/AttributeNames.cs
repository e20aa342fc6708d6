namespace Retention.Metrics.Segments;

/// <summary>The names of attributes that a segmentation is asked for, against those that there are: a misspelled one would make everyone <c>unknown</c>.</summary>
/// <param name="asked">The names asked for.</param>
internal sealed class AttributeNames(string[] asked)
{
    private readonly HashSet<string> missing = new(asked, StringComparer.Ordinal);
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private bool isEmpty = true;

    /// <summary>Adds the attributes of one customer or subscription; <see langword="null"/>, where nothing is known, says nothing about names.</summary>
    public void Add(IReadOnlyDictionary<string, string>? attributes)
    {
        isEmpty &= attributes is null;
        if (missing.Count > 0 && attributes is not null)
        {
            missing.ExceptWith(attributes.Keys);
            known.UnionWith(attributes.Keys);
        }
    }

    /// <summary>Refuses a name that nothing of what was added has; where nothing was added, every name is valid.</summary>
    /// <param name="owner">What has attributes, for the message.</param>
    /// <param name="parameter">The parameter that holds the names.</param>
    public void RequireAll(string owner, string parameter)
    {
        if (isEmpty || missing.Count == 0)
        {
            return;
        }

        string name = asked.First(missing.Contains);
        string[] nearestFirst = [.. known.OrderBy(other => Distance(name, other)).ThenBy(other => other, StringComparer.Ordinal)];
        string valid = nearestFirst switch
        {
            [] => "there are no attributes",
            [string only] => $"the only attribute is '{only}'",
            [string nearest, ..] => FormattableString.Invariant($"the nearest is '{nearest}', and there are {string.Join(", ", nearestFirst.Order(StringComparer.Ordinal))}"),
        };
        throw new ArgumentException(FormattableString.Invariant($"No {owner} has the attribute '{name}'; {valid}."), parameter);
    }

    /// <summary>The Levenshtein distance: how many letters to insert, remove or replace, without regard to case.</summary>
    internal static int Distance(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int replaced = diagonal + (char.ToUpperInvariant(from[i - 1]) == char.ToUpperInvariant(to[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
