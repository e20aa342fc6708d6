using Retention.Metrics.Csv;

namespace Retention.Metrics.Tool.Options;

/// <summary>What the files call columns and events: <c>ordered_at=date</c>, <c>started=signup</c>.</summary>
internal static class NameMap
{
    public static (IReadOnlyDictionary<string, string> Columns, IReadOnlyDictionary<string, EventKind> Events) Parse(IReadOnlyList<string> entries)
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        var events = new Dictionary<string, EventKind>(StringComparer.Ordinal);
        foreach (string entry in entries)
        {
            int sign = entry.IndexOf('=', StringComparison.Ordinal);
            string ours = sign < 0 ? "" : entry[..sign].Trim(), theirs = sign < 0 ? "" : entry[(sign + 1)..].Trim();
            if (ours.Length == 0)
            {
                throw new UsageException($"--map '{entry}' is not valid; expected ours=theirs, such as ordered_at=date, or ours= to ignore a column.");
            }

            if (CsvImport.ColumnNames.Contains(ours, StringComparer.Ordinal))
            {
                if (!columns.TryAdd(ours, theirs))
                {
                    throw new UsageException($"--map gives {ours} two names, '{columns[ours]}' and '{theirs}'; a column has one.");
                }
            }
            else if (Enum.GetValues<EventKind>().Where(kind => NameOf(kind) == ours).ToArray() is [var kind])
            {
                if (events.TryGetValue(theirs, out EventKind other) && other != kind)
                {
                    throw new UsageException($"--map gives the event '{theirs}' two meanings, {NameOf(other)} and {NameOf(kind)}; an event has one.");
                }

                events[theirs] = kind;
            }
            else
            {
                throw new UsageException($"--map '{entry}': '{ours}' is no name of ours; there are the columns {string.Join(", ", CsvImport.ColumnNames)} and the events {string.Join(", ", Enum.GetValues<EventKind>().Select(NameOf))}.");
            }
        }

        return (columns, events);
    }

    /// <summary><c>price_changed</c> for PriceChanged, as the columns are written.</summary>
    private static string NameOf(EventKind kind) =>
        string.Concat(kind.ToString().Select((letter, i) => char.IsAsciiLetterUpper(letter) && i > 0 ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
