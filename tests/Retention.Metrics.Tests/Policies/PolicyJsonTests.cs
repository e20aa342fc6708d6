namespace Retention.Metrics.Tests.Policies;

/// <summary>What JSON of a policy is refused, and what the refusal says.</summary>
public sealed class PolicyJsonTests
{
    [Fact]
    public void WhatIsLeftOut_IsTheDefaults()
    {
        Assert.Equal(MetricPolicy.Default, MetricPolicy.FromJson("{}"));
        Assert.Equal(MetricPolicy.Default with { Netting = Netting.PerDay }, MetricPolicy.FromJson("""{ "netting": "perDay" }"""));
        Assert.Equal(MetricPolicy.Default, MetricPolicy.FromJson("""{ "involuntaryChurnAfterDays": null, "reactivationWindowDays": null }"""));
    }

    [Fact]
    public void EveryPreset_ComesBack() => Assert.All(PolicyPreset.All, preset => Assert.Equal(preset.Policy, MetricPolicy.FromJson(preset.Policy.ToJson())));

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("{ \"netting\": }", "not JSON")]
    [InlineData("[]", "JSON object")]
    [InlineData("\"perEvent\"", "JSON object")]
    [InlineData("null", "JSON object")]
    [InlineData("{ \"nettings\": \"perEvent\" }", "'nettings'")]
    [InlineData("{ \"Netting\": \"perEvent\" }", "'Netting'")]
    [InlineData("{ \"netting\": \"PerEvent\" }", "perPeriod, perDay, perEvent")]
    [InlineData("{ \"netting\": 2 }", "perPeriod, perDay, perEvent")]
    [InlineData("{ \"netting\": null }", "perPeriod, perDay, perEvent")]
    [InlineData("{ \"netting\": \"perEvent\", \"netting\": \"perDay\" }", "twice")]
    [InlineData("{ \"involuntaryChurnAfterDays\": \"14\" }", "whole number of days")]
    [InlineData("{ \"involuntaryChurnAfterDays\": 1.5 }", "whole number of days")]
    [InlineData("{ \"involuntaryChurnAfterDays\": -1 }", "0 to 3650")]
    [InlineData("{ \"involuntaryChurnAfterDays\": 3651 }", "0 to 3650")]
    [InlineData("{ \"reactivationWindowDays\": 36501 }", "0 to 36,500")]
    [InlineData("{ \"weeksPerYear\": 54.1 }", "0 to 54")]
    [InlineData("{ \"weeksPerYear\": null }", "a number")]
    [InlineData("{ \"daysPerYear\": -0.5 }", "0 to 372")]
    [InlineData("{ \"reactivationInNetChurn\": \"true\" }", "true or false")]
    [InlineData("{ \"reactivationInQuickRatio\": 1 }", "true or false")]
    public void BadInput_IsRefused_AndSaysWhatIsLegal(string json, string says) =>
        Assert.Contains(says, Assert.Throws<FormatException>(() => MetricPolicy.FromJson(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Nothing_IsRefused() => Assert.Throws<ArgumentNullException>(() => MetricPolicy.FromJson(null!));

    [Fact]
    public void SettingsThatContradictEachOther_AreRefused() =>
        Assert.Throws<ArgumentException>(() => MetricPolicy.FromJson("""{ "churnDenominator": "upForRenewal", "samePeriodJoiners": "counted" }"""));
}
