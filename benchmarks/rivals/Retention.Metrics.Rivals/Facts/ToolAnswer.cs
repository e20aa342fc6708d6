using System.Globalization;
using Retention.Metrics.Rivals.Jobs;

namespace Retention.Metrics.Rivals.Facts;

/// <summary>Reads the figures of a job from the CSV that the tool prints.</summary>
internal static class ToolAnswer
{
    private static readonly string[] RollForwardMoney = ["openingMrr", "newMrr", "expansionMrr", "contractionMrr", "churnMrr", "reactivationMrr", "closingMrr"];
    private static readonly string[] RollForwardCounts = ["openingCustomers", "newCustomers", "churnedCustomers", "reactivatedCustomers", "closingCustomers"];
    private static readonly string[] RollForwardRates = ["customerChurnRate", "grossMrrChurnRate", "netMrrChurnRate", "grossRevenueRetention", "netRevenueRetention"];

    public static IReadOnlyList<ResultRow> Read(FactKind kind, string csv)
    {
        string[][] lines = [.. csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r').Split(','))];
        var place = lines[0].Index().ToDictionary(one => one.Item, one => one.Index, StringComparer.Ordinal);
        return [.. lines.Skip(1).Select(cells =>
        {
            long month = long.Parse(cells[place["period"]].Replace("-", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
            return kind == FactKind.Orders
                ? new ResultRow([month, Whole("orders"), Cents("revenue"), Whole("uniqueCustomers")], Number("averageOrderValue") * 100, Number("purchaseFrequency"), Number("returningCustomerRate"))
                : new ResultRow([month, .. RollForwardMoney.Select(Cents), .. RollForwardCounts.Select(Whole)], [.. RollForwardRates.Select(Number)]);

            string Cell(string name) => cells[place[name]];
            long Whole(string name) => long.Parse(Cell(name), CultureInfo.InvariantCulture);
            long Cents(string name) => (long)(decimal.Parse(Cell(name), CultureInfo.InvariantCulture) * 100m);
            double? Number(string name) => Cell(name).Length == 0 ? null : double.Parse(Cell(name), CultureInfo.InvariantCulture);
        })];
    }
}
