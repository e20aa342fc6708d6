namespace Retention.Metrics.Tests.Promises;

public sealed partial class JsonMatrixTests
{
    private const string Model = "written as the fit of it";
    private const string Input = "what a model is fitted to, or asked with";

    /// <summary>Types that are not written, and why.</summary>
    private static readonly Dictionary<string, string> NotWritten = new(StringComparer.Ordinal)
    {
        ["ContractModel"] = Model,
        ["BetaDiscreteWeibull"] = Model,
        ["BgBb"] = Model,
        ["BgNbd"] = Model,
        ["GammaGamma"] = Model,
        ["Geometric"] = Model,
        ["MbgNbd"] = Model,
        ["ParetoNbd"] = Model,
        ["ShiftedBetaGeometric"] = Model,
        ["Bootstrap`1"] = "a large sample of models",
        ["CalibrationHoldout"] = Input,
        ["CustomerOpportunities"] = Input,
        ["CustomerPurchases"] = Input,
        ["CustomerSpell"] = Input,
        ["Discounting"] = Input,
        ["HoldoutPurchases"] = Input,
        ["LogRankWeights"] = Input,
        ["ModelUnit"] = Input,
        ["ObservationWindow"] = Input,
        ["OpportunityHistory"] = Input,
        ["OpportunitySummary"] = Input,
        ["PredictionRequest"] = Input,
        ["Purchase"] = Input,
        ["PurchaseHistory"] = Input,
        ["PurchaseSummary"] = Input,
        ["Spell"] = Input,
    };
}
