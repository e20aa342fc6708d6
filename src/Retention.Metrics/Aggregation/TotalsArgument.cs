namespace Retention.Metrics.Aggregation;

/// <summary>Checks of the totals from which an answer is made.</summary>
internal static class TotalsArgument
{
    /// <summary>The largest amount in millionths: above any sum of 64-bit levels of 2^31 customers, and far enough from the end of 128 bits for sums of several.</summary>
    public static Int128 LargestAmount { get; } = (Int128)1_000_000_000_000_000 * 1_000_000_000_000_000;

    /// <summary>Refuses totals that are not one for each period.</summary>
    public static void RequireOnePerPeriod<TTotals>(ReportingPeriods periods, IReadOnlyList<TTotals> totals, string name = "totals")
    {
        ArgumentNullException.ThrowIfNull(totals, name);
        if (totals.Count != periods.Count)
        {
            throw new ArgumentException(FormattableString.Invariant($"There are totals of {totals.Count} periods, but {periods.Count} periods; expected one for each period."), name);
        }
    }

    /// <summary>Refuses totals of which one period contradicts itself.</summary>
    public static void RequireNoContradiction<TTotals>(ReportingPeriods periods, int period, IReadOnlyList<TTotals> totals, string? contradiction)
    {
        if (contradiction is not null)
        {
            throw new ArgumentException(FormattableString.Invariant($"Totals of period {periods[period].Name}: {contradiction}."), nameof(totals));
        }
    }

    /// <summary>What is wrong with a figure that must be in a range, or nothing.</summary>
    /// <param name="name">The name of the figure.</param>
    /// <param name="figure">The figure.</param>
    /// <param name="least">The least valid figure.</param>
    /// <param name="most">The largest valid figure.</param>
    /// <param name="reason">Where the bounds are from, if that is not plain.</param>
    public static string? Outside(string name, Int128 figure, Int128 least, Int128 most, string? reason = null) => figure < least || figure > most
        ? FormattableString.Invariant($"{name} is {figure}; it must be between {least} and {most}{(reason is null ? "" : ", " + reason)}")
        : null;
}
