namespace Retention.Metrics.Modeling.Fitting;

/// <summary>An edge of a model's parameters where it becomes a simpler model.</summary>
/// <param name="SimplerModel">The model at the edge.</param>
/// <param name="Reason">Which parameters run where.</param>
/// <param name="IsNear">Whether parameters, on their natural scale, have come near the edge.</param>
internal sealed record BoundaryRule(string SimplerModel, string Reason, Func<double[], bool> IsNear);
