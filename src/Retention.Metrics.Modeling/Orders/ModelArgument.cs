using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Retention.Metrics.Modeling.Orders;

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

    /// <summary>A rate over a length of time, which tends to an endless sum where it is out of the range of doubles.</summary>
    public static double RateOver(double time, double rate) =>
        rate * time > 0.0
            ? rate * time
            : throw new ArgumentOutOfRangeException(nameof(rate), rate, "A rate of discount over an endless future must be larger for a model of so short times.");

    public static ImmutableArray<double> Count(ImmutableArray<double> values, int count, string modelName) =>
        !values.IsDefault && values.Length == count
            ? values
            : throw new ArgumentException(
                FormattableString.Invariant($"{modelName} has {(values.IsDefault ? 0 : values.Length)} values; expected {count}, one for each parameter."),
                nameof(values));

    /// <summary>A number that sets the amount of work: within its bounds.</summary>
    public static int Within(int value, int least, int most, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= least && value <= most
            ? value
            : throw new ArgumentOutOfRangeException(
                name, value, FormattableString.Invariant($"The number of {name} must be between {least:N0} and {most:N0}."));

    /// <summary>A choice that is defined.</summary>
    public static TChoice Defined<TChoice>(TChoice value, [CallerArgumentExpression(nameof(value))] string name = "")
        where TChoice : struct, Enum =>
        Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"Valid values: {string.Join(", ", Enum.GetNames<TChoice>())}.");
}
