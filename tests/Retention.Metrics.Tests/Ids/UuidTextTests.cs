using System.Buffers.Binary;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests.Ids;

/// <summary>A UUID read eight digits at a time is that of the framework, and nothing but its one spelling is one.</summary>
public sealed class UuidTextTests
{
    private const string Hexadecimal = "0123456789abcdef";

    /// <summary>The text of a UUID, now and then with another character in one place.</summary>
    private static readonly Gen<string> Text =
        from bytes in Gen.Choose(0, 255).ListOf(16)
        let text = new Guid([.. bytes.Select(one => (byte)one)]).ToString("D")
        from place in Gen.Choose(0, text.Length - 1)
        from other in Gen.Elements("0129af/:`gAFG-@p \u007f\u0080¹".ToCharArray())
        from isChanged in Gen.Elements(true, false)
        select isChanged ? $"{text[..place]}{other}{text[(place + 1)..]}" : text;

    [Fact]
    public void TryRead_AcceptsTheOneSpelling_AndGivesItBack() =>
        Laws.Check(
            Arb.From(Text),
            text =>
            {
                bool isOne = text.Select((letter, place) => place is 8 or 13 or 18 or 23 ? letter == '-' : Hexadecimal.Contains(letter, StringComparison.Ordinal)).All(fits => fits);

                Assert.Equal(isOne, UuidText.TryRead(Encoding.Latin1.GetBytes(text), out ulong first, out ulong last));
                if (isOne)
                {
                    byte[] expected = Guid.Parse(text).ToByteArray(bigEndian: true);
                    Assert.Equal((BinaryPrimitives.ReadUInt64BigEndian(expected), BinaryPrimitives.ReadUInt64BigEndian(expected.AsSpan(8))), (first, last));
                    Assert.Equal(text, UuidText.Of(first, last));
                }
            },
            times: 2000);

    [Theory]
    [InlineData("")]
    [InlineData("8f21ce48-c09c-709c-6adc-5d8283844b8")]
    [InlineData("8f21ce48-c09c-709c-6adc-5d8283844b833")]
    [InlineData("{8f21ce48-c09c-709c-6adc-5d8283844b83}")]
    [InlineData("8f21ce48c09c709c6adc5d8283844b83")]
    public void AnotherLength_IsNone(string text) => Assert.False(UuidText.TryRead(Encoding.UTF8.GetBytes(text), out _, out _));
}
