using System.Globalization;
using NodaTime.Text;
using Retention.Metrics.Modeling;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Commands.Lifetime;

/// <summary>Repeat orders week by week, made and expected.</summary>
internal static class TrackingAnswer
{
    public static Answer Of(PurchaseTracking tracking, CalibrationHoldout split, FittedModel fit, OrdersObserved orders) => new()
    {
        Rows = "weeks",
        Columns =
        [
            new("week"), new("first"), new("last"), new("phase"), new("actual"), new("expected"), new("cumulativeActual"), new("cumulativeExpected"), new("newInHoldout", Group: null),
        ],
        Data = [.. tracking.Weeks.Select(week => Row(week, split))],
        Head = LifetimeAnswers.HeadOf(split, fit, orders),
        Notes =
        [
            LifetimeAnswers.StatusLine(fit),
            LifetimeAnswers.NewInHoldout(split),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{tracking.Customers} customers; {tracking.HoldoutActual} repeat orders came in the holdout, {tracking.HoldoutExpected:0.0} were expected of new customers of their ages"),
            orders.Basis.ToString(),
        ],
    };

    private static AnswerRow Row(TrackingWeek week, CalibrationHoldout split) => new(
        [
            Cell.Count(week.Number),
            Cell.Text(LocalDatePattern.Iso.Format(week.First)),
            Cell.Text(LocalDatePattern.Iso.Format(week.Last)),
            Cell.Text(week.IsHoldout ? "holdout" : "calibration"),
            Cell.Count(week.Actual),
            ModelCell.Number(week.Expected, "0.0"),
            Cell.Count(week.CumulativeActual),
            ModelCell.Number(week.CumulativeExpected, "0.0"),
            Cell.Count(split.NewInHoldout),
        ]);
}
