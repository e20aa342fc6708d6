using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NodaTime;

namespace Retention.Metrics.Csv.Reading;

/// <summary>Whole seconds or milliseconds since 1970.</summary>
internal static class UnixTime
{
    /// <summary>Milliseconds of March 1973; a number below is one of seconds that was taken for milliseconds.</summary>
    private const long LeastMilliseconds = 100_000_000_000;

    public static bool TryRead(ReadOnlySpan<byte> text, bool isMilliseconds, out Instant instant, [NotNullWhen(false)] out string? problem)
    {
        instant = default;
        string unit = isMilliseconds ? "milliseconds" : "seconds";
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            problem = $"a time is written as a whole number of {unit} since 1970";
            return false;
        }

        if (isMilliseconds && number < LeastMilliseconds)
        {
            problem = "as milliseconds since 1970 it is before March 1973; if it is seconds, say so (DateFormat.UnixSeconds, --date-format unix)";
            return false;
        }

        long most = Instant.FromUtc(9999, 12, 31, 23, 59, 59).ToUnixTimeSeconds();
        if (isMilliseconds ? number / 1000 > most : number > most)
        {
            problem = isMilliseconds
                ? "as milliseconds since 1970 it is after the year 9999"
                : "as seconds since 1970 it is after the year 9999; if it is milliseconds, say so (DateFormat.UnixMilliseconds, --date-format unix-ms)";
            return false;
        }

        problem = null;
        instant = isMilliseconds ? Instant.FromUnixTimeMilliseconds(number) : Instant.FromUnixTimeSeconds(number);
        return true;
    }
}
