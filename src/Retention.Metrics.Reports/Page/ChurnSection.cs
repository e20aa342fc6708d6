using System.Globalization;
using NodaTime.Text;
using Retention.Metrics.Reports.Answers;
using Retention.Metrics.Reports.Charts;

namespace Retention.Metrics.Reports.Page;

/// <summary>Why, when and after what customers left, the largest losses, and who holds the revenue.</summary>
internal sealed class ChurnSection(ReportAnswers answers, ReportCharts charts)
{
    private const int MostLosses = 10;

    public void Write(PageWriter page)
    {
        page.Section("churn", "Why customers leave", answers.ChurnPeriods is { } over ? $"Over {Over(over)}." : "No period is complete.");
        page.Grid();
        if (answers.Reasons is { } reasons)
        {
            page.Chart(charts["churn-reasons"], Table("Churn by reason", ChurnLine.Of(reasons), answers.Losses!.ChurnMrr), ["A churn has the reason of the subscription that ended last; reasons add up to all churn."]);
        }

        if (answers.Triggers is { } triggers)
        {
            page.Chart(
                charts["churn-triggers"],
                Table("Churn by what came before", ChurnLine.Of(triggers), answers.Losses!.ChurnMrr),
                [$"What happened within {answers.Window} before a churn. A churn after several of them counts under each; that something came before does not make it the cause."]);
        }

        if (answers.Tenure is { } tenure)
        {
            page.Chart(charts["churn-tenure"], TenureTable(tenure), ["Churned customers out of those at risk, by whole months since the first payment when a period began."]);
        }

        if (answers.Concentration is { } held)
        {
            page.Chart(
                charts["concentration"],
                ConcentrationTable(held),
                [
                    held.TotalMrr.IsZero
                        ? "Nobody pays."
                        : $"The {FigureCell.Count(held.Largest.Count).Text} largest of {FigureCell.Count(held.PayingCustomers).Text} paying customers hold {FigureCell.Share(held.Share, "").Text} of the MRR at the end of {answers.Periods[answers.Headline!.Value].Name}.",
                ]);
        }

        page.EndGrid();
        if (answers.Losses is { } losses)
        {
            _ = page.Html.Line().Open("div", ("class", "card whole")).Element("h3", "Largest losses");
            page.Table(LossTable(losses));
            _ = page.Html.Close("div");
        }

        page.EndSection();
    }

    private static string Over(ReportingPeriods periods) => periods.Count == 1 ? periods[0].Name : $"{periods[0].Name} to {periods[^1].Name}";

    private static PageTable Table(string caption, IReadOnlyList<ChurnLine> lines, RecurringRevenue all) => new(
        caption,
        "Name",
        [new("churnedCustomers", "Churned customers"), new("churnMrr", "Churned MRR"), new("shareOfChurnMrr", "Share of churned MRR")],
        [
            .. lines.Select(line => new PageRow(
                line.Code, line.Name, [FigureCell.Count(line.Customers), FigureCell.Amount(line.Mrr.Monthly), FigureCell.Share(Ratio.Of(line.Mrr, all), UndefinedReason.NoChurn)])),
        ]);

    private static PageTable TenureTable(ChurnByTenure tenure) => new(
        "Churn by tenure",
        "Months since the first payment",
        [new("atRisk", "At risk"), new("churned", "Churned"), new("hazard", "Churn")],
        [
            .. tenure.Whole.Select(month => new PageRow(
                Number(month.Month), Number(month.Month), [FigureCell.Count(month.AtRisk), FigureCell.Count(month.Churned), FigureCell.Share(month.Hazard, "nobody at risk")])),
        ]);

    private static PageTable ConcentrationTable(RevenueConcentration held)
    {
        RecurringRevenue sum = RecurringRevenue.Zero(held.TotalMrr.Currency);
        var rows = new List<PageRow>();
        foreach (CustomerRevenue one in held.Largest)
        {
            sum += one.Mrr;
            rows.Add(new PageRow(
                one.Customer.Value,
                one.Customer.Value,
                [FigureCell.Amount(one.Mrr.Monthly), FigureCell.Share(Ratio.Of(one.Mrr, held.TotalMrr), "nobody pays"), FigureCell.Share(Ratio.Of(sum, held.TotalMrr), "nobody pays")]));
        }

        return new("The largest customers", "Customer", [new("mrr", "MRR"), new("share", "Share"), new("cumulativeShare", "Together with those above")], rows);
    }

    private PageTable LossTable(LostRevenue losses)
    {
        (string Movement, RevenueLoss Loss)[] all =
        [
            .. losses.Churned.Select(loss => ("churn", loss)).Concat(losses.Contracted.Select(loss => ("contraction", loss))).OrderByDescending(one => one.loss.Mrr).Take(MostLosses),
        ];
        return new(
            $"The {Number(all.Length)} largest losses of {Over(answers.ChurnPeriods!)}, in {answers.Currency.Code}; in all {FigureCell.Amount(losses.ChurnMrr.Monthly).Text} churned and {FigureCell.Amount(losses.ContractionMrr.Monthly).Text} contraction",
            "Customer",
            [new("amountMrr", "Lost MRR"), new("beforeMrr", "Before"), new("afterMrr", "After"), new("movement", "Movement"), new("at", "Date")],
            [
                .. all.Select(one => new PageRow(
                    one.Loss.Customer.Value,
                    one.Loss.Customer.Value,
                    [
                        FigureCell.Amount(one.Loss.Mrr.Monthly),
                        FigureCell.Amount(one.Loss.Movement.Before.Monthly),
                        FigureCell.Amount(one.Loss.Movement.After.Monthly),
                        FigureCell.Of(one.Movement),
                        FigureCell.Of(one.Loss.Movement.At is { } at ? LocalDatePattern.Iso.Format(StartOfDay.DateAt(at, answers.Periods.Zone)) : one.Loss.Movement.Period.Name),
                    ])),
            ]);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
