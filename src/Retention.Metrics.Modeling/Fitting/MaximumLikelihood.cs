using System.Collections.Immutable;
using System.Globalization;

namespace Retention.Metrics.Modeling.Fitting;

/// <summary>A likelihood with what a fit needs to know of it.</summary>
/// <param name="Likelihood">The log-likelihood, summed over customers, of the logarithms of the parameters.</param>
/// <param name="Chart">The coordinates of the search, with the edges of the model.</param>
/// <param name="Customers">The number of customers.</param>
/// <param name="DistinctRows">The number of different rows.</param>
internal sealed record FitProblem(IObjective Likelihood, Chart Chart, long Customers, int DistinctRows)
{
    /// <summary>The same for a sample of the rows, where there are many.</summary>
    public IObjective? Sample { get; init; }
}

/// <summary>Turns a log-likelihood over the logarithms of a model's parameters into a fit with its status.</summary>
internal static class MaximumLikelihood
{
    // An open direction leaves an edge this close that no data distinguish from the maximum.
    private const double AllButEqual = 0.01;

    /// <summary>Fits a model.</summary>
    /// <param name="problem">The likelihood, and where to search it.</param>
    /// <param name="unit">The unit of the data.</param>
    /// <param name="start">A start besides those of the search, in natural parameters.</param>
    public static Fit<TModel> Fit<TModel>(FitProblem problem, ModelUnit unit, params double[][] start)
        where TModel : class, IFittedModel<TModel>
    {
        (ImmutableArray<Summit> summits, FitSearch search) = SummitSearch.Of(problem.Likelihood, problem.Sample, problem.Chart, start);
        if (summits.IsEmpty)
        {
            double[] middle = problem.Chart.ToLogarithms(new double[problem.Chart.Dimension]);
            return new Fit<TModel>(
                TModel.FromParameters([.. middle.Select(value => Math.Exp(value))], unit),
                double.NegativeInfinity,
                double.PositiveInfinity,
                [],
                problem.Customers,
                problem.DistinctRows,
                FitStatus.Failed("The likelihood is not finite at any start."),
                search);
        }

        Summit top = summits[0];
        double[] logs = problem.Chart.ToLogarithms(top.Point);
        double[] parameters = [.. logs.Select(value => Math.Exp(value))];
        ImmutableArray<Edge> edges = EdgesOf(summits);
        double[] gradient = new double[parameters.Length];
        problem.Likelihood.Evaluate(logs, gradient);
        return new Fit<TModel>(
            TModel.FromParameters([.. parameters], unit),
            top.Value,
            gradient.Max(Math.Abs),
            Covariance(top, problem.Chart, parameters, edges),
            problem.Customers,
            problem.DistinctRows,
            Judge<TModel>(top, problem.Chart, parameters, edges),
            search,
            [.. edges.Select(edge => Limit<TModel>(edge, parameters))]);
    }

    private static FitLimit Limit<TModel>(Edge edge, double[] parameters)
        where TModel : class, IFittedModel<TModel> =>
        new(
            edge.SimplerModel,
            [.. edge.RanAway.Select(parameter => TModel.ParameterNames[parameter])],
            edge.Finite?.Name,
            edge.Finite?.Of(parameters));

    // The edges that the top lies on, or one that it is all but on: where a direction is open, a simpler model that fits as well.
    private static ImmutableArray<Edge> EdgesOf(ImmutableArray<Summit> summits)
    {
        Summit top = summits[0];
        return !top.Edges.IsEmpty || !(top.IsFlat || top.Maximum.ReachedLimit)
            ? top.Edges
            : summits.FirstOrDefault(other => !other.Edges.IsEmpty && other.Value >= top.Value - AllButEqual)?.Edges ?? [];
    }

    private static FitStatus Judge<TModel>(Summit top, Chart chart, double[] parameters, ImmutableArray<Edge> edges)
        where TModel : class, IFittedModel<TModel>
    {
        bool atEdge = !edges.IsEmpty;
        if (top.IsFlat && (!atEdge || !top.Edges.IsEmpty))
        {
            return FitStatus.NotIdentified(top.Maximum.Information.Eigenvalues.Length == 0
                ? "The curvature of the likelihood could not be evaluated."
                : "The likelihood is flat along " + Direction<TModel>(top, chart) + ".");
        }

        if (top.Maximum.ReachedLimit && (!atEdge || !top.Edges.IsEmpty))
        {
            return FitStatus.NotIdentified("A parameter has run to the limit of its range.");
        }

        if (atEdge)
        {
            return FitStatus.Boundary(
                string.Join(", ", edges.Select(edge => edge.SimplerModel)),
                (top.Edges.IsEmpty ? "the data do not tell the fit from the edge where " : string.Empty)
                + string.Join("; ", edges.Select(edge => Reason(edge, parameters))));
        }

        return top.IsAtTop
            ? FitStatus.Converged
            : FitStatus.Failed(string.Create(
                CultureInfo.InvariantCulture,
                $"The search stopped with an expected gain of {top.Maximum.ExpectedGain:G3} in the log-likelihood still ahead."));
    }

    private static string Reason(Edge edge, double[] parameters) => edge.Finite is { } finite
        ? string.Create(CultureInfo.InvariantCulture, $"{edge.Reason}, with {finite.Name} = {finite.Of(parameters):G4}")
        : edge.Reason;

    private static string Direction<TModel>(Summit top, Chart chart)
        where TModel : class, IFittedModel<TModel>
    {
        double[] weakest = top.Maximum.Information.WeakestDirection();
        double[] parts = [.. TModel.ParameterNames.Select((_, parameter) => top.Free.Select((coordinate, i) => chart.Slope(parameter, coordinate) * weakest[i]).Sum())];
        double length = Math.Sqrt(parts.Sum(part => part * part));
        return string.Join(" and ", TModel.ParameterNames.Where((_, i) => Math.Abs(parts[i]) > 0.3 * length));
    }

    // NaN for what ran away: it has no variance.
    private static ImmutableArray<ImmutableArray<double>> Covariance(Summit top, Chart chart, double[] parameters, ImmutableArray<Edge> edges)
    {
        if (top.Free.Length == 0 || top.Maximum.Information.Inverse() is not { } inverse)
        {
            return [];
        }

        int n = parameters.Length;
        bool[] ranAway = new bool[n];
        foreach (int parameter in edges.SelectMany(edge => edge.RanAway))
        {
            ranAway[parameter] = true;
        }

        return
        [
            .. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n)
                .Select(j => ranAway[i] || ranAway[j] ? double.NaN : parameters[i] * parameters[j] * Product(Math.Min(i, j), Math.Max(i, j)))
                .ToImmutableArray()),
        ];

        double Product(int a, int b) => top.Free.SelectMany((p, i) => top.Free.Select((q, j) => chart.Slope(a, p) * inverse[i, j] * chart.Slope(b, q))).Sum();
    }
}
