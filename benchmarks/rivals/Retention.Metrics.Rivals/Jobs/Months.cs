namespace Retention.Metrics.Rivals.Jobs;

/// <summary>The UTC months of the data, 2022-01 to 2025-12, numbered from 0.</summary>
internal static class Months
{
    public const int Count = 48;

    /// <summary>Days from 1970-01-01 to the first month.</summary>
    public const int FirstDay = 18_993;

    public const long FirstSecond = FirstDay * SecondsPerDay;

    public const long SecondsPerDay = 86_400;

    private const int FirstMonth = 2022 * 12;

    public static readonly DateTime Start = new(2022, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The month of a day, days counted from the first one.</summary>
    public static readonly byte[] OfDay = [.. Enumerable.Range(0, 1461).Select(day => (byte)Of(Start.AddDays(day)))];

    public static int Of(DateTime time) => (time.Year * 12) + time.Month - 1 - FirstMonth;

    /// <summary>The month as answers have it: 202201.</summary>
    public static int Number(int month) => ((2022 + (month / 12)) * 100) + (month % 12) + 1;
}
