namespace Retention.Metrics.Reports.Page;

/// <summary>Why a figure has no value in a period: what would be divided by is 0.</summary>
internal static class UndefinedReason
{
    public const string NoChurn = "nobody churned", NoMembers = "the cohort is empty";

    private static readonly Dictionary<string, string> ByName = new(StringComparer.Ordinal)
    {
        ["customerChurnRate"] = "no customers at risk",
        ["customerRetentionRate"] = "no customers at the start",
        ["grossMrrChurnRate"] = "no MRR at the start",
        ["netMrrChurnRate"] = "no MRR at the start",
        ["grossRevenueRetention"] = "no MRR at the start",
        ["netRevenueRetention"] = "no MRR at the start",
        ["negativeChurn"] = "no MRR at the start",
        ["growthRate"] = "no MRR at the start",
        ["quickRatio"] = "no contraction or churned MRR to divide by",
        ["arpa"] = "no customers at the end",
        ["averageSalePrice"] = "no new customers",
        ["expansionShare"] = "no new, reactivation or expansion MRR",
        ["trailing12Nrr"] = "no MRR twelve months before the end",
        ["trailing12Grr"] = "no MRR twelve months before the end",
        ["trailing12ChurnRate"] = "no customers twelve months before the end",
        ["averageOrderValue"] = "no orders",
        ["purchaseFrequency"] = "nobody ordered",
        ["repeatCustomerRate"] = "nobody ordered",
        ["returningCustomerRate"] = "nobody ordered",
        ["revenuePerCustomer"] = "nobody ordered",
        ["activityRetentionRate"] = "nobody was active in the period before",
        ["stickiness"] = "nobody was active",
        ["meanDaysBetweenOrders"] = "no customer has ordered again",
        ["medianDaysBetweenOrders"] = "no customer has ordered again",
    };

    public static string Of(string figure) => ByName.GetValueOrDefault(figure, "nothing to divide by");
}
