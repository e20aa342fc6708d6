using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests.Ids;

/// <summary>Ids packed into 16 bytes are told apart like their texts, and spread like chance.</summary>
public sealed class PackedIdTests
{
    private static readonly Gen<string> Text =
        from length in Gen.OneOf(Gen.Choose(1, 18), Gen.Choose(30, 50))
        from letters in Gen.Frequency((8, Gen.Elements('0', '1', '9')), (1, Gen.Elements('a', '-', '\0', ' '))).ListOf(length)
        select string.Concat(letters);

    [Fact]
    public void TwoIds_AreTheSame_WhereTheirTextsAre() =>
        Laws.Check(
            Arb.From(from one in Text from place in Gen.Choose(0, one.Length - 1) from letter in Gen.Elements(one[place], '7', 'x') select (One: one, Other: $"{one[..place]}{letter}{one[(place + 1)..]}")),
            pair =>
            {
                IdBytes bytes = new();
                PackedId one = Packed(pair.One, bytes), other = Packed(pair.Other, bytes);

                // Long ones are stored elsewhere, each in its own place; the rest is compared by hash.
                Assert.Equal(pair.One == pair.Other, one with { First = 0 } == other with { First = 0 } && (one.Kind == PackedId.Long || one.First == other.First));
                Assert.Equal(pair.One == pair.Other, one.Hash == other.Hash);
                Assert.Equal((pair.One, pair.Other), (one.TextIn(bytes), other.TextIn(bytes)));
            },
            times: 1000);

    [Fact]
    public void ANumber_IsAnIdInTheOneSpellingOfTheNumber() =>
        Laws.Check(
            Arb.From(Text),
            text =>
            {
                bool isOne = text.Length <= 8 && text.All(char.IsAsciiDigit) && (text.Length == 1 || text[0] != '0');

                Assert.Equal(isOne, Packed(text, new()).TryNumber(out int number));
                Assert.True(!isOne || number.ToString(CultureInfo.InvariantCulture) == text);
            },
            times: 1000);

    [Theory]
    [InlineData("0", true)]
    [InlineData("7", true)]
    [InlineData("00", false)]
    [InlineData("07", false)]
    [InlineData("12345678", true)]
    [InlineData("99999999", true)]
    [InlineData("123456789", false)]
    public void ANumber_HasUpToEightDigits_AndNoneThatDoesNotCount(string text, bool isOne) => Assert.Equal(isOne, Packed(text, new()).TryNumber(out _));

    /// <summary>As many hashes as ids: by chance no two of so few meet in 64 bits.</summary>
    [Theory]
    [InlineData(17)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(64)]
    [InlineData(100)]
    public void LongIds_ThatDifferInOneByte_AreSpread(int length)
    {
        string id = new('x', length);
        string[] ids = [id, .. Enumerable.Range(0, length).SelectMany(place => "ab0~".Select(letter => $"{id[..place]}{letter}{id[(place + 1)..]}"))];

        Assert.Equal(ids.Length, ids.Select(text => Packed(text, new()).Hash).Distinct().Count());
    }

    private static PackedId Packed(string text, IdBytes bytes) => PackedId.Of(Encoding.UTF8.GetBytes(text), bytes);
}
