using NodaTime;
using Retention.Metrics.Modeling;

namespace Retention.Metrics.Tests.Promises;

/// <summary>Samples, with a fit and what follows from one.</summary>
internal static class Examples
{
    private static readonly Lazy<Fit<BgNbd>> Fitted = new(() => BgNbd.Fit(Summary()));

    public static Samples Known() => new()
    {
        [typeof(Fit<BgNbd>)] = Fitted.Value,
        [typeof(FitStatus)] = Fitted.Value.Status,
        [typeof(FittedParameter)] = Fitted.Value.Parameters[0],
        [typeof(PurchaseSummary)] = Summary(),
        [typeof(LocalDate)] = new LocalDate(2026, 4, 1),
    };

    private static PurchaseSummary Summary() => PurchaseSummary.Of(
        [.. Enumerable.Range(0, 60).Select(i => new CustomerPurchases($"c{i.ToString(System.Globalization.CultureInfo.InvariantCulture)}", new PurchaseHistory(i % 7, i % 7 == 0 ? 0 : 5 + (i % 11), 20 + (i % 5)), 20m * (i % 7)))], ModelUnit.Week);
}
