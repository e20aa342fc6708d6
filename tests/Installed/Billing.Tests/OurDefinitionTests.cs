using Harbour.Billing.Figures;
#region billing-policy-test
using Retention.Metrics;
using Xunit;
#endregion

namespace Harbour.Billing.Tests;

public sealed class OurDefinitionTests
{
    #region billing-policy-test
    [Fact]
    public void Policy_IsTheDefault_ButForLaidUpBoats() =>
        Assert.Equal(MetricPolicy.Default with { Pauses = PauseRule.KeepCustomer }, OurDefinition.Policy);

    [Fact]
    public void Policy_NamesEverySetting_SoThatANewDefaultChangesNothingHere()
    {
        string pinned = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "metric-policy.json"));

        Assert.All(MetricPolicy.Default.Settings, setting => Assert.Contains($"\"{setting.Name}\":", pinned, StringComparison.Ordinal));
    }
    #endregion
}
