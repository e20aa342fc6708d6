using System.Text;
using NodaTime;

namespace Retention.Metrics.Csv.Tests;

/// <summary>Short ways to read a file given as text in a test.</summary>
internal static class CsvText
{
    public static SubscriptionImport Subscriptions(string text, CsvImportOptions? options = null) => CsvImport.Subscriptions(Utf8(text), options);

    public static OrderImport Orders(string text, CsvImportOptions? options = null) => CsvImport.Orders(Utf8(text), options);

    public static MemoryStream Utf8(string text) => new(Encoding.UTF8.GetBytes(text));

    public static Instant Day(int year, int month, int day) => Instant.FromUtc(year, month, day, 0, 0);

    public static DateTimeZone Berlin => DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    /// <summary>The monthly revenue of a history at the start of a day.</summary>
    public static decimal MrrAt(this SubscriptionImport import, int year, int month, int day) =>
        RevenueTimeline.FromHistory(import.History).MrrAt(Day(year, month, day)).Monthly.Amount;

    public static CsvRefusal OnlyRefusal(this CsvImportResult import)
    {
        Assert.Empty(import.Findings);
        return Assert.Single(import.Refusals);
    }

    public static void AddsUp(this CsvImportResult import) =>
        Assert.Equal(import.Rows.Read, import.Rows.Used + import.Rows.Repeated + import.Rows.Superseded + import.Rows.LeftOut + import.Rows.Refused);
}
