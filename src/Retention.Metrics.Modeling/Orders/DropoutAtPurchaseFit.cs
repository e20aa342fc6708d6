using Retention.Metrics.Modeling.Fitting;

namespace Retention.Metrics.Modeling.Orders;

/// <summary>The fit of BG/NBD and MBG/NBD.</summary>
internal static class DropoutAtPurchaseFit
{
    public static Fit<TModel> Of<TModel>(PurchaseSummary summary, bool firstPurchaseMayEndIt, TModel? warmStart)
        where TModel : class, IFittedModel<TModel> => PurchaseFitting.Fit(
            PurchaseFitting.Compress(summary),
            rows => new DropoutAtPurchaseLikelihood(rows, firstPurchaseMayEndIt),
            (interval, _) => Chart(interval),
            summary.Unit,
            warmStart);

    // Parameters r, alpha, a, b over ln(r / alpha), ln r, ln(a / b), ln b.
    private static Chart Chart(double interval) => new(
        [
            .. PurchaseFitting.Rates,
            .. BetaCoordinates.Of(
                "a",
                "b",
                first: 2,
                "dropout probability",
                new Edge(-32.0, "NBD without dropout", "a tends to 0 against b: no customer is seen to leave", []),
                new Edge(32.0, "dropout at the first chance", "b tends to 0 against a: no customer outlasts the first chance to leave", []),
                "dropout or none at all",
                "a and b tend to 0: some customers leave at once, the others never"),
        ],
        [[0, 1, 0, 0], [-1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 0, 1]],
        [1.0, interval, 1.0, 1.0]);
}
