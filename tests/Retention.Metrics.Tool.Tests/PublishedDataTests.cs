using System.Globalization;
using System.Text.Json;
using Retention.Metrics.TestData;

namespace Retention.Metrics.Tool.Tests;

public sealed class PublishedDataTests
{
    /// <summary>The MRR playbook of dbt Labs: 121 subscription periods, and what its models make of them.</summary>
    [Fact]
    public void MrrPlaybook_GivesItsOwnRows()
    {
        string file = SharedData.Path("data", "mrr-playbook-subscription-periods.csv");
        JsonElement expected = Example("D-01").GetProperty("expected");
        JsonElement[] rows = [.. expected.GetProperty("rows").EnumerateArray()];

        JsonElement[] periods = ToolRun.Periods("report", "--subscriptions", file, "--from", "2018-01", "--to", "2020-02");

        Assert.Equal(26, rows.Length);
        Assert.Equal(rows.Length, periods.Length);
        foreach ((JsonElement row, JsonElement period) in rows.Zip(periods))
        {
            // Its columns: month, mrr, active, new, reactivation, upgrade, downgrade, churn; the last two are negative.
            Assert.Equal(row[0].GetString(), period.GetProperty("period").GetString());
            Assert.Equal(
                new[] { row[1], row[3], row[4], row[5] }.Select(number => number.GetDecimal()).Concat([-row[6].GetDecimal(), -row[7].GetDecimal(), row[2].GetDecimal()]),
                new[] { "closingMrr", "newMrr", "reactivationMrr", "expansionMrr", "contractionMrr", "churnMrr", "closingCustomers" }.Select(name => period.GetProperty(name).GetDecimal()));
        }
    }

    [Fact]
    public void MrrPlaybook_GivesItsRetention()
    {
        string file = SharedData.Path("data", "mrr-playbook-subscription-periods.csv");
        Dictionary<string, JsonElement> periods = ToolRun.Periods("report", "--subscriptions", file, "--from", "2018-01", "--to", "2020-02").ToDictionary(period => period.GetProperty("period").GetString()!, StringComparer.Ordinal);

        foreach (JsonElement row in Example("D-01").GetProperty("expected").GetProperty("retention").EnumerateArray())
        {
            JsonElement period = periods[row.GetProperty("month").GetString()!];

            Assert.Equal(row.GetProperty("start_mrr").GetDecimal(), period.GetProperty("openingMrr").GetDecimal());
            Assert.Equal(row.GetProperty("renewal_min").GetDecimal(), period.GetProperty("grossRevenueRetention").GetProperty("numerator").GetDecimal());
            Assert.Equal(row.GetProperty("grr").GetDecimal(), Math.Round(period.GetProperty("grossRevenueRetention").GetProperty("value").GetDecimal(), 6));
            Assert.Equal(row.GetProperty("nrr").GetDecimal(), Math.Round(period.GetProperty("netRevenueRetention").GetProperty("value").GetDecimal(), 6));
            Assert.Equal(row.GetProperty("logo_lost").GetDecimal(), period.GetProperty("customerChurnRate").GetProperty("numerator").GetDecimal());
            Assert.Equal(row.GetProperty("logo_start").GetDecimal(), period.GetProperty("customerChurnRate").GetProperty("denominator").GetDecimal());
        }
    }

    /// <summary>The CDNOW sample of Fader and Hardie, against sums over the lines of the file.</summary>
    [Fact]
    public void Cdnow_AgreesWithPlainSums_MonthByMonth()
    {
        string file = SharedData.Path("data", "cdnow-sample-transactions.csv");
        var months = File.ReadLines(file).Skip(1).Select(line => line.Split(',')).Select(cells => (Customer: cells[0], Month: cells[2][..7], Amount: decimal.Parse(cells[4], CultureInfo.InvariantCulture)))
            .GroupBy(order => order.Month, StringComparer.Ordinal).OrderBy(month => month.Key, StringComparer.Ordinal).ToArray();

        JsonElement[] periods = ToolRun.Periods("report", "--orders", file, "--map", "ordered_at=date", "--currency", "USD");

        Assert.Equal(months.Select(month => month.Key), periods.Select(period => period.GetProperty("period").GetString()));
        Assert.Equal(18, periods.Length);
        foreach ((var month, JsonElement period) in months.Zip(periods))
        {
            decimal revenue = month.Sum(order => order.Amount);
            int[] ordersOfEach = [.. month.GroupBy(order => order.Customer, StringComparer.Ordinal).Select(customer => customer.Count())];

            Assert.Equal(month.Count(), period.GetProperty("orders").GetInt32());
            Assert.Equal(revenue, period.GetProperty("revenue").GetDecimal());
            Assert.Equal(ordersOfEach.Length, period.GetProperty("uniqueCustomers").GetInt32());
            Near(revenue / month.Count(), period.GetProperty("averageOrderValue"));
            Near((decimal)month.Count() / ordersOfEach.Length, period.GetProperty("purchaseFrequency"));
            Near((decimal)ordersOfEach.Count(orders => orders >= 2) / ordersOfEach.Length, period.GetProperty("repeatCustomerRate"));
            Near(revenue / ordersOfEach.Length, period.GetProperty("revenuePerCustomer"));
        }
    }

    // Twelve significant digits are printed.
    private static void Near(decimal expected, JsonElement rate) => Assert.InRange(rate.GetProperty("value").GetDecimal() / expected, 1m - 1e-11m, 1m + 1e-11m);

    private static JsonElement Example(string id)
    {
        foreach (string line in File.ReadLines(SharedData.Path("examples.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.GetProperty("id").GetString() == id)
            {
                return document.RootElement.Clone();
            }
        }

        throw new InvalidDataException($"There is no example {id}.");
    }
}
