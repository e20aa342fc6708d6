using Acme.Billing.Reporting;
#region billing-policy-test
using Retention.Metrics;
using Xunit;
#endregion

namespace Acme.Billing.Tests;

public sealed class MetricSettingsTests
{
    #region billing-policy-test
    [Fact]
    public void Policy_IsTheDefault_ExceptForPauses() =>
        Assert.Equal(MetricPolicy.Default with { Pauses = PauseRule.KeepCustomer }, MetricSettings.Policy);

    [Fact]
    public void Policy_NamesEverySetting_SoThatANewDefaultChangesNothingHere()
    {
        string pinned = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "metric-policy.json"));

        Assert.All(MetricPolicy.Default.Settings, setting => Assert.Contains($"\"{setting.Name}\":", pinned, StringComparison.Ordinal));
    }
    #endregion
}
