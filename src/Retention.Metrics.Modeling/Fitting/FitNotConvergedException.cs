namespace Retention.Metrics.Modeling;

/// <summary>Thrown where the model of a fit that did not converge is used without saying so.</summary>
public sealed class FitNotConvergedException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="modelName">The model that was fitted.</param>
    /// <param name="status">How the fit ended.</param>
    public FitNotConvergedException(string modelName, FitStatus status)
        : base($"The fit of {modelName} did not converge. {status}. Where its figures are wanted all the same, use ModelDespiteStatus.")
    {
        ModelName = modelName;
        Status = status;
    }

    /// <summary>The model that was fitted.</summary>
    public string ModelName { get; }

    /// <summary>How the fit ended.</summary>
    public FitStatus Status { get; }
}
