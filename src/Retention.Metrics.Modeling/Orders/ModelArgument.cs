using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Retention.Metrics.Modeling;

/// <summary>The checks that the models' boundaries share.</summary>
internal static class ModelArgument
{
    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value > 0.0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"The parameter {name} is a finite number above 0.");

    public static double Time(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= 0.0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"The {name} is a finite length of time, 0 or more.");

    public static double Rate(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value > 0.0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "A rate of discount over an endless future is a finite number above 0.");

    public static ImmutableArray<double> Count(ImmutableArray<double> values, int count, string modelName) =>
        values.Length == count
            ? values
            : throw new ArgumentException($"{modelName} has {count} parameters; {values.Length} were given.", nameof(values));
}
