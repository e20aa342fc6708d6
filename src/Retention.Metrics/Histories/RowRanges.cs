namespace Retention.Metrics.Histories;

/// <summary>Cuts what has some rows each, subscriptions or customers, into ranges of about equal numbers of rows.</summary>
internal static class RowRanges
{
    /// <summary>The places at which the ranges start, and behind them the number of all places.</summary>
    /// <param name="offsets">The first row of each place, and behind them the number of all rows.</param>
    /// <param name="rowsPerRange">About how many rows a range has.</param>
    public static int[] Of(ReadOnlySpan<int> offsets, int rowsPerRange)
    {
        int places = offsets.Length - 1;
        var cuts = new List<int> { 0 };
        for (int place = 1; place < places; place++)
        {
            if (offsets[place] - offsets[cuts[^1]] >= rowsPerRange)
            {
                cuts.Add(place);
            }
        }

        cuts.Add(places);
        return [.. cuts];
    }
}
