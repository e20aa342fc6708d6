namespace Retention.Metrics.Sql.Running;

/// <summary>The statements of an answer, and how their rows become it.</summary>
/// <param name="What">The name of the answer, for messages.</param>
/// <param name="Statements">The statements. Each returns the segment columns first, then 64-bit integers.</param>
/// <param name="Make">Makes the answer of the rows of each statement. Rows of one place may occur several times, and then add up.</param>
internal sealed record AnswerPlan<TAnswer>(string What, Func<SourceText, IEnumerable<string>> Statements, Func<List<long[]>[], TAnswer> Make)
    where TAnswer : class, IEquatable<TAnswer>
{
    /// <summary>Runs the statements for all customers together.</summary>
    public async Task<TAnswer> RunAsync(SqlSource source, CancellationToken cancellation)
    {
        await SourceCheck.RequireAsync(source, [], cancellation).ConfigureAwait(false);
        var rows = new List<List<long[]>>();
        foreach (string statement in Statements(new SourceText(source, [])))
        {
            rows.Add((await ReadAsync(source.Database, statement, segments: 0, cancellation).ConfigureAwait(false)).Values.FirstOrDefault() ?? []);
        }

        return Make([.. rows]);
    }

    /// <summary>Runs the statements for each segment.</summary>
    public async Task<BySegment<TAnswer>> RunAsync<TSource>(SqlSegmented<TSource> source, Func<TAnswer, TAnswer, TAnswer> merge, CancellationToken cancellation)
        where TSource : SqlSource
    {
        string[] columns = [.. source.Columns];
        await SourceCheck.RequireAsync(source.Source, columns, cancellation).ConfigureAwait(false);
        var text = new SourceText(source.Source, columns);
        SqlDatabase database = source.Source.Database;
        var segments = new SortedSet<Segment>((await ReadAsync(database, text.AllSegments(), columns.Length, cancellation).ConfigureAwait(false)).Keys);
        if (segments.Count == 0)
        {
            segments.Add(Segment.Unknown(columns.Length));
        }

        var found = new List<Dictionary<Segment, List<long[]>>>();
        foreach (string statement in Statements(text))
        {
            Dictionary<Segment, List<long[]>> rows = await ReadAsync(database, statement, columns.Length, cancellation).ConfigureAwait(false);
            segments.UnionWith(rows.Keys);
            found.Add(rows);
        }

        TAnswer[] answers = [.. segments.Select(segment => Make([.. found.Select(rows => rows.GetValueOrDefault(segment) ?? [])]))];
        return SegmentAnswers.Of(new SegmentColumn([.. segments], []), answers, merge);
    }

    private Task<Dictionary<Segment, List<long[]>>> ReadAsync(SqlDatabase database, string statement, int segments, CancellationToken cancellation) =>
        SparseRows.ReadAsync(database, statement, What, segments, cancellation);
}
