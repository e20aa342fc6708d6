using System.Globalization;
using System.Text.Json;

namespace Retention.Metrics.Modeling.Tests;

/// <summary>Comparison of numbers by relative difference, with a message that shows both.</summary>
internal static class Close
{
    public static void To(double expected, double actual, double relative, string what = "", double absolute = 0.0)
    {
        bool close = actual.Equals(expected) || Math.Abs(actual - expected) <= Math.Max(relative * Math.Abs(expected), absolute);
        if (!close)
        {
            Assert.Fail(string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: expected {expected:R}, was {actual:R}, relative difference {Math.Abs(actual - expected) / Math.Abs(expected):E2}, allowed {relative:E0}"));
        }
    }

    public static double Number(this JsonElement element, string name) => element.GetProperty(name).GetDouble();
}
