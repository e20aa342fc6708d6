using System.Globalization;
using System.Text.Json.Serialization;

namespace Retention.Metrics.Modeling;

/// <summary>An expected number of contract periods, or why there is none.</summary>
/// <remarks><c>default</c> has neither; every method gives one or the other.</remarks>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("ContractModel.ExpectedTenure")]
public readonly record struct ExpectedPeriods : IJsonAnswer
{
    private ExpectedPeriods(double? value, string? undefined)
    {
        Value = value;
        Undefined = undefined;
    }

    /// <summary>The number of periods; <see langword="null"/> where it is infinite.</summary>
    public double? Value { get; }

    /// <summary>Why there is no number; <see langword="null"/> where there is one.</summary>
    public string? Undefined { get; }

    /// <summary>Writes the number or the reason.</summary>
    /// <returns>For example <c>8.129</c>.</returns>
    public override string ToString() =>
        Value is { } value ? value.ToString("0.######", CultureInfo.InvariantCulture) : "undefined: " + Undefined;

    internal static ExpectedPeriods Of(double value) => new(value, undefined: null);

    internal static ExpectedPeriods Infinite(string reason) => new(value: null, reason);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("value", Value);
        json.Add("undefined", Undefined);
    }
}
