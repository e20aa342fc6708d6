using System.Globalization;
using System.Text.Json.Serialization;

namespace Retention.Metrics.Modeling;

/// <summary>An estimate with the range that the data leave open.</summary>
/// <param name="Estimate">The estimate.</param>
/// <param name="Lower">The lower limit.</param>
/// <param name="Upper">The upper limit.</param>
/// <param name="Confidence">The level of confidence, such as 0.95.</param>
/// <param name="Method">How the limits were found, in words.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("DeltaMethod")]
public sealed record ConfidenceInterval(double Estimate, double Lower, double Upper, double Confidence, string Method) : IJsonAnswer
{
    /// <summary>Whether a value lies between the limits, both included.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True between the limits.</returns>
    public bool Contains(double value) => value >= Lower && value <= Upper;

    /// <summary>The estimate with its limits.</summary>
    /// <returns>For example <c>0.243 [0.219, 0.269]</c>.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Estimate:G6} [{Lower:G6}, {Upper:G6}]");

    internal static double Checked(double confidence) => confidence is > 0.0 and < 1.0
        ? confidence
        : throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A level of confidence lies between 0 and 1, both excluded.");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("estimate", Estimate);
        json.Add("lower", Lower);
        json.Add("upper", Upper);
        json.Add("confidence", Confidence);
        json.Add("method", Method);
    }
}

/// <summary>The range of a figure, which its interval should not leave.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<FigureRange>))]
public enum FigureRange
{
    /// <summary>Above 0: the interval is symmetric for its logarithm.</summary>
    Positive,

    /// <summary>Between 0 and 1: the interval is symmetric for its log-odds.</summary>
    Probability,

    /// <summary>Any number: the interval is symmetric for the figure itself.</summary>
    Unbounded,
}
