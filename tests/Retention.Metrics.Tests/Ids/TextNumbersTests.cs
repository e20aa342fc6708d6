using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Retention.Metrics.Ids;

namespace Retention.Metrics.Tests.Ids;

/// <summary>Ids that are texts are numbered as a dictionary of texts would, and their texts come back to the last character.</summary>
public sealed class TextNumbersTests
{
    private const string Uuid = "8f21ce48-c09c-709c-6adc-5d8283844b83";

    // Among them texts with equal bytes in UTF-8: halves of a surrogate pair, and the character that replaces them.
    private static readonly string[] Awkward =
    [
        "a", "a\0", "a\0\0", "A", "\uD800", "\uDC00", "\uFFFD", "x\uD800", "x\uDC00", "\uD83D\uDE00", "é", "e\u0301", "Müller", "名前", "sixteenBytes....", "seventeenBytes...", "seventeenBytes..!",
        Uuid, Uuid.ToUpperInvariant(), Uuid[..35] + "g", "é" + Uuid[1..], new string('l', 300), new string('l', 299) + "m", new string('é', 300), " a", "a ",
    ];

    private static readonly Gen<string> Id = Gen.OneOf(
        Gen.Elements(Awkward),
        Gen.Choose(0, 50).Select(number => string.Create(CultureInfo.InvariantCulture, $"cus_{number:x8}")),
        Gen.Choose(0, 50).Select(number => string.Create(CultureInfo.InvariantCulture, $"a long id, and then {number}")),
        Gen.Choose(0, 50).Select(number => new Guid(number, 1, 2, [3, 4, 5, 6, 7, 8, 9, 10]).ToString()));

    [Fact]
    public void Texts_AreNumberedAsTheyFirstCome_AndComeBack() =>
        Laws.Check(Arb.From(Id.NonEmptyListOf().ListOf()), batches =>
        {
            var expected = new Dictionary<string, int>(StringComparer.Ordinal);
            var table = new TextNumbers();
            foreach (string[] ids in batches.Select(batch => batch.ToArray()))
            {
                int[] numbers = [.. ids.Select(id => expected.TryGetValue(id, out int known) ? known : expected[id] = expected.Count)];

                Assert.Equal(numbers, NumbersOf(table, ids));
            }

            Assert.Equal(expected.Count, table.Count);
            Assert.All(expected, one => Assert.Equal(one.Key, table[one.Value]));
        });

    [Theory]
    [InlineData("cus_{0:x8}")]
    [InlineData("the same beginning, and then {0}")]
    public async Task ATextThatIsKnown_IsRead_WhileAnotherThreadAddsTexts(string shape)
    {
        const int Count = 100_000;

        // In no rising order.
        string[] ids = [.. Enumerable.Range(0, Count).Select(number => string.Format(CultureInfo.InvariantCulture, shape, number * 7919 % Count))];
        var table = new TextNumbers();
        int added = 0;
        Task adding = Task.Run(() =>
        {
            foreach (string[] some in ids.Chunk(700))
            {
                Assert.Equal(Enumerable.Range(added, some.Length), NumbersOf(table, some));
                Volatile.Write(ref added, added + some.Length);
            }
        }, TestContext.Current.CancellationToken);
        var random = new Random(3);
        while (!adding.IsCompleted)
        {
            int known = Volatile.Read(ref added), number = random.Next(Math.Max(1, known));
            Assert.True(known == 0 || table[number] == ids[number], $"{number} of {known}");
        }

        await adding;
        Assert.Equal(ids, Enumerable.Range(0, Count).Select(number => table[number]));
        Assert.Equal(Enumerable.Range(0, Count), NumbersOf(table, ids));
    }

    /// <summary>Rising ids are kept in blocks, of which those of ids that are counted up are packed; ids that come in another order later are found all the same.</summary>
    [Theory]
    [InlineData("{0:d}")]
    [InlineData("ord_{0:x8}")]
    [InlineData("order-{0:d10}")]
    [InlineData("{0:x8}-c09c-709c-6adc-5d8283844b83")]
    [InlineData("{0:d5}{0:d11}")]
    public void RisingIds_ComeBack_AndAreFoundOnceTheyNoLongerRise(string shape)
    {
        string[] ids = [.. Enumerable.Range(1, 12_345).Select(number => string.Format(CultureInfo.InvariantCulture, shape, number * 7))];
        var table = new TextNumbers();

        Assert.Equal(Enumerable.Range(0, 9000), NumbersOf(table, ids[..9000]));
        Assert.Equal(ids[..9000], Enumerable.Range(0, 9000).Select(number => table[number]));
        Assert.Equal([8999, 17], NumbersOf(table, [ids[8999], ids[17]]));
        Assert.Equal(Enumerable.Range(0, ids.Length), NumbersOf(table, ids));
        Assert.Equal(ids, Enumerable.Range(0, ids.Length).Select(number => table[number]));
    }

    private static int[] NumbersOf(TextNumbers table, string[] ids)
    {
        var batch = new TextBatch(ids.Length);
        foreach (string id in ids)
        {
            batch.Add(id);
        }

        batch.Number(table);
        return [.. Enumerable.Range(0, ids.Length).Select(index => batch[index])];
    }
}
