using System.Text.Json;
using Retention.Metrics.Modeling;

namespace Retention.Metrics.Tool.Commands.Lifetime;

/// <summary>A fit of any of the models; the model is there whatever its status.</summary>
internal sealed record FittedModel(
    FitName Name,
    object Model,
    ModelUnit Unit,
    IReadOnlyList<FittedParameter> Parameters,
    double LogLikelihood,
    double GradientNorm,
    double Aic,
    double Bic,
    long Customers,
    int DistinctRows,
    FitStatus Status,
    FitSearch? Search,
    IReadOnlyList<FitLimit> Limits,
    string Json)
{
    public bool IsConverged => Status.Outcome == FitOutcome.Converged;

    public static FittedModel Of<TModel>(FitName name, Fit<TModel> fit)
        where TModel : class, IFittedModel<TModel> =>
        new(name, fit.ModelDespiteStatus, fit.Unit, fit.Parameters, fit.LogLikelihood, fit.GradientNorm, fit.Aic, fit.Bic, fit.Customers, fit.DistinctRows, fit.Status, fit.Search, fit.Limits, FitJson.Write(fit));

    /// <summary>Reads the JSON of a fit, by itself or in what <c>retention lifetime fit</c> writes.</summary>
    public static FittedModel Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            JsonElement fit = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("fit", out JsonElement inner) ? inner : root;
            string? title = fit.ValueKind == JsonValueKind.Object && fit.TryGetProperty("model", out JsonElement model) ? model.GetString() : null;
            ModelName name = ModelName.All.FirstOrDefault(one => one.Title == title)
                ?? throw new InvalidDataException($"it is no fit of {string.Join(", ", ModelName.All.Select(one => one.Title))}, as lifetime fit --format json writes it");
            return name.Read(name, fit.GetRawText());
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or InvalidOperationException)
        {
            throw new InvalidDataException($"it is no fit: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>The status in words.</summary>
    public string StatusText => IsConverged ? "converged" : $"did not converge: {Status}";
}
