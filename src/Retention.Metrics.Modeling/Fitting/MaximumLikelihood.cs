using System.Collections.Immutable;
using System.Globalization;

namespace Retention.Metrics.Modeling.Fitting;

/// <summary>Turns a log-likelihood over the logarithms of a model's parameters into a fit with its status.</summary>
internal static class MaximumLikelihood
{
    // A standard error of 20 on the logarithmic scale leaves a parameter open over seventeen powers of ten.
    private const double LeastInformation = 1.0 / (20.0 * 20.0);

    /// <summary>Fits a model.</summary>
    /// <param name="likelihood">The log-likelihood, summed over customers, of the logarithms of the parameters.</param>
    /// <param name="starts">Where to start, in natural parameters; a warm start alone is enough.</param>
    /// <param name="unit">The unit of the data.</param>
    /// <param name="customers">The number of customers.</param>
    /// <param name="distinctRows">The number of different rows.</param>
    /// <param name="boundaries">The edges of the model, the most specific first.</param>
    public static Fit<TModel> Fit<TModel>(
        IObjective likelihood,
        IEnumerable<double[]> starts,
        ModelUnit unit,
        long customers,
        int distinctRows,
        IReadOnlyList<BoundaryRule> boundaries)
        where TModel : class, IFittedModel<TModel>
    {
        double[][] logStarts = [.. starts.Select(start => start.Select(value => Math.Log(value)).ToArray())];
        if (Maximiser.Maximise(likelihood, logStarts) is not { } maximum)
        {
            return new Fit<TModel>(
                TModel.FromParameters([.. logStarts[0].Select(value => Math.Exp(value))], unit),
                double.NegativeInfinity,
                double.PositiveInfinity,
                [],
                customers,
                distinctRows,
                FitStatus.Failed("The likelihood is not finite at any start."));
        }

        double[] parameters = [.. maximum.Point.Select(value => Math.Exp(value))];
        return new Fit<TModel>(
            TModel.FromParameters([.. parameters], unit),
            maximum.Value,
            maximum.GradientNorm,
            Covariance(maximum, parameters),
            customers,
            distinctRows,
            Judge<TModel>(maximum, parameters, boundaries));
    }

    private static FitStatus Judge<TModel>(Maximum maximum, double[] parameters, IReadOnlyList<BoundaryRule> boundaries)
        where TModel : class, IFittedModel<TModel>
    {
        double[] curvatures = maximum.Information.Eigenvalues;
        bool flat = curvatures.Length == 0 || curvatures[0] < LeastInformation;
        if (flat || maximum.ReachedLimit || maximum.ExpectedGain > Maximiser.NegligibleGain)
        {
            if (boundaries.FirstOrDefault(rule => rule.IsNear(parameters)) is { } edge)
            {
                return FitStatus.Boundary(edge.SimplerModel, edge.Reason);
            }
        }

        if (flat)
        {
            return FitStatus.NotIdentified(curvatures.Length == 0
                ? "The curvature of the likelihood could not be evaluated."
                : "The likelihood is flat along " + Direction<TModel>(maximum) + ".");
        }

        if (maximum.ReachedLimit)
        {
            return FitStatus.NotIdentified("A parameter has run to the limit of its range.");
        }

        return maximum.ExpectedGain <= Maximiser.NegligibleGain
            ? FitStatus.Converged
            : FitStatus.Failed(string.Create(
                CultureInfo.InvariantCulture,
                $"The search stopped with an expected gain of {maximum.ExpectedGain:G3} in the log-likelihood still ahead."));
    }

    private static string Direction<TModel>(Maximum maximum)
        where TModel : class, IFittedModel<TModel>
    {
        double[] weakest = maximum.Information.WeakestDirection();
        IEnumerable<string> parts = TModel.ParameterNames
            .Select((name, i) => (name, share: weakest[i]))
            .Where(part => Math.Abs(part.share) > 0.3)
            .Select(part => part.name);
        return string.Join(" and ", parts);
    }

    private static ImmutableArray<ImmutableArray<double>> Covariance(Maximum maximum, double[] parameters)
    {
        if (maximum.Information.Inverse() is not { } logCovariance)
        {
            return [];
        }

        int n = parameters.Length;
        return
        [
            .. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n)
                .Select(j => parameters[i] * parameters[j] * logCovariance[i, j])
                .ToImmutableArray()),
        ];
    }
}
