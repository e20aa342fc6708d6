using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Retention.Metrics.Tests.Cohorts;

/// <summary>The CDNOW customers of Fader and Hardie: 23,570 who first bought in the first quarter of 1997, until June 1998, against a group-by of pandas.</summary>
public sealed class CdnowCohorts
{
    [Fact]
    public void EveryCell_IsThatOfTheExpectedTable()
    {
        OrderTimeline orders = OrdersOf(SharedData.Require("cdnow-master-transactions.csv"));
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(SharedData.Require(Path.Combine("expected", "cohorts-cdnow.json"))));

        OrderCohortTable table = orders.Cohorts(ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(1997, 1)).To(new YearMonth(1998, 6)));

        JsonElement[] cohorts = [.. expected.RootElement.GetProperty("cohorts").EnumerateArray()];
        Assert.Equal(3, cohorts.Length);
        for (int i = 0; i < table.Count; i++)
        {
            if (i < cohorts.Length)
            {
                AssertIs(cohorts[i], table[i]);
            }
            else
            {
                Assert.Equal(0, table[i].Size);
            }
        }

        AssertNear(Numbers(expected.RootElement, "weightedRetentionByPeriod"), table.Average.Select(cell => cell!.CustomerRetention.Value));
    }

    private static void AssertIs(JsonElement expected, OrderCohort cohort)
    {
        OrderCohortCell[] cells = [.. cohort.OfType<OrderCohortCell>()];
        Assert.Equal(expected.GetProperty("cohort").GetString(), cohort.Period!.Name);
        Assert.Equal(expected.GetProperty("size").GetInt64(), cohort.Size);
        Assert.Equal(Numbers(expected, "active"), cells.Select(cell => (decimal)cell.Customers));
        Assert.Equal(Numbers(expected, "transactions"), cells.Select(cell => (decimal)cell.Orders));
        Assert.Equal(Numbers(expected, "revenue"), cells.Select(cell => cell.Revenue.Amount));
        Assert.Equal(Numbers(expected, "customersWithLastPurchaseAtOrAfterPeriod"), cells.Select(cell => (decimal)cell.CustomersOnOrAfter));
        AssertNear(Numbers(expected, "retentionRate"), cells.Select(cell => cell.CustomerRetention.Value));
        AssertNear(Numbers(expected, "cumulativeRevenuePerCustomer"), cells.Select(cell => cell.RevenuePerMember.Value));
    }

    private static void AssertNear(decimal[] expected, IEnumerable<decimal?> found)
    {
        decimal?[] values = [.. found];
        Assert.Equal(expected.Length, values.Length);
        Assert.All(expected.Zip(values), pair => Assert.InRange(pair.Second!.Value, pair.First * (1m - 1e-9m), pair.First * (1m + 1e-9m)));
    }

    private static decimal[] Numbers(JsonElement parent, string name) => [.. parent.GetProperty(name).EnumerateArray().Select(number => number.GetDecimal())];

    private static OrderTimeline OrdersOf(string path)
    {
        var customers = new List<int>();
        var at = new List<Instant>();
        var cents = new List<long>();
        foreach (string line in File.ReadLines(path).Skip(1))
        {
            string[] parts = line.Split(',');
            customers.Add(int.Parse(parts[0], CultureInfo.InvariantCulture));
            at.Add(LocalDatePattern.Iso.Parse(parts[1]).Value.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant());
            cents.Add((long)(decimal.Parse(parts[3], CultureInfo.InvariantCulture) * 100m));
        }

        return OrderTimeline.FromColumns<int>(Currency.Usd, [.. customers], [.. at], [.. cents]);
    }
}
