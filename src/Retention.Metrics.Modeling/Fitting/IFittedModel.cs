using System.Collections.Immutable;

namespace Retention.Metrics.Modeling;

/// <summary>A model that is wholly described by a few positive parameters and a unit.</summary>
/// <typeparam name="TSelf">The model itself.</typeparam>
public interface IFittedModel<TSelf>
    where TSelf : class, IFittedModel<TSelf>
{
    /// <summary>The model's name, as its authors call it.</summary>
    static abstract string ModelName { get; }

    /// <summary>The names of the parameters, in order.</summary>
    static abstract ImmutableArray<string> ParameterNames { get; }

    /// <summary>Makes the model from its parameters.</summary>
    /// <param name="values">One value per name, in the same order.</param>
    /// <param name="unit">The unit of the data.</param>
    /// <returns>The model.</returns>
    static abstract TSelf FromParameters(ImmutableArray<double> values, ModelUnit unit);

    /// <summary>The values of the parameters, in the order of their names.</summary>
    ImmutableArray<double> Parameters { get; }

    /// <summary>The unit of the data.</summary>
    ModelUnit Unit { get; }
}
