using FsCheck;
using FsCheck.Fluent;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Tests.Histories;

/// <summary>Messages that are stored in bytes are those that were added.</summary>
public sealed class MessageTextsLaws
{
    // A value in several blocks of bytes, and one as long as a length of three bytes.
    private static readonly string?[] Texts = [null, "", "a", "{0}", "}", "Łódź", "😀", new('x', 127), new('é', 128), new('y', 20_000), new('z', 5_000_000)];

    private static readonly Gen<FormattableString> Message = Gen.Sized(size => OfDepth(Math.Min(size, 3)));

    [Fact]
    public void Messages_AreRead_AsTheyWereAdded() => Laws.Check(Arb.From(Message.ListOf()), messages =>
    {
        var texts = new MessageTexts();
        var copies = new MessageTexts();
        int[] places = [.. messages.Select(texts.Add)];
        int[] copied = [.. places.Reverse().Select(place => copies.Add(texts, place)).Reverse()];
        for (int i = 0; i < places.Length; i++)
        {
            string expected = FormattableString.Invariant(messages.ElementAt(i));
            Assert.Equal(expected, texts[places[i]]);
            Assert.Equal(expected, copies[copied[i]]);
        }
    });

    [Fact]
    public void AMessage_TakesTheBytesOfItsValues_AndFewMore()
    {
        var texts = new MessageTexts();
        FormattableString message = $"the interval of subscription {"s-123456"} starts at {"2026-01-01T00:00:00Z"}, and it ends before, at {"2025-01-01T00:00:00Z"}";
        long before = GC.GetAllocatedBytesForCurrentThread();
        int last = 0;
        for (int i = 0; i < 300_000; i++)
        {
            last = texts.Add(message);
        }

        Assert.Equal(299_999 * (8 + 20 + 20 + 4), last);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 300_000.0, 52, 85);
    }

    private static Gen<FormattableString> OfDepth(int depth) =>
        from text in Gen.Frequency((20, Gen.Choose(0, Texts.Length - 2)), (1, Gen.Constant(Texts.Length - 1)))
        from number in Gen.Choose(-1000, 1000)
        from kind in Gen.Choose(0, depth == 0 ? 4 : 6)
        from part in depth == 0 ? Gen.Constant<FormattableString>($"") : OfDepth(depth - 1)
        select Of(kind, Texts[text], number, part);

    private static FormattableString Of(int kind, string? text, int number, FormattableString part) => kind switch
    {
        0 => $"nothing but {{braces}}",
        1 => $"{text}",
        2 => $"{number} of {number / 8m} is {text} at {FindingKind.EndBeforeStart}",
        3 => $"{{ {number:000.0} }} and {{0:0}}",
        4 => $"{text,9}, {number}",
        5 => $"{part}",
        _ => $"{text}: {part}; {number}",
    };
}
