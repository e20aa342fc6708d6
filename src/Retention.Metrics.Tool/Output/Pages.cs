namespace Retention.Metrics.Tool.Output;

/// <summary>Cuts rows shown side by side into pages of nearly equal width.</summary>
internal static class Pages
{
    public static IEnumerable<IReadOnlyList<AnswerRow>> Of(IReadOnlyList<AnswerRow> rows, int mostInPage)
    {
        int pages = Math.Max(1, (rows.Count + mostInPage - 1) / mostInPage);
        int each = Math.Max(1, (rows.Count + pages - 1) / pages);
        return rows.Count == 0 ? [rows] : rows.Chunk(each);
    }
}
