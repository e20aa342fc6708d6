using MathNet.Numerics.LinearAlgebra;

namespace Retention.Metrics.Modeling.Fitting;

/// <summary>
/// The coordinates in which a model is searched: linear in the logarithms of its parameters, measured in units of the data, and chosen so
/// that each simpler model lies at the end of one of them.
/// </summary>
/// <remarks>
/// A beta distribution has the coordinates ln(a / b) and ln b, a gamma distribution of rates ln(shape / rate) and ln shape: where its
/// members become alike, one coordinate grows and the other, the logarithm of what they have in common, stays.
/// </remarks>
internal sealed class Chart
{
    private readonly double[][] rows;
    private readonly double[] units;
    private readonly Matrix<double> inverse;

    /// <summary>Makes a chart.</summary>
    /// <param name="coordinates">The coordinates.</param>
    /// <param name="rows">For each parameter, how its logarithm is made of the coordinates.</param>
    /// <param name="units">For each parameter, the unit of the data in which it is measured; 1 for a plain number.</param>
    public Chart(Coordinate[] coordinates, double[][] rows, double[] units)
    {
        Coordinates = coordinates;
        this.rows = rows;
        this.units = units;
        inverse = Matrix<double>.Build.DenseOfRowArrays(rows).Inverse();
    }

    public Coordinate[] Coordinates { get; }

    public int Dimension => rows.Length;

    /// <summary>The chart of unbounded logarithms, without edges.</summary>
    public static Chart Plain(int dimension) => new(
        [.. Enumerable.Range(0, dimension).Select(_ => new Coordinate(-18.0, 18.0))],
        [.. Enumerable.Range(0, dimension).Select(i => Enumerable.Range(0, dimension).Select(j => i == j ? 1.0 : 0.0).ToArray())],
        [.. Enumerable.Repeat(1.0, dimension)]);

    /// <summary>How the logarithm of a parameter changes with a coordinate.</summary>
    public double Slope(int parameter, int coordinate) => rows[parameter][coordinate];

    public double[] ToLogarithms(ReadOnlySpan<double> point)
    {
        double[] logs = new double[Dimension];
        for (int i = 0; i < logs.Length; i++)
        {
            logs[i] = Math.Log(units[i]);
            for (int j = 0; j < logs.Length; j++)
            {
                logs[i] += rows[i][j] * point[j];
            }
        }

        return logs;
    }

    public double[] FromParameters(IReadOnlyList<double> parameters) =>
        [.. inverse * Vector<double>.Build.Dense(Dimension, i => Math.Log(parameters[i] / units[i]))];
}

/// <summary>A likelihood over the coordinates of a chart, with some of them held at edges.</summary>
internal sealed class ChartedLikelihood : IObjective
{
    private readonly IObjective likelihood;
    private readonly Chart chart;
    private readonly double[] held;

    public ChartedLikelihood(IObjective likelihood, Chart chart, IEnumerable<(int Coordinate, Edge Edge)> edges)
    {
        this.likelihood = likelihood;
        this.chart = chart;
        held = new double[chart.Dimension];
        bool[] isHeld = new bool[chart.Dimension];
        foreach ((int coordinate, Edge edge) in edges)
        {
            held[coordinate] = edge.At;
            isHeld[coordinate] = true;
            foreach (int other in edge.WithoutEffect)
            {
                isHeld[other] = true;
            }
        }

        Free = [.. Enumerable.Range(0, chart.Dimension).Where(i => !isHeld[i])];
    }

    /// <summary>The coordinates that are not held.</summary>
    public int[] Free { get; }

    public int Dimension => Free.Length;

    public IReadOnlyList<Coordinate> Ranges => [.. Free.Select(i => chart.Coordinates[i])];

    /// <summary>The point of all coordinates.</summary>
    public double[] Whole(ReadOnlySpan<double> free)
    {
        double[] whole = [.. held];
        for (int i = 0; i < Free.Length; i++)
        {
            whole[Free[i]] = free[i];
        }

        return whole;
    }

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        Span<double> slopes = stackalloc double[chart.Dimension];
        double value = likelihood.Evaluate(chart.ToLogarithms(Whole(point)), slopes);
        for (int i = 0; i < Free.Length; i++)
        {
            gradient[i] = 0.0;
            for (int parameter = 0; parameter < chart.Dimension; parameter++)
            {
                gradient[i] += chart.Slope(parameter, Free[i]) * slopes[parameter];
            }
        }

        return value;
    }
}
