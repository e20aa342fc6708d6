using NodaTime;
using Retention.Metrics;
using Retention.Metrics.Hosting;

namespace Acme.Metrics;

/// <summary>Events in, figures out: nothing of the library's JSON is configured here.</summary>
public static class MetricsApplication
{
    public static WebApplication Create(params string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<EventStore>();
        builder.Services.AddRetentionMetrics(builder.Configuration, static (scope, _) => Task.FromResult(new RetentionData(scope.GetRequiredService<EventStore>().History)));
        WebApplication app = builder.Build();

        app.MapPost("/events", async (SubscriptionEvent[] events, EventStore store, IRetentionMetrics metrics) =>
        {
            HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = store.Add(events);
            if (check.Findings.Count > 0)
            {
                return Results.Json(check, statusCode: StatusCodes.Status422UnprocessableEntity);
            }

            await metrics.RefreshAsync();
            return Results.NoContent();
        });

        app.MapGet("/report/{year:int}", async (int year, IRetentionMetrics metrics) =>
        {
            RetentionSnapshot snapshot = await metrics.GetAsync();
            return snapshot.Timeline.Report(snapshot.Months.Year(year));
        });

        app.MapPost("/roll-forward/{year:int}", (int year, SubscriptionEvent[] events) =>
        {
            HistoryCheck<SubscriptionHistory, SubscriptionFinding> check = SubscriptionHistory.Check(events);
            if (check.Findings.Count > 0)
            {
                return Results.Json(check, statusCode: StatusCodes.Status422UnprocessableEntity);
            }

            ReportingPeriods months = ReportingCalendar.Months(DateTimeZone.Utc).From(new YearMonth(year, 1)).To(new YearMonth(year, 12));
            return Results.Ok(RevenueTimeline.FromHistory(check.History).RollForward(months));
        });

        return app;
    }
}
