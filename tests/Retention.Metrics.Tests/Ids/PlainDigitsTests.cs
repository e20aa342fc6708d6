using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests.Ids;

/// <summary>Digits read eight at a time are those read one by one.</summary>
public sealed class PlainDigitsTests
{
    /// <summary>Digits for the most part, and the bytes that differ from one in a bit or by one.</summary>
    private static readonly Gen<byte> Byte = Gen.Frequency(
        (20, Gen.Choose('0', '9').Select(digit => (byte)digit)),
        (1, Gen.Elements("/:0123456789@ p\u0010\u0000"u8.ToArray())),
        (1, Gen.Choose(0, 255).Select(other => (byte)other)));

    [Fact]
    public void TryRead_IsTheNumber_WhereAllAreDigits() =>
        Laws.Check(
            Arb.From(from count in Gen.Choose(1, 8) from bytes in Byte.ListOf(count) from above in Byte.ListOf(8 - count) select (Digits: bytes.ToArray(), Above: above.ToArray())),
            one =>
            {
                bool areDigits = one.Digits.All(digit => digit is >= (byte)'0' and <= (byte)'9');

                // The bytes above them do not matter.
                foreach (byte[] text in new[] { one.Digits, [.. one.Digits, .. one.Above] })
                {
                    Assert.Equal(areDigits, PlainDigits.TryRead(PlainDigits.Load(text), one.Digits.Length, out int number));
                    Assert.True(!areDigits || number == int.Parse(Encoding.ASCII.GetString(one.Digits), CultureInfo.InvariantCulture));
                }
            },
            times: 2000);

    [Fact]
    public void EveryOtherByte_InEveryPlace_IsNoDigit()
    {
        for (int count = 1; count <= 8; count++)
        {
            for (int place = 0; place < count; place++)
            {
                for (int one = 0; one <= byte.MaxValue; one++)
                {
                    byte[] text = [.. Enumerable.Repeat((byte)'7', count)];
                    text[place] = (byte)one;
                    Assert.Equal(one is >= '0' and <= '9', PlainDigits.TryRead(PlainDigits.Load(text), count, out _));
                }
            }
        }
    }

    [Fact]
    public void Load_PutsTheFirstByteLowest_AndZerosAbove() =>
        Laws.Check(
            Arb.From(from count in Gen.Choose(0, 12) from bytes in Gen.Choose(1, 255).ListOf(count) select bytes.Select(one => (byte)one).ToArray()),
            bytes => Assert.Equal(bytes.Take(8).Select((one, place) => (ulong)one << (8 * place)).Aggregate(0ul, (word, one) => word | one), PlainDigits.Load(bytes)));

    [Fact]
    public void IndexOf_IsThePlaceOfTheFirst_OrEight() =>
        Laws.Check(
            Arb.From(Gen.Elements((byte)'.', (byte)'/', (byte)'-', (byte)0xAE, (byte)0, byte.MaxValue).ListOf(8).Select(bytes => bytes.ToArray())),
            bytes => Assert.Equal(Array.IndexOf(bytes, (byte)'.') is >= 0 and var first ? first : 8, PlainDigits.IndexOf((byte)'.', PlainDigits.Load(bytes))));
}
