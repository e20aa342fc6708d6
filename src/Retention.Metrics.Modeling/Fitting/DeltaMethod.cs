using System.Collections.Immutable;
using Retention.Metrics.Modeling.SpecialFunctions;

namespace Retention.Metrics.Modeling;

/// <summary>Intervals from the curvature of the likelihood, for parameters and for any figure that a model yields.</summary>
/// <remarks>
/// <para><b>Formula:</b> var f(θ) ≈ ∇fᵀ C ∇f with C the inverse observed information of the logarithms of the parameters; the normal limits
/// are taken for the logarithm of a positive figure and for the log-odds of a probability, and so never leave its range.</para>
/// <para><b>Unit:</b> that of the figure.</para>
/// <para><b>Undefined:</b> null where the fit has no covariance, or the figure is not finite, or is at the end of its range.</para>
/// <para><b>Cost:</b> two evaluations of the figure per parameter.</para>
/// <para><b>Source:</b> Efron and Hinkley (1978), Biometrika 65(3), for the observed information.</para>
/// </remarks>
public static class DeltaMethod
{
    private const double Step = 1e-4;

    /// <summary>The interval of a parameter.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <param name="fit">A fit.</param>
    /// <param name="parameter">The name of the parameter.</param>
    /// <param name="confidence">The level of confidence.</param>
    /// <returns>The interval; null where the fit has no covariance.</returns>
    public static ConfidenceInterval? IntervalOf<TModel>(this Fit<TModel> fit, string parameter, double confidence = 0.95)
        where TModel : class, IFittedModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(fit);
        FittedParameter estimate = fit[parameter];
        if (estimate.StandardError is not { } error)
        {
            return null;
        }

        return Around(estimate.Value, error / estimate.Value, FigureRange.Positive, confidence);
    }

    /// <summary>The interval of any figure that the model yields.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <param name="fit">A fit that converged.</param>
    /// <param name="figure">The figure as a function of the model.</param>
    /// <param name="range">The range of the figure.</param>
    /// <param name="confidence">The level of confidence.</param>
    /// <returns>The interval, or null where there is none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range or the confidence is not valid.</exception>
    /// <exception cref="FitNotConvergedException">The fit did not converge.</exception>
    public static ConfidenceInterval? IntervalOf<TModel>(
        this Fit<TModel> fit, Func<TModel, double> figure, FigureRange range = FigureRange.Positive, double confidence = 0.95)
        where TModel : class, IFittedModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(figure);
        ModelArgument.Defined(range);
        ConfidenceInterval.Checked(confidence);
        double estimate = figure(fit.Model);
        return Variance(fit, figure, range) is { } variance ? Around(estimate, Math.Sqrt(variance), range, confidence) : null;
    }

    /// <summary>The interval of a figure of two models fitted apart, such as lifetime value from purchases and spend.</summary>
    /// <remarks>The two estimates are taken to be independent, as the models themselves take frequency and value to be.</remarks>
    /// <typeparam name="TModel">One model.</typeparam>
    /// <typeparam name="TOther">The other model.</typeparam>
    /// <param name="fit">The fit of the one, which converged.</param>
    /// <param name="other">The fit of the other, which converged too.</param>
    /// <param name="figure">The figure as a function of both models.</param>
    /// <param name="range">The range of the figure.</param>
    /// <param name="confidence">The level of confidence.</param>
    /// <returns>The interval, or null where there is none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range or the confidence is not valid.</exception>
    /// <exception cref="FitNotConvergedException">One of the fits did not converge.</exception>
    public static ConfidenceInterval? IntervalOf<TModel, TOther>(
        this Fit<TModel> fit,
        Fit<TOther> other,
        Func<TModel, TOther, double> figure,
        FigureRange range = FigureRange.Positive,
        double confidence = 0.95)
        where TModel : class, IFittedModel<TModel>
        where TOther : class, IFittedModel<TOther>
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(figure);
        ModelArgument.Defined(range);
        ConfidenceInterval.Checked(confidence);
        (TModel one, TOther two) = (fit.Model, other.Model);
        double? variance = Variance(fit, model => figure(model, two), range) + Variance(other, model => figure(one, model), range);
        return variance is { } sum ? Around(figure(one, two), Math.Sqrt(sum), range, confidence) : null;
    }

    // On the scale of the link; null where there is no covariance or the figure has no finite slope.
    private static double? Variance<TModel>(Fit<TModel> fit, Func<TModel, double> figure, FigureRange range)
        where TModel : class, IFittedModel<TModel>
    {
        if (fit.Covariance.IsEmpty || !double.IsFinite(Link(figure(fit.Model), range)))
        {
            return null;
        }

        ImmutableArray<double> parameters = fit.Model.Parameters;
        int n = parameters.Length;
        var slope = new double[n];
        for (int i = 0; i < n; i++)
        {
            double up = Link(figure(Shifted(parameters, i, Math.Exp(Step), fit.Unit)), range);
            double down = Link(figure(Shifted(parameters, i, Math.Exp(-Step), fit.Unit)), range);
            slope[i] = (up - down) / (2.0 * Step);
        }

        double variance = 0.0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                variance += slope[i] * slope[j] * fit.Covariance[i][j] / (parameters[i] * parameters[j]);
            }
        }

        return double.IsFinite(variance) ? Math.Max(0.0, variance) : null;

        static TModel Shifted(ImmutableArray<double> parameters, int index, double factor, ModelUnit unit) =>
            TModel.FromParameters(parameters.SetItem(index, parameters[index] * factor), unit);
    }

    private static ConfidenceInterval Around(double estimate, double error, FigureRange range, double confidence)
    {
        double reach = Quantiles.Normal(0.5 * (1.0 + ConfidenceInterval.Checked(confidence))) * error;
        double center = Link(estimate, range);
        return new ConfidenceInterval(estimate, Unlink(center - reach, range), Unlink(center + reach, range), confidence, "delta method");
    }

    private static double Link(double figure, FigureRange range) => range switch
    {
        FigureRange.Positive => Math.Log(figure),
        FigureRange.Probability => Math.Log(figure) - LogSpace.Log1P(-figure),
        _ => figure,
    };

    private static double Unlink(double linked, FigureRange range) => range switch
    {
        FigureRange.Positive => Math.Exp(linked),
        FigureRange.Probability => LogSpace.Logistic(linked),
        _ => linked,
    };
}
