using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using NodaTime;
using Retention.Metrics;
using Xunit;

namespace Acme.Metrics.Tests;

/// <summary>The application on a port of this machine, asked over HTTP.</summary>
public sealed class MetricsApplicationTests : IAsyncLifetime
{
    private readonly WebApplication app = MetricsApplication.Create("--urls", "http://127.0.0.1:0");
    private readonly HttpClient client = new();

    public async ValueTask InitializeAsync()
    {
        await app.StartAsync();
        client.BaseAddress = new Uri(app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task EventsAsJson_BecomeARollForward()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionEvent[] events =
        [
            ada.Starts(Instant.FromUtc(2026, 1, 5, 9, 0), RecurringPrice.Monthly(49m, Currency.Eur)),
            ada.Ends(Instant.FromUtc(2026, 3, 5, 9, 0), ChurnReason.Voluntary),
        ];

        HttpResponseMessage response = await client.PostAsJsonAsync("/roll-forward/2026", events, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        JsonElement march = (await Answer(response)).GetProperty("periods")[2];
        Assert.Equal("2026-03", march.GetProperty("period").GetString());
        Assert.Equal("49.00", march.GetProperty("churnMrr").GetRawText());
        Assert.Equal("""{"value":1,"numerator":1,"denominator":1}""", march.GetProperty("customerChurnRate").GetRawText());
        Assert.Equal("588000000", march.GetProperty("exact").GetProperty("churnMrr").GetString());
    }

    [Fact]
    public async Task EventsThatWereSent_AreInTheReport()
    {
        Subscription ada = Subscription.Of("ada");
        SubscriptionEvent[] events =
        [
            ada.Starts(Instant.FromUtc(2026, 1, 5, 9, 0), RecurringPrice.Monthly(49m, Currency.Eur)),
            ada.Ends(Instant.FromUtc(2026, 3, 5, 9, 0), ChurnReason.Voluntary),
        ];

        Assert.Equal(HttpStatusCode.NoContent, (await client.PostAsJsonAsync("/events", events, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.PostAsJsonAsync("/events", new SubscriptionEvent[] { ada.Ends(Instant.FromUtc(2026, 5, 5, 9, 0)) }, TestContext.Current.CancellationToken)).StatusCode);

        JsonElement report = await Answer(await client.GetAsync("/report/2026", TestContext.Current.CancellationToken));
        JsonElement march = report.GetProperty("rollForward").GetProperty("periods")[2];
        Assert.Equal("49.00", march.GetProperty("churnMrr").GetRawText());
        Assert.Equal(12, report.GetProperty("trailingYear").GetProperty("periods").GetArrayLength());
    }

    [Fact]
    public async Task EventsThatCannotBeTrue_AreFindings()
    {
        HttpResponseMessage response = await client.PostAsJsonAsync(
            "/roll-forward/2026", new SubscriptionEvent[] { Subscription.Of("ada").Ends(Instant.FromUtc(2026, 3, 5, 9, 0)) }, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("endedWhileNotLive", (await Answer(response)).GetProperty("findings")[0].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task AnUnknownCurrency_IsABadRequest()
    {
        using var content = new StringContent(
            """[{"kind":"started","subscription":"s","customer":"c","at":"2026-01-05T09:00:00Z","price":{"amount":{"amount":1,"currency":"EURO"},"interval":{"unit":"month"}}}]""",
            Encoding.UTF8,
            "application/json");

        HttpResponseMessage response = await client.PostAsync("/roll-forward/2026", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static async Task<JsonElement> Answer(HttpResponseMessage response) =>
        await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
}
