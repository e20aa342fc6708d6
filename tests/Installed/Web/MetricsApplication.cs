using NodaTime;
using Retention.Metrics;

namespace Acme.Metrics;

/// <summary>Events in, figures out: nothing of the library's JSON is configured here.</summary>
public static class MetricsApplication
{
    public static WebApplication Create(params string[] args)
    {
        WebApplication app = WebApplication.CreateBuilder(args).Build();

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
