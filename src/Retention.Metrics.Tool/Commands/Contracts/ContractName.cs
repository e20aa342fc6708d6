using System.Text.Json;
using Retention.Metrics.Modeling;
using Retention.Metrics.Tool.Commands.Lifetime;

namespace Retention.Metrics.Tool.Commands.Contracts;

/// <summary>A model of contracts by the name it has on the command line.</summary>
/// <param name="Name">The name.</param>
/// <param name="Title">The name in print.</param>
/// <param name="Fit">Fits it to customers by renewal.</param>
/// <param name="Read">Reads the JSON of a fit.</param>
internal sealed record ContractName(string Name, string Title, Func<ContractName, RiskTable, ModelUnit, FittedModel> Fit, Func<ContractName, string, FittedModel> Read)
    : FitName(Name, Title)
{
    public static IReadOnlyList<ContractName> All { get; } =
    [
        Of<ShiftedBetaGeometric>("sbg", (table, unit) => ShiftedBetaGeometric.Fit(table, unit)),
        Of<BetaDiscreteWeibull>("bdw", (table, unit) => BetaDiscreteWeibull.Fit(table, unit)),
        Of<Geometric>("geometric", (table, unit) => Geometric.Fit(table, unit)),
    ];

    public static ContractName Named(string name) => All.Single(model => model.Name == name);

    /// <summary>Reads the JSON of a fit, by itself or in what <c>retention contracts fit</c> writes.</summary>
    public static FittedModel ReadFit(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            JsonElement fit = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("fit", out JsonElement inner) ? inner : root;
            string? title = fit.ValueKind == JsonValueKind.Object && fit.TryGetProperty("model", out JsonElement model) ? model.GetString() : null;
            ContractName name = All.FirstOrDefault(one => one.Title == title)
                ?? throw new InvalidDataException($"it is no fit of {string.Join(", ", All.Select(one => one.Title))}, as contracts fit --format json writes it");
            return name.Read(name, fit.GetRawText());
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or InvalidOperationException)
        {
            throw new InvalidDataException($"it is no fit: {unreadable.Message}", unreadable);
        }
    }

    public override string ToString() => Name;

    private static ContractName Of<TModel>(string name, Func<RiskTable, ModelUnit, Fit<TModel>> fit)
        where TModel : ContractModel, IFittedModel<TModel> =>
        new(name, TModel.ModelName, (self, table, unit) => FittedModel.Of(self, fit(table, unit)), (self, json) => FittedModel.Of(self, FitJson.Read<TModel>(json)));
}
