namespace Retention.Metrics.Tests.Policies;

public sealed class PolicyPresetTests
{
    [Fact]
    public void Presets_AreThoseOfTheNamesKnown_OursFirst() =>
        Assert.Equal(["Default", "ChartMogul", "Stripe", "Baremetrics", "ProfitWell", "Recurly", "SaaSMetricsBoard"], PolicyPreset.All.Select(preset => preset.Name));

    [Fact]
    public void EverySetting_IsPublishedOnASecurePage_OrOurDefault() =>
        Assert.All(PolicyPreset.All.SelectMany(preset => preset.Settings), setting =>
        {
            if (setting.Source is { } source)
            {
                Assert.True(Uri.TryCreate(source, UriKind.Absolute, out Uri? page) && string.Equals(page.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal), $"{setting.Name}: {source}");
            }
            else
            {
                Assert.Equal(MetricPolicy.Default.Settings.Single(one => string.Equals(one.Name, setting.Name, StringComparison.Ordinal)).Value, setting.Value);
            }
        });

    [Fact]
    public void Settings_AreThoseOfThePolicy() =>
        Assert.All(PolicyPreset.All, preset => Assert.Equal(preset.Policy.Settings, preset.Settings.Select(setting => setting with { Source = null })));

    [Fact]
    public void Default_IsTheDefault_WithoutASource()
    {
        Assert.Equal(MetricPolicy.Default, PolicyPreset.Default.Policy);
        Assert.All(PolicyPreset.Default.Settings, setting => Assert.Null(setting.Source));
    }

    [Fact]
    public void EveryOtherPreset_HasPublishedSomething() =>
        Assert.All(PolicyPreset.All.Skip(1), preset => Assert.Contains(preset.Settings, setting => setting.Source is not null));

    [Fact]
    public void Named_IgnoresCase()
    {
        Assert.All(PolicyPreset.All, preset => Assert.Same(preset, PolicyPreset.Named(preset.Name)));
        Assert.Same(PolicyPreset.ChartMogul, PolicyPreset.Named("chartmogul"));
        Assert.Equal("SaaSMetricsBoard", PolicyPreset.Named("SAASMETRICSBOARD").ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Chart Mogul")]
    [InlineData("stripe ")]
    [InlineData("Maxio")]
    public void Named_RefusesOtherNames_AndListsThoseThereAre(string name)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => PolicyPreset.Named(name));

        Assert.Contains($"'{name}'", refused.Message, StringComparison.Ordinal);
        Assert.All(PolicyPreset.All, preset => Assert.Contains(preset.Name, refused.Message, StringComparison.Ordinal));
    }
}
