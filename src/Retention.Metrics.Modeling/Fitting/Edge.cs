namespace Retention.Metrics.Modeling.Fitting;

/// <summary>The end of a coordinate, where a model becomes a simpler one.</summary>
/// <param name="At">The value of the coordinate at which no data distinguish the two models.</param>
/// <param name="SimplerModel">The model at the edge.</param>
/// <param name="Reason">Which parameters run where.</param>
/// <param name="RanAway">The parameters that have no value at the edge, by position.</param>
internal sealed record Edge(double At, string SimplerModel, string Reason, int[] RanAway)
{
    /// <summary>The coordinates that make no difference at the edge.</summary>
    public int[] WithoutEffect { get; init; } = [];

    /// <summary>The figure that stays finite while its parameters run away, such as <c>s / beta</c>.</summary>
    public (string Name, Func<double[], double> Of)? Finite { get; init; }
}

/// <summary>A coordinate of a search: its range, the edges at either end, and where starts are spread over it.</summary>
internal sealed record Coordinate(double Low, double High, double SpreadFrom = -1.0, double SpreadTo = 1.0)
{
    public Edge? AtLow { get; init; }

    public Edge? AtHigh { get; init; }
}
