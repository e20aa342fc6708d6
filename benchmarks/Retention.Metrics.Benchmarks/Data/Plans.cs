using System.Globalization;

namespace Retention.Metrics.Benchmarks.Data;

/// <summary>Five plans, assigned to customers by their number.</summary>
internal static class Plans
{
    private static readonly string[] Names = ["free", "basic", "team", "pro", "enterprise"];

    public static string Of(int customer) => Names[customer % Names.Length];

    public static Customer[] Customers(int count) =>
        [.. Enumerable.Range(0, count).Select(customer => new Customer(customer.ToString(CultureInfo.InvariantCulture), [new("plan", Of(customer))]))];

    public static Segmentation Segmentation(Customer[] customers) => Metrics.Segmentation.By(customers, "plan");
}
