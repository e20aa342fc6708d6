using FsCheck;
using FsCheck.Fluent;

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
    [InlineData("{ \"\\uD800\": 1 }", "surrogate")]
    [InlineData("{ \"netting\": \"\\uDC00\" }", "surrogate")]
    public void BadInput_IsRefused_AndSaysWhatIsLegal(string json, string says) =>
        Assert.Contains(says, Assert.Throws<FormatException>(() => MetricPolicy.FromJson(json)).Message, StringComparison.Ordinal);

    /// <summary>Policies with characters left out, doubled, exchanged and put in, and hostile pieces between them.</summary>
    [Fact]
    public void AnyText_IsAPolicy_OrIsRefusedAsDocumented() =>
        Laws.Check(
            Arb.From(from policy in Any.MetricPolicy.Generator from edits in Edit.ListOf(4) select edits.Aggregate(policy.ToJson(), (json, edit) => edit(json))),
            json =>
            {
                if (Record.Exception(() => MetricPolicy.FromJson(json)) is { } refused)
                {
                    Assert.True(refused is FormatException || refused.GetType() == typeof(ArgumentException), $"{json}: {refused}");
                    Assert.NotEmpty(refused.Message);
                }
                else
                {
                    Assert.Equal(MetricPolicy.FromJson(json), MetricPolicy.FromJson(MetricPolicy.FromJson(json).ToJson()));
                }
            },
            times: 2_000);

    private static Gen<Func<string, string>> Edit =>
        from at in Gen.Choose(0, 1_000)
        from length in Gen.Choose(0, 12)
        from piece in Gen.Elements(
            "", "", "\"", "\\", "\\uD800", "\\uDC00\\uD800", "\ud800", "\udc00", "\0", "\u202e", "{", "}", "[", "]", ",", ":", "null", "true", "-", "1e999", "-1e-999", "0.1", "99999999999999999999", "NaN",
            "\"netting\": \"perDay\",", "\"netting\"", "upForRenewal", "counted", new string('[', 100), new string('9', 400), "/* */", "\ufeff")
        select (Func<string, string>)(json =>
        {
            int start = at % (json.Length + 1);
            return json[..start] + piece + json[Math.Min(json.Length, start + length)..];
        });

    [Fact]
    public void HalfOfASurrogatePair_IsRefused() => Assert.Contains("surrogate", Assert.Throws<FormatException>(() => MetricPolicy.FromJson("{ \"netting\": \"\uD800\" }")).Message, StringComparison.Ordinal);

    [Fact]
    public void Nothing_IsRefused() => Assert.Throws<ArgumentNullException>(() => MetricPolicy.FromJson(null!));

    [Fact]
    public void SettingsThatContradictEachOther_AreRefused() =>
        Assert.Throws<ArgumentException>(() => MetricPolicy.FromJson("""{ "churnDenominator": "upForRenewal", "samePeriodJoiners": "counted" }"""));
}
