#region json
using System.Text.Json;
using NodaTime;
using Retention.Metrics;
#endregion

namespace DocumentedCode;

public sealed class JsonPage
{
    [Fact]
    public void EventsIn_FiguresOut()
    {
        #region json
        const string Events = """
            [
              {"kind":"started","subscription":"ada-1","customer":"ada","at":"2026-01-05T09:00:00Z","price":{"amount":{"amount":49.00,"currency":"EUR"},"interval":{"unit":"month"}}},
              {"kind":"ended","subscription":"ada-1","customer":"ada","at":"2026-03-05T09:00:00Z","reason":"voluntary"}
            ]
            """;
        SubscriptionHistory history = JsonSerializer.Deserialize<SubscriptionHistory>(Events)!;
        ReportingPeriods march = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1));
        RollForwardRow row = RevenueTimeline.FromHistory(history).RollForward(march)[0];

        JsonElement json = JsonSerializer.SerializeToElement(row);
        Console.WriteLine(json.GetProperty("churnMrr"));           // 49.00
        Console.WriteLine(json.GetProperty("customerChurnRate"));  // {"value":1,"numerator":1,"denominator":1}
        Console.WriteLine($"{row.CustomerChurnRate:P1} of customers, {row.ChurnMrr:N0}"); // 100.0 % of customers, 49 EUR/month
        #endregion
    }
}
