using System.Globalization;
using NodaTime;
using NodaTime.Text;
using static Retention.Metrics.Tests.At;

namespace Retention.Metrics.Tests.Examples;

/// <summary>The MRR playbook of dbt Labs: its subscription periods and the 26 months its model makes of them.</summary>
public sealed class MrrPlaybookExample
{
    private const string Source = "derived from github dbt-labs/mrr-playbook data/subscription_periods.csv @f7921cf with models/mrr.sql";

    // The playbook prints contraction and churn below 0; all amounts are positive here.
    private static readonly (string Month, decimal Mrr, long Customers, decimal New, decimal Reactivation, decimal Expansion, decimal Contraction, decimal Churn)[] Rows =
    [
        ("2018-01", 55, 1, 55, 0, 0, 0, 0),
        ("2018-02", 70, 1, 0, 0, 15, 0, 0),
        ("2018-03", 70, 1, 0, 0, 0, 0, 0),
        ("2018-04", 150, 2, 80, 0, 0, 0, 0),
        ("2018-05", 190, 3, 120, 0, 0, 0, 80),
        ("2018-06", 235, 4, 25, 0, 30, 10, 0),
        ("2018-07", 260, 4, 0, 0, 25, 0, 0),
        ("2018-08", 260, 4, 0, 0, 0, 0, 0),
        ("2018-09", 340, 6, 30, 50, 0, 0, 0),
        ("2018-10", 335, 6, 0, 0, 20, 25, 0),
        ("2018-11", 575, 11, 240, 0, 0, 0, 0),
        ("2018-12", 585, 12, 25, 0, 50, 65, 0),
        ("2019-01", 620, 13, 25, 0, 10, 0, 0),
        ("2019-02", 625, 13, 30, 0, 25, 0, 50),
        ("2019-03", 660, 14, 60, 0, 0, 0, 25),
        ("2019-04", 895, 17, 120, 50, 65, 0, 0),
        ("2019-05", 965, 21, 155, 0, 0, 85, 0),
        ("2019-06", 1135, 22, 50, 0, 150, 30, 0),
        ("2019-07", 1350, 26, 205, 50, 0, 40, 0),
        ("2019-08", 1240, 26, 105, 0, 0, 55, 160),
        ("2019-09", 1455, 31, 165, 0, 80, 30, 0),
        ("2019-10", 1680, 36, 220, 0, 80, 75, 0),
        ("2019-11", 1840, 42, 210, 0, 60, 110, 0),
        ("2019-12", 1255, 28, 100, 0, 50, 30, 705),
        ("2020-01", 175, 4, 175, 0, 0, 0, 1255),
        ("2020-02", 0, 0, 0, 0, 0, 0, 175),
    ];

    [Fact]
    [Example("D-01", Source)]
    public void TwentySixMonths()
    {
        RollForward rows = Playbook().RollForward(Months("2018-01", "2020-02"));

        Assert.Equal(
            Rows,
            rows.Select(row => (
                row.Period.Name, row.ClosingMrr.Monthly.Amount, row.ClosingCustomers, row.NewMrr.Monthly.Amount, row.ReactivationMrr.Monthly.Amount,
                row.ExpansionMrr.Monthly.Amount, row.ContractionMrr.Monthly.Amount, row.ChurnMrr.Monthly.Amount)));
    }

    [Theory]
    [InlineData("2019-02", 620, 570, 0.919355, 0.959677, 1, 13)]
    [InlineData("2019-04", 660, 660, 1.0, 1.098485, 0, 14)]
    [InlineData("2019-07", 1135, 1095, 0.964758, 0.964758, 0, 22)]
    [InlineData("2019-08", 1350, 1135, 0.840741, 0.840741, 3, 26)]
    [InlineData("2019-12", 1840, 1105, 0.600543, 0.627717, 17, 42)]
    [Example("D-01", Source)]
    public void Retention(string month, int opening, int kept, double gross, double net, int lost, int customers)
    {
        RollForwardRow row = Playbook().RollForward(Months(month, month))[0];

        Assert.Equal(Ratio.Of(kept, opening), row.GrossRevenueRetention);
        Assert.Equal((decimal)gross, Math.Round(row.GrossRevenueRetention.Value!.Value, 6));
        Assert.Equal((decimal)net, Math.Round(row.NetRevenueRetention.Value!.Value, 6));
        Assert.Equal(Ratio.Of(lost, customers), row.CustomerChurnRate);
    }

    private static RevenueTimeline Playbook() => RevenueTimeline.FromIntervals(File.ReadLines(SharedData.Require("data", "mrr-playbook-subscription-periods.csv"))
        .Skip(1)
        .Select(line => line.Split(','))
        .Select(cells => new RevenueInterval(cells[1], Day(cells[2])!.Value, Day(cells[3]), Mrr(decimal.Parse(cells[4], CultureInfo.InvariantCulture)))));

    private static Instant? Day(string text) => text.Length == 0 ? null : LocalDatePattern.Iso.Parse(text).Value.AtMidnight().InUtc().ToInstant();
}
