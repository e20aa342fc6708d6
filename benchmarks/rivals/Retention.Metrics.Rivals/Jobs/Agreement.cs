namespace Retention.Metrics.Rivals.Jobs;

/// <summary>Whether two answers are the same: integers equal, ratios within a billionth of their size.</summary>
internal static class Agreement
{
    private const double Tolerance = 1e-9;

    /// <summary>The first difference, or null where there is none.</summary>
    public static string? Difference(IReadOnlyList<ResultRow> expected, IReadOnlyList<ResultRow> found)
    {
        if (expected.Count != found.Count)
        {
            return FormattableString.Invariant($"{found.Count} rows, not {expected.Count}");
        }

        for (int row = 0; row < expected.Count; row++)
        {
            if (!expected[row].Integers.SequenceEqual(found[row].Integers)
                || expected[row].Ratios.Count != found[row].Ratios.Count
                || expected[row].Ratios.Zip(found[row].Ratios).Any(pair => !IsClose(pair.First, pair.Second)))
            {
                return FormattableString.Invariant($"row {row} is {found[row]}, not {expected[row]}");
            }
        }

        return null;
    }

    // A ratio that is NaN is close to nothing.
    private static bool IsClose(double? expected, double? found) =>
        expected is { } left && found is { } right ? Math.Abs(left - right) <= Tolerance * Math.Abs(left) : expected is null && found is null;
}
