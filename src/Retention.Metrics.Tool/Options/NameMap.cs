using Retention.Metrics.Csv;

namespace Retention.Metrics.Tool.Options;

/// <summary>What the files call columns, events and statuses: <c>ordered_at=date</c>, <c>started=signup</c>, <c>completed=processing</c>.</summary>
internal sealed class NameMap
{
    private readonly Dictionary<string, string> columns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EventKind> events = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StatusKind> statuses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, InvoiceLineKind> lineKinds = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Columns => columns;

    public IReadOnlyDictionary<string, EventKind> Events => events;

    public IReadOnlyDictionary<string, StatusKind> Statuses => statuses;

    public IReadOnlyDictionary<string, InvoiceLineKind> LineKinds => lineKinds;

    /// <summary>Reads entries.</summary>
    /// <param name="entries">The entries, without the word of a file.</param>
    /// <param name="file">The file that they are stated of; all if <see langword="null"/>.</param>
    public static NameMap Parse(IEnumerable<string> entries, string? file = null)
    {
        var map = new NameMap();
        IReadOnlyList<string>? columns = file is null ? null : FileWord.ColumnsOf(file);
        foreach (string stated in entries)
        {
            string entry = file is null ? stated : $"{file}:{stated}";
            int sign = stated.IndexOf('=', StringComparison.Ordinal);
            string ours = sign < 0 ? "" : stated[..sign].Trim(), theirs = sign < 0 ? "" : stated[(sign + 1)..].Trim();
            if (ours.Length == 0)
            {
                throw new UsageException($"--map '{entry}' is not valid; expected ours=theirs, such as ordered_at=date, or ours= to ignore a column.");
            }

            if (columns is not null && !columns.Contains(ours))
            {
                throw new UsageException($"--map '{entry}': '{ours}' is no column of the file of --{file}; there {(columns.Count == 1 ? "is" : "are")} {string.Join(", ", columns)}.");
            }

            map.Add(entry, ours, theirs, isColumn: columns is not null || CsvImport.ColumnNames.Contains(ours, StringComparer.Ordinal));
        }

        return map;
    }

    private void Add(string entry, string ours, string theirs, bool isColumn)
    {
        if (isColumn)
        {
            if (!columns.TryAdd(ours, theirs))
            {
                throw new UsageException($"--map gives {ours} two names, '{columns[ours]}' and '{theirs}'; a column has one.");
            }
        }
        else if (EnumWord.Find<EventKind>(ours) is { } kind)
        {
            if (events.TryGetValue(theirs, out EventKind other) && other != kind)
            {
                throw new UsageException($"--map gives the event '{theirs}' two meanings, {EnumWord.Of(other)} and {EnumWord.Of(kind)}; an event has one.");
            }

            events[theirs] = kind;
        }
        else if (EnumWord.Find<StatusKind>(ours) is { } status)
        {
            StatusWord.Add(statuses, "--map", theirs, status);
        }
        else if (EnumWord.Find<InvoiceLineKind>(ours) is { } lineKind)
        {
            if (lineKinds.TryGetValue(theirs, out InvoiceLineKind other) && other != lineKind)
            {
                throw new UsageException($"--map gives the kind of invoice lines '{theirs}' two meanings, {EnumWord.Of(other)} and {EnumWord.Of(lineKind)}; a kind has one.");
            }

            lineKinds[theirs] = lineKind;
        }
        else
        {
            throw new UsageException($"--map '{entry}': '{ours}' is no name of ours; there are the columns {string.Join(", ", CsvImport.ColumnNames)}, the events {EnumWord.All<EventKind>()}, the statuses {EnumWord.All<StatusKind>()} and the kinds of invoice lines {EnumWord.All<InvoiceLineKind>()}.");
        }
    }
}
