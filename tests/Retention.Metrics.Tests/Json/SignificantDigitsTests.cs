using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests.Json;

public sealed class SignificantDigitsTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("0.07", "0.07")]
    [InlineData("-1.50", "-1.5")]
    [InlineData("0.33333333333333333333", "0.333333333333")]
    [InlineData("0.00000000012345678901234", "0.000000000123456789012")]
    [InlineData("999999999999.4", "999999999999")]
    [InlineData("1234567890123", "1234567890120")]
    [InlineData("1234567890125.1", "1234567890130")]
    [InlineData("1234567890145", "1234567890140")]
    [InlineData("-98765432109876.54321", "-98765432109900")]
    [InlineData("9999999999995", "10000000000000")]
    [InlineData("79228162514264337593543950335", "79228162514300000000000000000")]
    public void TwelveDigits_AreKept(string number, string digits) => Assert.Equal(digits, SignificantDigits.Of(decimal.Parse(number, CultureInfo.InvariantCulture)));

    [Fact]
    public void NoNumber_HasMoreThanTwelveDigits_OrIsOffByMoreThanHalfOfTheLast() =>
        Laws.Check(
            Arb.From(from high in Gen.Choose(0, int.MaxValue) from low in Gen.Choose(int.MinValue, int.MaxValue) from scale in Gen.Choose(0, 28) from isNegative in Gen.Elements(false, true) select new decimal(low, low, high, isNegative, (byte)scale)),
            number =>
            {
                string digits = SignificantDigits.Of(number), plain = digits.Replace(".", "", StringComparison.Ordinal).Trim('-', '0');
                decimal written = decimal.Parse(digits, CultureInfo.InvariantCulture);

                Assert.InRange(plain.Length, 0, 12);
                Assert.True(Math.Abs(written - number) <= Math.Max(Math.Abs(number) * 5e-12m, 1e-28m), digits);
            });
}
