using System.Globalization;
using Retention.Metrics;

namespace DocumentedCode.Policies;

/// <summary>Every cell of every table about a setting is computed from the story, under the policy that its row names.</summary>
public sealed class PolicyTableTests
{
    public static TheoryData<string> Tables => [.. PolicyTable.OfPage().Select(table => table.ToString())];

    [Fact]
    public void EverySetting_HasATable() =>
        Assert.Equal(
            MetricPolicy.Default.Settings.Select(setting => setting.Name).Order(StringComparer.Ordinal),
            PolicyTable.OfPage().Select(table => table.Setting).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Tables))]
    public void FirstRow_IsTheDefault_AndAnotherDiffers(string name)
    {
        PolicyTable table = TableOf(name);

        Assert.Equal(MetricPolicy.Default, PolicyOf(table, table.Rows[0]));
        Assert.Contains(table.Rows, row => row.All != table.Rows[0].All);
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void EveryCell_IsWhatTheCodeSays(string name)
    {
        PolicyTable table = TableOf(name);
        foreach (PolicyTable.Row row in table.Rows)
        {
            MetricPolicy policy = PolicyOf(table, row);
            IReadOnlyDictionary<string, (decimal Top, decimal Bottom)> parts = table.Figure is "orders" or "revenue" or "averageOrderValue"
                ? OfOrders(table, policy)
                : OfRevenue(table, policy);
            bool ratio = table.Figure.EndsWith("Rate", StringComparison.Ordinal) || table.Figure is "quickRatio" or "averageOrderValue";
            foreach ((string customer, string cell) in table.Customers.Zip(row.Cells))
            {
                (decimal top, decimal bottom) = parts.GetValueOrDefault(customer);
                Check(cell, top, bottom, ratio, $"{table}, {row.Value}, {customer}");
            }

            Check(row.All, parts.Values.Sum(part => part.Top), parts.Values.Sum(part => part.Bottom), ratio, $"{table}, {row.Value}, all");
        }
    }

    private static void Check(string cell, decimal top, decimal bottom, bool ratio, string where)
    {
        string[] said = (cell.Length == 0 ? "0" : cell).Split('=')[0].Trim().Split('/');
        Assert.True(Number(said[0]) == Math.Round(top, 2), $"{where}: the page says {cell}, the code {top}/{bottom}.");
        Assert.True(!ratio || cell.Length == 0 || Number(said[1]) == Math.Round(bottom, 2), $"{where}: the page says {cell}, the code {top}/{bottom}.");
        Assert.True(!ratio || cell.Length > 0 || bottom == 0m, $"{where}: the page says nothing, the code {top}/{bottom}.");
        if (cell.Split('=') is [_, string share])
        {
            string percent = bottom == 0m ? "undefined" : string.Create(CultureInfo.InvariantCulture, $"{100m * top / bottom:0.0} %");
            Assert.Equal(percent, share.Trim());
        }
    }

    private static Dictionary<string, (decimal Top, decimal Bottom)> OfRevenue(PolicyTable table, MetricPolicy policy)
    {
        RevenueTimeline timeline = RevenueTimeline.FromHistory(PoliciesPage.History, policy);
        RollForwardRow row = timeline.RollForward(PoliciesPage.Months).Single(row => row.Period.Name == table.Month);
        (RevenueFigure Figure, int Sign)[] top = table.Figure switch
        {
            "customerChurnRate" => [(RevenueFigure.LostCustomers, 1)],
            "netMrrChurnRate" when policy.ReactivationInNetChurn => [(RevenueFigure.ChurnMrr, 1), (RevenueFigure.ContractionMrr, 1), (RevenueFigure.ExpansionMrr, -1), (RevenueFigure.ReactivationMrr, -1)],
            "netMrrChurnRate" => [(RevenueFigure.ChurnMrr, 1), (RevenueFigure.ContractionMrr, 1), (RevenueFigure.ExpansionMrr, -1)],
            "quickRatio" when policy.ReactivationInQuickRatio => [(RevenueFigure.NewMrr, 1), (RevenueFigure.ExpansionMrr, 1), (RevenueFigure.ReactivationMrr, 1)],
            "quickRatio" => [(RevenueFigure.NewMrr, 1), (RevenueFigure.ExpansionMrr, 1)],
            _ => [(Enum.Parse<RevenueFigure>(table.Figure, ignoreCase: true), 1)],
        };
        (RevenueFigure Figure, int Sign)[] bottom = table.Figure switch
        {
            "customerChurnRate" => [(RevenueFigure.CustomersAtRisk, 1)],
            "netMrrChurnRate" => [(RevenueFigure.OpeningMrr, 1)],
            "quickRatio" => [(RevenueFigure.ContractionMrr, 1), (RevenueFigure.ChurnMrr, 1)],
            _ => [],
        };
        Ratio? rate = table.Figure switch
        {
            "customerChurnRate" => row.CustomerChurnRate,
            "netMrrChurnRate" => row.NetMrrChurnRate,
            "quickRatio" => row.QuickRatio,
            _ => null,
        };
        var parts = new[] { "ada", "bo", "cy", "dee", "eve" }.ToDictionary(customer => customer, customer => (Sum(customer, top), Sum(customer, bottom)), StringComparer.Ordinal);
        if (rate is { } shown)
        {
            Assert.Equal(shown.Value, parts.Values.Sum(part => part.Item2) == 0m ? null : parts.Values.Sum(part => part.Item1) / parts.Values.Sum(part => part.Item2));
        }

        return parts;

        decimal Sum(string customer, (RevenueFigure Figure, int Sign)[] figures) => figures.Sum(one => one.Sign * timeline.Explain(PoliciesPage.Months, one.Figure)
            .Where(contribution => contribution.Customer.Value == customer && contribution.Period == row.Period)
            .Sum(contribution => one.Figure.ToString().EndsWith("Mrr", StringComparison.Ordinal) ? contribution.Amount.Monthly.Amount : contribution.Count));
    }

    private static Dictionary<string, (decimal Top, decimal Bottom)> OfOrders(PolicyTable table, MetricPolicy policy)
    {
        OrderTimeline timeline = OrderTimeline.FromHistory(PoliciesPage.Orders, policy);
        OrderContribution[] orders = [.. timeline.Explain(PoliciesPage.Months, OrderFigure.Orders).Where(one => one.Period.Name == table.Month)];
        return orders.ToDictionary(one => one.Customer.Value, one => table.Figure == "orders" ? ((decimal)one.Orders, 0m) : (one.Revenue.Amount, one.Orders), StringComparer.Ordinal);
    }

    /// <summary>The default policy with the one setting of the table.</summary>
    private static MetricPolicy PolicyOf(PolicyTable table, PolicyTable.Row row)
    {
        string value = row.Value switch
        {
            "none" => "null",
            "true" or "false" => row.Value,
            _ => Number(row.Value) is { } ? row.Value : $"\"{row.Value}\"",
        };
        return MetricPolicy.FromJson($$"""{ "{{table.Setting}}": {{value}} }""");
    }

    private static PolicyTable TableOf(string name) => PolicyTable.OfPage().Single(table => table.ToString() == name);

    private static decimal? Number(string text) =>
        decimal.TryParse(text.Trim(' ', '*').Replace('−', '-'), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;
}
