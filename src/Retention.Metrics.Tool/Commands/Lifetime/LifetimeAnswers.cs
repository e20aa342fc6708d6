using System.Globalization;
using NodaTime.Text;
using Retention.Metrics.Modeling;
using Retention.Metrics.Tool.Figures;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Commands.Lifetime;

/// <summary>Tables of fits, predictions and holdouts.</summary>
internal static class LifetimeAnswers
{
    public static Answer Of(FittedModel fit, PurchasesObserved purchases) => FitAnswer.Of(fit, purchases.End, purchases.Head, [StatusLine(fit), purchases.Source]);

    public static Answer Of(PurchasePredictions predictions, FittedModel fit, FittedModel? values, PurchasesObserved purchases, decimal rate, int? atRisk)
    {
        IReadOnlyList<PurchasePrediction> customers = atRisk is { } count ? predictions.AtRisk(count) : predictions.Customers;
        AnswerColumn[] columns =
        [
            new("customer"), new("frequency"), new("recency", Group: null), new("age", Group: null), new("probabilityAlive"), new("probabilityAliveAtHorizon", Group: null), new("expectedOrders"),
            new("discountedOrders", Group: null), .. values is null ? Array.Empty<AnswerColumn>() : [new("expectedOrderValue"), new("lifetimeValue")], new("valueAtRisk"),
        ];
        string horizon = ModelCell.Number(predictions.Request.Horizon, "0.####").Shown;
        return new Answer
        {
            Rows = "customers",
            Columns = columns,
            Data = [.. customers.Select(one => Row(one, values is not null))],
            Head =
            [
                .. purchases.Head,
                Basis.Text("unit", predictions.Unit.Name),
                Basis.Text("end", purchases.End),
                Basis.Cell("horizon", ModelCell.Number(predictions.Request.Horizon)),
                Basis.Cell("discountRate", Cell.Number(rate)),
                .. Head("model", fit),
                .. values is null ? [] : Head("valueModel", values),
            ],
            Notes =
            [
                StatusLine(fit),
                .. values is null ? [] : new[] { StatusLine(values) },
                string.Create(CultureInfo.InvariantCulture, $"from {purchases.End ?? "the end of observation"} {horizon} {predictions.Unit.Name}s ahead, discounted by {rate * 100m:0.##}% a year; {purchases.Source}"),
            ],
        };
    }

    public static Answer Of(HoldoutReport report, CalibrationHoldout split, FittedModel fit, OrdersObserved orders, bool errors)
    {
        // A line of its own for a person; a column in CSV, which has no lines but rows.
        var newInHoldout = new AnswerColumn("newInHoldout", Group: null);
        Answer rows = errors
            ? new Answer
            {
                Rows = "predictors",
                Columns = [new("predictor"), new("expected"), new("actual"), new("meanAbsoluteError"), new("bias"), new("rootMeanSquareError"), newInHoldout],
                Data = [Row(fit.Name.Title, report.Model, split), Row("naive", report.Naive, split)],
            }
            : new Answer
            {
                Rows = "frequencies",
                Columns = [new("frequency"), new("customers"), new("expected"), new("naive"), new("actual"), newInHoldout],
                Data = [.. report.ByFrequency.Select((group, i) => Row(group, i == report.ByFrequency.Length - 1, split))],
            };
        string length = ModelCell.Number(split.Length, "0.####").Shown;
        return rows with
        {
            Head = HeadOf(split, fit, orders),
            Notes =
            [
                StatusLine(fit),
                NewInHoldout(split),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{length} {fit.Unit.Name}s held out: {report.Model.Expected:0.0} orders expected, {report.Naive.Expected:0.0} by each customer's own pace, {report.Model.Actual} came; mean absolute error {report.Model.MeanAbsoluteError:0.000} and {report.Naive.MeanAbsoluteError:0.000} a customer"),
                orders.Basis.ToString(),
            ],
        };
    }

    /// <summary>What JSON says of a holdout.</summary>
    public static KeyValuePair<string, Action<System.Text.Json.Utf8JsonWriter>>[] HeadOf(CalibrationHoldout split, FittedModel fit, OrdersObserved orders) =>
    [
        .. orders.Basis.Head,
        Basis.Text("unit", fit.Unit.Name),
        Basis.Text("calibrationEnd", LocalDatePattern.Iso.Format(split.Calibration.End!.Value)),
        Basis.Text("end", LocalDatePattern.Iso.Format(split.End)),
        Basis.Cell("length", ModelCell.Number(split.Length)),
        Basis.Cell("newInHoldout", Cell.Count(split.NewInHoldout)),
        .. Head("model", fit),
    ];

    public static string NewInHoldout(CalibrationHoldout split) =>
        string.Create(CultureInfo.InvariantCulture, $"{split.NewInHoldout} customers first bought in the holdout and are in no row (newInHoldout)");

    private static AnswerRow Row(PurchasePrediction one, bool valued) => new(
        [
            Cell.Text(one.Customer.Value),
            Cell.Count(one.History.Frequency),
            ModelCell.Number(one.History.Recency, "0.00"),
            ModelCell.Number(one.History.Age, "0.00"),
            ModelCell.Share(one.ProbabilityAlive),
            ModelCell.Share(one.ProbabilityAliveAtHorizon),
            ModelCell.Number(one.ExpectedPurchases, "0.000"),
            ModelCell.Number(one.DiscountedPurchases, "0.000"),
            .. valued ? new[] { ModelCell.Number(one.ExpectedPurchaseValue, "0.00"), one.LifetimeValue is { } value ? Cell.Amount(value) : Cell.Number(null) } : [],
            ModelCell.Number(one.ValueAtRisk, "0.00"),
        ]);

    private static AnswerRow Row(string predictor, HoldoutError error, CalibrationHoldout split) => new(
        [
            Cell.Text(predictor),
            ModelCell.Number(error.Expected, "0.0"),
            Cell.Count(error.Actual),
            ModelCell.Number(error.MeanAbsoluteError),
            ModelCell.Number(error.Bias),
            ModelCell.Number(error.RootMeanSquareError),
            Cell.Count(split.NewInHoldout),
        ]);

    private static AnswerRow Row(HoldoutGroup group, bool last, CalibrationHoldout split) => new(
        [
            Cell.Text(string.Create(CultureInfo.InvariantCulture, $"{group.Frequency}{(last && group.Frequency == LastFrequency ? "+" : "")}")),
            Cell.Count(group.Customers),
            ModelCell.Number(group.Expected, "0.000"),
            ModelCell.Number(group.Naive, "0.000"),
            ModelCell.Number(group.Actual, "0.000"),
            Cell.Count(split.NewInHoldout),
        ]);

    // From here on frequencies are taken together, as the report of the library does.
    private const int LastFrequency = 7;

    private static KeyValuePair<string, Action<System.Text.Json.Utf8JsonWriter>>[] Head(string name, FittedModel fit) =>
        [Basis.Text(name, fit.Name.Title), Basis.Text($"{name}Status", fit.StatusText)];

    public static string StatusLine(FittedModel fit) => $"{fit.Name.Title}, fitted to {fit.Customers.ToString(CultureInfo.InvariantCulture)} customers: {fit.StatusText}";
}
