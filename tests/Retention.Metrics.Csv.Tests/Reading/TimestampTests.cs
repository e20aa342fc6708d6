using NodaTime;
using NodaTime.Text;

namespace Retention.Metrics.Csv.Tests.Reading;

public sealed class TimestampTests
{
    [Theory]
    [InlineData("2025-03-14", "2025-03-14T00:00:00Z")]
    [InlineData("2025-03-14T09:30", "2025-03-14T09:30:00Z")]
    [InlineData("2025-03-14 09:30:15", "2025-03-14T09:30:15Z")]
    [InlineData("2025-03-14T09:30:15.25", "2025-03-14T09:30:15.25Z")]
    [InlineData("2025-03-14T09:30:15.123456789Z", "2025-03-14T09:30:15.123456789Z")]
    [InlineData("2025-03-14 09:30:15 UTC", "2025-03-14T09:30:15Z")]
    [InlineData("2025-03-14T09:30:15+02:00", "2025-03-14T07:30:15Z")]
    [InlineData("2025-03-14 09:30:15+0545", "2025-03-14T03:45:15Z")]
    [InlineData("2025-03-14 09:30:15-05", "2025-03-14T14:30:15Z")]
    [InlineData("2024-02-29", "2024-02-29T00:00:00Z")]
    public void ATimestamp_OfIso8601_IsRead(string written, string expected) =>
        Assert.Equal(InstantPattern.ExtendedIso.Parse(expected).Value, Read(written, DateTimeZone.Utc).History[0].OrderedAt);

    [Theory]
    [InlineData("14.03.2025")]
    [InlineData("03/14/2025")]
    [InlineData("2025/03/14")]
    [InlineData("20250314")]
    [InlineData("2025-3-14")]
    [InlineData("2025-03-14T24:00")]
    [InlineData("2025-03-14T09:60")]
    [InlineData("2025-03-14T09:30:60")]
    [InlineData("2025-03-14T")]
    [InlineData("2025-03-14T09")]
    [InlineData("2025-03-14T09:30+19:00")]
    [InlineData("2025-03-14T09:30+1")]
    [InlineData("2025-03-14T09:30:15.")]
    [InlineData("2025-03-14x")]
    [InlineData("1741944615")]
    [InlineData("2025-02-29")]
    [InlineData("2025-13-01")]
    [InlineData("0000-01-01")]
    [InlineData("٢٠٢٥-٠٣-١٤")]
    [InlineData("")]
    public void ATimestamp_InAnotherFormat_IsRefused(string written)
    {
        CsvRefusal refusal = Read(written, DateTimeZone.Utc).OnlyRefusal();

        Assert.Equal((2L, "ordered_at", written), (refusal.Line, refusal.Column, refusal.Value));
        Assert.NotEmpty(refusal.Reason);
    }

    [Theory]
    [InlineData("2025-03-30 02:30", "skip")]
    [InlineData("2025-10-26 02:30", "twice")]
    public void ALocalTime_ThatTheClocksSkipOrRepeat_IsRefused(string written, string because) =>
        Assert.Contains(because, Read(written, CsvText.Berlin).OnlyRefusal().Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("2025-03-30 02:30+01:00", "2025-03-30T01:30:00Z")]
    [InlineData("2025-10-26 02:30+02:00", "2025-10-26T00:30:00Z")]
    [InlineData("2025-03-30 03:00", "2025-03-30T01:00:00Z")]
    [InlineData("2025-07-01", "2025-06-30T22:00:00Z")]
    public void ATime_WithAnOffsetOrPlainInItsZone_IsRead(string written, string expected) =>
        Assert.Equal(InstantPattern.ExtendedIso.Parse(expected).Value, Read(written, CsvText.Berlin).History[0].OrderedAt);

    [Theory]
    [InlineData("9999-12-31 23:59")]
    [InlineData("9999-12-31T23:59:59-05:00")]
    public void ATime_AfterTheLastInstant_IsRefused(string written) =>
        Assert.Contains("9999", Read(written, DateTimeZoneProviders.Tzdb["America/New_York"]).OnlyRefusal().Reason, StringComparison.Ordinal);

    [Fact]
    public void ADate_WhoseMidnightIsSkipped_StartsWhenTheClocksGoOn()
    {
        DateTimeZone beirut = DateTimeZoneProviders.Tzdb["Asia/Beirut"];

        Assert.Equal(beirut.AtStartOfDay(new LocalDate(2025, 3, 30)).ToInstant(), Read("2025-03-30", beirut).History[0].OrderedAt);
    }

    private static OrderImport Read(string written, DateTimeZone zone) =>
        CsvText.Orders($"customer_id,ordered_at,amount\nc1,\"{written}\",5\n", new CsvImportOptions { Zone = zone });
}
