using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Retention.Metrics.Modeling;

/// <summary>A limit that a fit runs into: the simpler model there, which parameters ran away, and what the data identify of them.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("the Fit of a model")]
public sealed record FitLimit : IJsonAnswer
{
    /// <summary>Makes a limit.</summary>
    /// <param name="model">The simpler model.</param>
    /// <param name="ranAway">The names of the parameters that have no value there.</param>
    /// <param name="ratio">The figure that stays finite, such as <c>s / beta</c>; null where there is none.</param>
    /// <param name="value">Its estimate; null where there is none.</param>
    public FitLimit(string model, ImmutableArray<string> ranAway, string? ratio = null, double? value = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        RanAway = ranAway.IsDefault ? [] : ranAway;
        Ratio = ratio;
        Value = value;
    }

    /// <summary>The simpler model, such as <c>one dropout rate for all</c>.</summary>
    public string Model { get; }

    /// <summary>The parameters that ran away, without bound or to 0; they have no standard error.</summary>
    public ImmutableArray<string> RanAway { get; }

    /// <summary>The figure of them that the data identify, such as <c>s / beta</c>; null where there is none.</summary>
    public string? Ratio { get; }

    /// <summary>The estimate of <see cref="Ratio"/>.</summary>
    public double? Value { get; }

    /// <summary>Whether both limits are the same.</summary>
    /// <param name="other">Another limit.</param>
    /// <returns>True where model, parameters and ratio are equal.</returns>
    public bool Equals(FitLimit? other) =>
        other is not null
        && string.Equals(Model, other.Model, StringComparison.Ordinal)
        && RanAway.SequenceEqual(other.RanAway, StringComparer.Ordinal)
        && string.Equals(Ratio, other.Ratio, StringComparison.Ordinal)
        && Nullable.Equals(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Model, Ratio, Value);

    /// <summary>The limit in one line.</summary>
    /// <returns>For example <c>one dropout rate for all: s, beta ran away, s / beta = 0.0534</c>.</returns>
    public override string ToString() =>
        Model
        + (RanAway.IsEmpty ? string.Empty : $": {string.Join(", ", RanAway)} ran away")
        + (Ratio is null ? string.Empty : FormattableString.Invariant($", {Ratio} = {Value:G6}"));

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("model", Model);
        json.AddAll("ranAway", RanAway);
        json.Add("ratio", Ratio);
        json.Add("value", Value);
    }
}
