namespace Retention.Metrics.Modeling.Fitting;

/// <summary>The coordinates of beta distributed probabilities: ln(a / b) and ln b, with the models at their ends.</summary>
internal static class BetaCoordinates
{
    /// <summary>The two coordinates.</summary>
    /// <param name="a">The name of the first parameter.</param>
    /// <param name="b">The name of the second.</param>
    /// <param name="first">The position of both the first parameter and the first coordinate; the second ones follow.</param>
    /// <param name="probability">What the probabilities are of.</param>
    /// <param name="never">The model where all probabilities are 0.</param>
    /// <param name="always">The model where all are 1.</param>
    /// <param name="eitherModel">The model where each is 0 or 1.</param>
    /// <param name="eitherReason">What runs where then.</param>
    public static Coordinate[] Of(
        string a, string b, int first, string probability, Edge? never, Edge? always, string eitherModel, string eitherReason)
    {
        int[] both = [first, first + 1];
        (string, Func<double[], double>) mean = ($"{a} / ({a} + {b})", p => p[first] / (p[first] + p[first + 1]));
        return
        [
            new(-18.0, 18.0, -3.5, 1.5)
            {
                AtLow = never is null ? null : never with { RanAway = both, WithoutEffect = [first + 1] },
                AtHigh = always is null ? null : always with { RanAway = both, WithoutEffect = [first + 1] },
            },
            new(-14.0, 14.0, -1.5, 3.5)
            {
                AtHigh = new Edge(25.0, $"one {probability} for all", $"{a} and {b} grow without bound", both) { Finite = mean },
                AtLow = new Edge(-25.0, eitherModel, eitherReason, both) { Finite = mean },
            },
        ];
    }
}
