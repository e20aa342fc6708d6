using Retention.Metrics.Modeling;

namespace Retention.Metrics.Tool.Commands.Lifetime;

/// <summary>A model by the name it has on the command line.</summary>
/// <param name="Name">The name.</param>
/// <param name="Title">The name in print.</param>
internal record FitName(string Name, string Title);

/// <summary>A model of orders.</summary>
/// <param name="Name">The name.</param>
/// <param name="Title">The name in print.</param>
/// <param name="Fit">Fits it.</param>
/// <param name="Read">Reads the JSON of a fit.</param>
internal sealed record ModelName(string Name, string Title, Func<ModelName, PurchaseSummary, Currency, FittedModel> Fit, Func<ModelName, string, FittedModel> Read)
    : FitName(Name, Title)
{
    public static ModelName GammaGamma { get; } = new(
        "gamma-gamma",
        Modeling.GammaGamma.ModelName,
        (name, summary, currency) => FittedModel.Of(name, Modeling.GammaGamma.Fit(summary, currency)),
        (name, json) => FittedModel.Of(name, FitJson.Read<GammaGamma>(json)));

    /// <summary>Models of how often customers order.</summary>
    public static IReadOnlyList<ModelName> OfOrders { get; } = [Of<BgNbd>("bg-nbd"), Of<MbgNbd>("mbg-nbd"), Of<ParetoNbd>("pareto-nbd")];

    public static IReadOnlyList<ModelName> All { get; } = [.. OfOrders, GammaGamma];

    public override string ToString() => Name;

    public FittedModel FitTo(PurchaseSummary summary, Currency currency) => Fit(this, summary, currency);

    private static ModelName Of<TModel>(string name)
        where TModel : class, IPurchaseModel<TModel> =>
        new(name, TModel.ModelName, (self, summary, _) => FittedModel.Of(self, TModel.Fit(summary)), (self, json) => FittedModel.Of(self, FitJson.Read<TModel>(json)));
}
