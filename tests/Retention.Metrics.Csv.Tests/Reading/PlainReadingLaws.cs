using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Tests.Reading;

/// <summary>The short ways to read a cell say what the long ways say, or nothing.</summary>
public sealed class PlainReadingLaws
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(20_000).WithQuietOnSuccess(true);

    private static readonly Gen<string> Date =
        from year in Gen.Elements("2024", "2025", "1900", "2000", "0001", "0000", "1969", "9998", "9999", "20x5")
        from month in Gen.Elements("01", "02", "06", "10", "12", "00", "13", "1:")
        from day in Gen.Elements("01", "14", "28", "29", "30", "31", "32", "00", "3/")
        from separator in Gen.Frequency((9, Gen.Constant("-")), (1, Gen.Elements("/", "")))
        select $"{year}{separator}{month}-{day}";

    private static readonly Gen<string> Time =
        from hour in Gen.Elements("00", "02", "09", "23", "24", "2a")
        from minute in Gen.Elements("00", "30", "59", "60")
        from second in Gen.Elements(":00", ":15", ":59", ":60", "", ";00")
        from fraction in Gen.Elements("", "", ".5", ".123", ".1234567", ".123456789", ".1234567891", ".", ",5", ".5x")
        from suffix in Gen.Elements("", "", "Z", "z", "ZZ", "Zx", " Z", " UTC", "+01:00", "-0530", "x")
        select $"{hour}:{minute}{second}{fraction}{suffix}";

    private static readonly Gen<string> Timestamp = Gen.OneOf(
        Date,
        from date in Date from separator in Gen.Elements(" ", "T", "t", "x") from time in Time select date + separator + time);

    private static readonly Gen<string> Amount = Gen.OneOf(
        from sign in Gen.Elements("", "", "", "-", "+")
        from whole in Gen.Elements("", "0", "7", "007", "49", "1234", "1230", "12345678", "123456789", "123456789012345678901234567890", "1 2", "1,2", "٣")
        from fraction in Gen.Elements("", "", ".", ".0", ".5", ".99", ".123456", ".1234567", ".5.5", ".x", "e3")
        select sign + whole + fraction,
        Gen.Elements("0", "1", "9", ".", "-", "/", ":").ListOf().Select(parts => string.Concat(parts)));

    public static TheoryData<string> Zones => ["UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Asia/Kathmandu"];

    [Theory]
    [MemberData(nameof(Zones))]
    public void ATimestamp_ReadToTheTick_IsTheInstant(string zone)
    {
        var ofTicks = new TimestampFormat(DateTimeZoneProviders.Tzdb[zone], DateFormat.Iso);
        var ofInstants = new TimestampFormat(DateTimeZoneProviders.Tzdb[zone], DateFormat.Iso);
        Prop.ForAll(Arb.From(Timestamp), written =>
        {
            byte[] text = Encoding.UTF8.GetBytes(written);
            bool read = ofInstants.TryRead(text, out Instant instant, out string? problem);

            Assert.Equal(read, ofTicks.TryReadTicks(text, out long ticks, out string? problemOfTicks));
            Assert.Equal(problem, problemOfTicks);
            Assert.Equal(read ? instant.ToUnixTimeTicks() : 0, ticks);
        }).Check(Settings);
    }

    [Fact]
    public void EveryDay_OfManyYears_IsThatOfTheCalendar()
    {
        for (var day = new LocalDate(1895, 1, 1); day.Year < 2105; day = day.PlusDays(1))
        {
            string written = NodaTime.Text.LocalDatePattern.Iso.Format(day);

            Assert.True(PlainTimestamp.TryRead(Encoding.UTF8.GetBytes(written), out PlainTimestamp read));
            Assert.Equal(day.AtMidnight().InUtc().ToInstant().ToUnixTimeTicks(), read.Ticks);
        }
    }

    [Fact]
    public void TheDays_OfEachMonth_AreThoseOfTheCalendar()
    {
        for (var month = new YearMonth(1, 1); month.Year < 9999; month = month.PlusMonths(1))
        {
            string written = FormattableString.Invariant($"{month.Year:0000}-{month.Month:00}-");
            int days = CalendarSystem.Iso.GetDaysInMonth(month.Year, month.Month);

            Assert.Equal(month.OnDayOfMonth(1).AtMidnight().InUtc().ToInstant().ToUnixTimeTicks(), TicksOf($"{written}01"));
            Assert.Equal(month.OnDayOfMonth(days).AtMidnight().InUtc().ToInstant().ToUnixTimeTicks(), TicksOf(FormattableString.Invariant($"{written}{days}")));
            Assert.Null(TicksOf($"{written}00"));
            Assert.Null(TicksOf(FormattableString.Invariant($"{written}{days + 1}")));
        }

        static long? TicksOf(string written) => PlainTimestamp.TryRead(Encoding.UTF8.GetBytes(written), out PlainTimestamp read) ? read.Ticks : null;
    }

    [Fact]
    public void EveryQuarterHour_AroundTheChangesOfTheClocks_IsThatOfTheZone()
    {
        var ofTicks = new TimestampFormat(CsvText.Berlin, DateFormat.Iso);
        var ofInstants = new TimestampFormat(CsvText.Berlin, DateFormat.Iso);
        for (var local = new LocalDateTime(2025, 3, 20, 0, 0); local < new LocalDateTime(2025, 11, 5, 0, 0); local = local.PlusMinutes(15))
        {
            byte[] text = Encoding.UTF8.GetBytes(NodaTime.Text.LocalDateTimePattern.ExtendedIso.Format(local));

            Assert.Equal(ofInstants.TryRead(text, out Instant instant, out _), ofTicks.TryReadTicks(text, out long ticks, out string? problem));
            Assert.Equal(problem is null ? instant.ToUnixTimeTicks() : 0, ticks);
        }
    }

    [Fact]
    public void AnAmount_ReadToTheMillionth_IsTheAmount()
    {
        int agreed = 0;
        Prop.ForAll(Arb.From(Amount), Arb.From(Gen.Elements<int?>(null, null, 0, 1, 2, 3, 4, 6)), (written, minorDecimals) =>
        {
            byte[] text = Encoding.UTF8.GetBytes(written);
            if (PlainAmount.TryRead(text, minorDecimals, out long millionths, out int decimals))
            {
                Assert.True(AmountFormat.TryRead(text, minorDecimals, Currency.Eur, out Money amount, out _));
                Assert.Equal(amount.Amount * 1_000_000m, millionths);
                Assert.Equal(amount.Amount.Scale, decimals);
                agreed++;
            }
        }).Check(Settings);
        Assert.InRange(agreed, 1000, int.MaxValue);
    }

    [Theory]
    [InlineData("0", 0, 0)]
    [InlineData("0.5", 500_000, 1)]
    [InlineData("49", 49_000_000, 0)]
    [InlineData("99.00", 99_000_000, 2)]
    [InlineData("1.123456", 1_123_456, 6)]
    [InlineData("12345678", 12_345_678_000_000, 0)]
    [InlineData("123456.7", 123_456_700_000, 1)]
    [InlineData("12345678.123456", 12_345_678_123_456, 6)]
    public void AnAmount_ThatMostFilesHave_IsReadWithoutADetour(string written, long expected, int decimalsWritten)
    {
        Assert.True(PlainAmount.TryRead(Encoding.UTF8.GetBytes(written), minorDecimals: null, out long millionths, out int decimals));
        Assert.Equal((expected, decimalsWritten), (millionths, decimals));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1.2.3")]
    [InlineData("1..2")]
    [InlineData("-1")]
    [InlineData("1,5")]
    [InlineData("1:2")]
    [InlineData("123456789")]
    [InlineData("1.1234567")]
    public void AnAmount_OfAnotherForm_IsDeclined(string written) =>
        Assert.False(PlainAmount.TryRead(Encoding.UTF8.GetBytes(written), minorDecimals: null, out _, out _));
}
