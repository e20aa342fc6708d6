using System.Globalization;

namespace Retention.Metrics.Benchmarks.Data;

/// <summary>The customers of the logs are numbers.</summary>
internal static class Numbered
{
    public static int Of(CustomerId customer) => int.Parse(customer.Value, CultureInfo.InvariantCulture);
}
