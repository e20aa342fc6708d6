using System.Globalization;

namespace Retention.Metrics.Tests;

/// <summary>On how many cases a law is tried: fewer where all tests run again under another culture, or thousands of times over as a mutation run lets them.</summary>
internal static class LawCases
{
    private static readonly int Most =
        int.TryParse(Environment.GetEnvironmentVariable("RETENTION_LAW_CASES"), NumberStyles.None, CultureInfo.InvariantCulture, out int most) && most > 0
            ? most
            : int.MaxValue;

    /// <summary>Whether a failing case is made smaller: a run with few cases finds out whether a law fails, not why.</summary>
    public static bool AreShrunk => Most == int.MaxValue;

    /// <summary><paramref name="times"/>, or what RETENTION_LAW_CASES says where that is less.</summary>
    public static int AtMost(int times) => Math.Min(times, Most);

    /// <summary>The share of <paramref name="times"/> that RETENTION_LAW_CASES is of the 300 cases of most laws: for laws of which every case tries hundreds more.</summary>
    public static int ShareOf(int times) => Most >= 300 ? times : Math.Max(1, times * Most / 300);
}
