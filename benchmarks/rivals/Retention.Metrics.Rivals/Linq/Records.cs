using System.Globalization;

namespace Retention.Metrics.Rivals.Linq;

internal enum EventType
{
    Start,
    Upgrade,
    Downgrade,
    Cancel,
    Reactivate,
}

internal sealed record SubscriptionEvent(int CustomerId, int SubscriptionId, EventType Type, DateTime TimestampUtc, decimal MrrAfter);

internal sealed record Order(int CustomerId, DateTime TimestampUtc, decimal Amount);

/// <summary>Reads files line by line into records.</summary>
internal static class Records
{
    public static List<SubscriptionEvent> Events(string path) =>
        [.. Rows(path).Select(cells => new SubscriptionEvent(Number(cells[0]), Number(cells[1]), Enum.Parse<EventType>(cells[2], ignoreCase: true), Time(cells[3]), Amount(cells[4])))];

    public static List<Order> Orders(string path) =>
        [.. Rows(path).Select(cells => new Order(Number(cells[0]), Time(cells[1]), Amount(cells[2])))];

    private static IEnumerable<string[]> Rows(string path) => File.ReadLines(path).Skip(1).Select(line => line.Split(','));

    private static int Number(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);

    private static decimal Amount(string cell) => decimal.Parse(cell, CultureInfo.InvariantCulture) / 100;

    private static DateTime Time(string cell) =>
        DateTime.ParseExact(cell, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
