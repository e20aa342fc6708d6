using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Retention.Metrics.Modeling;

/// <summary>A fitted model: its parameters, how sure they are, how well it fits, and whether the fit may be trusted.</summary>
/// <remarks>
/// <para><see cref="Model"/> is there only for a fit that converged; the figures of any other are asked for by name, with
/// <see cref="ModelDespiteStatus"/>. A fit is immutable, needs none of its data, and survives a round trip through
/// <see cref="FitJson"/>.</para>
/// </remarks>
/// <typeparam name="TModel">The model.</typeparam>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("FitJson.Read")]
public sealed class Fit<TModel> : IEquatable<Fit<TModel>>, IJsonAnswer
    where TModel : class, IFittedModel<TModel>
{
    internal Fit(
        TModel model,
        double logLikelihood,
        double gradientNorm,
        ImmutableArray<ImmutableArray<double>> covariance,
        long customers,
        int distinctRows,
        FitStatus status,
        FitSearch? search = null,
        ImmutableArray<FitLimit> limits = default)
    {
        ModelDespiteStatus = model;
        LogLikelihood = logLikelihood;
        GradientNorm = gradientNorm;
        Covariance = covariance;
        Customers = customers;
        DistinctRows = distinctRows;
        Status = status;
        Search = search;
        Limits = limits.IsDefault ? [] : limits;
        Parameters =
        [
            .. TModel.ParameterNames.Select((name, i) =>
                new FittedParameter(name, model.Parameters[i], covariance.IsEmpty || double.IsNaN(covariance[i][i]) ? null : Math.Sqrt(covariance[i][i]))),
        ];
    }

    /// <summary>The model's name, as its authors call it.</summary>
    public string ModelName => TModel.ModelName;

    /// <summary>The model, where the fit converged.</summary>
    /// <exception cref="FitNotConvergedException">The fit did not converge.</exception>
    public TModel Model => IsConverged ? ModelDespiteStatus : throw new FitNotConvergedException(ModelName, Status);

    /// <summary>
    /// The model of the highest likelihood: <see cref="Model"/> where the fit converged, and at a boundary the limit, as far out as makes no
    /// difference to any figure.
    /// </summary>
    /// <remarks>Figures of a limit are those of the simpler model that <see cref="Limits"/> names; they have no intervals.</remarks>
    /// <exception cref="FitNotConvergedException">The data do not determine the model, or no maximum was found.</exception>
    public TModel ModelAtSupremum => Status.Outcome is FitOutcome.Converged or FitOutcome.Boundary
        ? ModelDespiteStatus
        : throw new FitNotConvergedException(ModelName, Status);

    /// <summary>The model at the best parameters found, whatever the status.</summary>
    public TModel ModelDespiteStatus { get; }

    /// <summary>How the fit ended.</summary>
    public FitStatus Status { get; }

    /// <summary>How many starts were climbed from and how many reached the top; null where the fit needs no search, as of leavers over decisions.</summary>
    public FitSearch? Search { get; }

    /// <summary>The limits that the fit runs into, or that the data do not tell it from; empty for a fit that converged.</summary>
    public ImmutableArray<FitLimit> Limits { get; }

    /// <summary>Whether an interior maximum was found.</summary>
    public bool IsConverged => Status.Outcome == FitOutcome.Converged;

    /// <summary>The parameters with their standard errors, in the model's order.</summary>
    public ImmutableArray<FittedParameter> Parameters { get; }

    /// <summary>The unit of the data and of the parameters that carry one.</summary>
    public ModelUnit Unit => ModelDespiteStatus.Unit;

    /// <summary>The log-likelihood summed over all customers, in <see cref="Unit"/>; −∞ where none could be evaluated.</summary>
    public double LogLikelihood { get; }

    /// <summary>The largest derivative of the log-likelihood with respect to the logarithm of a parameter.</summary>
    public double GradientNorm { get; }

    /// <summary>The covariance of the estimates, rows and columns in the order of the parameters; empty where the curvature gives none.</summary>
    /// <remarks>NaN in the rows and columns of parameters that ran away to an edge, which have no variance.</remarks>
    public ImmutableArray<ImmutableArray<double>> Covariance { get; }

    /// <summary>The number of customers behind the fit.</summary>
    public long Customers { get; }

    /// <summary>The number of different rows among them.</summary>
    public int DistinctRows { get; }

    /// <summary>Akaike's criterion, 2 k − 2 ln L; comparable between fits to the same data in the same unit.</summary>
    public double Aic => (2.0 * Parameters.Length) - (2.0 * LogLikelihood);

    /// <summary>Schwarz's criterion, k ln n − 2 ln L, with n the number of customers.</summary>
    public double Bic => (Parameters.Length * Math.Log(Customers)) - (2.0 * LogLikelihood);

    /// <summary>The estimate of a parameter.</summary>
    /// <param name="name">The name of the parameter.</param>
    /// <exception cref="ArgumentException">The model has no parameter of that name.</exception>
    public FittedParameter this[string name] =>
        Parameters.FirstOrDefault(parameter => string.Equals(parameter.Name, name, StringComparison.Ordinal))
        ?? throw new ArgumentException(
            $"{ModelName} has no parameter '{name}'; its parameters are {string.Join(", ", TModel.ParameterNames)}.", nameof(name));

    /// <summary>Whether all figures are equal.</summary>
    /// <param name="other">Another fit.</param>
    /// <returns>True where parameters, unit, likelihood, covariance, counts, status, search and limits are equal.</returns>
    public bool Equals(Fit<TModel>? other) =>
        other is not null
        && Parameters.SequenceEqual(other.Parameters)
        && Unit == other.Unit
        && LogLikelihood.Equals(other.LogLikelihood)
        && GradientNorm.Equals(other.GradientNorm)
        && Customers == other.Customers
        && DistinctRows == other.DistinctRows
        && Status == other.Status
        && Search == other.Search
        && Limits.SequenceEqual(other.Limits)
        && Covariance.SelectMany(row => row).SequenceEqual(other.Covariance.SelectMany(row => row));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Fit<TModel>);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ModelName, LogLikelihood, Customers, DistinctRows, Status);

    /// <summary>The fit in one line.</summary>
    /// <returns>The model, its parameters, its log-likelihood and its status.</returns>
    public override string ToString() =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{ModelName} ({string.Join(", ", Parameters.Select(p => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{p.Name} {p.Value:G6}")))}), log-likelihood {LogLikelihood:F4} per {Unit}, {Customers} customers, {Status}");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json) => json.AddFields(writer => FitJson.WriteFields(writer, this));
}
