using System.Text.Json.Serialization;

namespace Retention.Metrics.Modeling;

/// <summary>How a fit ended.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<FitOutcome>))]
public enum FitOutcome
{
    /// <summary>An interior maximum was found: the gradient vanishes and the curvature is negative in every direction.</summary>
    Converged,

    /// <summary>The likelihood keeps rising towards the edge of the parameters, where the model becomes a simpler one.</summary>
    Boundary,

    /// <summary>The data do not determine the parameters: the likelihood is flat in some direction.</summary>
    NotIdentified,

    /// <summary>No maximum was found.</summary>
    Failed,
}

/// <summary>The outcome of a fit with the simpler model or the reason, where there is one.</summary>
/// <param name="Outcome">How the fit ended.</param>
/// <param name="SimplerModel">At a boundary, the model that the data ask for; otherwise null.</param>
/// <param name="Reason">What was found, in words; null for a converged fit.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("the Fit of a model")]
public sealed record FitStatus(FitOutcome Outcome, string? SimplerModel = null, string? Reason = null) : IJsonAnswer
{
    /// <summary>The status of a fit that found its maximum.</summary>
    public static FitStatus Converged { get; } = new(FitOutcome.Converged);

    /// <summary>A likelihood that rises towards the edge of the parameters.</summary>
    /// <param name="simplerModel">The model at the edge.</param>
    /// <param name="reason">Which parameters run where.</param>
    /// <returns>The status.</returns>
    public static FitStatus Boundary(string simplerModel, string reason) => new(FitOutcome.Boundary, simplerModel, reason);

    /// <summary>A likelihood that is flat in some direction.</summary>
    /// <param name="reason">Which direction, or what is missing in the data.</param>
    /// <returns>The status.</returns>
    public static FitStatus NotIdentified(string reason) => new(FitOutcome.NotIdentified, null, reason);

    /// <summary>No maximum found.</summary>
    /// <param name="reason">What went wrong.</param>
    /// <returns>The status.</returns>
    public static FitStatus Failed(string reason) => new(FitOutcome.Failed, null, reason);

    /// <summary>The outcome in one line.</summary>
    /// <returns>For example <c>Boundary (geometric): alpha and beta grow without bound</c>.</returns>
    public override string ToString() =>
        Outcome + (SimplerModel is null ? string.Empty : $" ({SimplerModel})") + (Reason is null ? string.Empty : $": {Reason}");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("outcome", Outcome);
        json.Add("simplerModel", SimplerModel);
        json.Add("reason", Reason);
    }
}
