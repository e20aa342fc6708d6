namespace Retention.Metrics.Tool.Commands.Lifetime;

/// <summary>Figures were asked of a fit that did not converge.</summary>
internal sealed class NotConvergedException(FittedModel fit)
    : Exception($"the fit of {fit.Name.Title} {fit.StatusText}; with {LifetimeCommand.DespiteStatus} it is used all the same");
