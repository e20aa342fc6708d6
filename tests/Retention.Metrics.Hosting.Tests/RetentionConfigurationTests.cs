using System.Text;
using Microsoft.Extensions.Configuration;

namespace Retention.Metrics.Hosting.Tests;

public sealed class RetentionConfigurationTests
{
    [Fact]
    public void EverySetting_IsRead()
    {
        RetentionMetricsOptions options = Read("""
            { "AllowedHosts": "*", "Retention": {
                "zone": "Europe/Berlin", "currency": "EUR", "refreshEvery": "01:30:00", "maxSegments": 5, "maxRateAgeDays": 90,
                "policy": { "pauses": "keepCustomer", "reactivationWindowDays": 30, "reactivationInNetChurn": true, "weeksPerYear": 52.5, "involuntaryChurnAfterDays": null },
                "rates": [ { "date": "2026-01-01", "from": "USD", "to": "EUR", "rate": 0.8 }, { "date": "2026-02-01", "from": "USD", "to": "EUR", "rate": "0.9" } ] } }
            """);

        Assert.Equal("Europe/Berlin", options.Zone.Id);
        Assert.Equal(Currency.Eur, options.Currency);
        Assert.Equal(TimeSpan.FromMinutes(90), options.RefreshEvery);
        Assert.Equal(5, options.MaxSegments);
        Assert.Equal(
            MetricPolicy.Default with { Pauses = PauseRule.KeepCustomer, ReactivationWindowDays = 30, ReactivationInNetChurn = true, WeeksPerYear = 52.5m },
            options.Policy);
        Assert.Equal(0.8m, options.Rates!.Rate(Currency.Usd, Currency.Eur, Facts.Noon(1, 31)));
        Assert.Equal(0.9m, options.Rates.Rate(Currency.Usd, Currency.Eur, Facts.Noon(4, 1)));
    }

    [Fact]
    public void NothingConfigured_IsTheDefault()
    {
        RetentionMetricsOptions options = Read("""{ "Logging": { "LogLevel": { "Default": "Warning" } } }""");

        Assert.Equal(new RetentionMetricsOptions().ToString(), options.ToString());
        Assert.Null(options.Policy);
        Assert.Null(options.Rates);
    }

    [Fact]
    public void APolicy_AsItWasWritten_ComesBack()
    {
        foreach (PolicyPreset preset in PolicyPreset.All)
        {
            Assert.Equal(preset.Policy, Read($$"""{ "retention": { "policy": {{preset.Policy.ToJson()}} } }""").Policy);
            Assert.Equal(preset.Policy, Read($$"""{ "retention": { "Policy": "{{preset.Name.ToLowerInvariant()}}" } }""").Policy);
        }
    }

    [Fact]
    public void ASection_IsReadAsItIs()
    {
        IConfiguration configuration = Json("""{ "Billing": { "Metrics": { "zone": "Asia/Kathmandu" } } }""");
        var options = new RetentionMetricsOptions();

        options.Read(configuration.GetSection("Billing:Metrics"));

        Assert.Equal("Asia/Kathmandu", options.Zone.Id);
    }

    [Theory]
    [InlineData("""{ "zone": "Europe/Berlinn" }""", "Retention:zone is 'Europe/Berlinn'; expected an id of the tz database, such as Europe/Berlin.")]
    [InlineData("""{ "zone": { "id": "Europe/Berlin" } }""", "Retention:zone is not a single value; expected a single value.")]
    [InlineData("""{ "currency": "EURO" }""", "Retention:currency is 'EURO'; expected a currency of ISO 4217, such as EUR.")]
    [InlineData("""{ "refreshEvery": "15" }""", "Retention:refreshEvery is '15'; expected a time of 1 second to 24 days, such as 00:15:00.")]
    [InlineData("""{ "refreshEvery": "00:00:00" }""", "Retention:refreshEvery is '00:00:00'; expected a time of 1 second to 24 days, such as 00:15:00.")]
    [InlineData("""{ "maxSegments": 0 }""", "Retention:maxSegments is '0'; expected a whole number, 1 to 1000.")]
    [InlineData("""{ "maxRateAgeDays": "-1" }""", "Retention:maxRateAgeDays is '-1'; expected a whole number, 0 to 36500.")]
    [InlineData("""{ "interval": "00:15:00" }""", "There is no setting 'Retention:interval'; there are zone, policy, currency, rates, maxRateAgeDays, refreshEvery, maxSegments.")]
    [InlineData("""{ "policy": "chartmogull" }""", "Retention:policy is 'chartmogull'; expected settings of a policy, or one of Default, ChartMogul, Stripe, Baremetrics, ProfitWell, Recurly, SaaSMetricsBoard.")]
    [InlineData("""{ "policy": { "pauses": "sometimes" } }""", "Retention:policy: The setting pauses is \"sometimes\"; expected ")]
    [InlineData("""{ "policy": { "pause": "churn" } }""", "Retention:policy: There is no setting 'pause'; there are ")]
    [InlineData("""{ "rates": "0.8" }""", "Retention:rates is '0.8'; expected a list of rates with date, from, to and rate.")]
    [InlineData("""{ "rates": [ { "date": "2026-01-01", "from": "USD", "to": "EUR" } ] }""", "Retention:rates:0 has no rate; expected date, from, to and rate.")]
    [InlineData("""{ "rates": [ { "date": "1/1/2026", "from": "USD", "to": "EUR", "rate": 0.8 } ] }""", "Retention:rates:0:date is '1/1/2026'; expected a date such as 2026-01-31.")]
    [InlineData("""{ "rates": [ { "date": "2026-01-01", "from": "USD", "to": "EUR", "rate": "0,8" } ] }""", "Retention:rates:0:rate is '0,8'; expected a number above 0, with a point.")]
    [InlineData("""{ "rates": [ { "date": "2026-01-01", "from": "USD", "to": "USD", "rate": 1 } ] }""", "Retention:rates: The rate from USD to USD on 2026-01-01 is 1; expected a rate above 0 between two currencies.")]
    [InlineData("""{ "rates": [ { "date": "2026-01-01", "from": "USD", "to": "EUR", "rate": 1, "source": "ECB" } ] }""", "There is no setting 'Retention:rates:0:source'; there are date, from, to, rate.")]
    public void WhatCannotBeRead_NamesItsPathItsValueAndWhatIsExpected(string section, string message)
    {
        InvalidOperationException problem = Assert.Throws<InvalidOperationException>(() => Read($$"""{ "Retention": {{section}} }"""));

        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
    }

    private static RetentionMetricsOptions Read(string json)
    {
        var options = new RetentionMetricsOptions();
        options.Read(Json(json));
        return options;
    }

    private static IConfigurationRoot Json(string json) => new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
}
