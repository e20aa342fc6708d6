using System.Text.Json;
using NodaTime;
using Retention.Metrics;

namespace DocumentedCode.XmlExamples;

public sealed class JsonExamples
{
    [Fact]
    public void RetentionJsonContext_All()
    {
        RevenueTimeline timeline = FiveCustomers.Timeline;
        ReportingPeriods periods = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1));

        #region xml: RetentionJsonContext
        string json = JsonSerializer.Serialize(timeline.RollForward(periods), RetentionJsonContext.Default.RollForward);
        #endregion

        Assert.Equal(JsonSerializer.Serialize(timeline.RollForward(periods)), json);
    }
}
