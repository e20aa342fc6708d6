using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests.Engine.Ids;

/// <summary>Ids in UTF-8 are numbered as a dictionary of texts would, and their texts come back to the last byte.</summary>
public sealed class IdColumnTests
{
    private const string Uuid = "8f21ce48-c09c-709c-6adc-5d8283844b83";

    private static readonly string[] Awkward =
    [
        "7", "07", "007", "70", "0", "00", "+7", "7 ", "12345678", "123456789", "99999999", "1234567a", "x", "xy", "xyz", "xyzx", "a\0", "a", "a\0\0",
        "eightByt", "nineBytes", "fifteenBytes...", "sixteenBytes....", "seventeenBytes...", "seventeenBytes..!", "Müller", "ıstanbul", "名前",
        Uuid, Uuid.ToUpperInvariant(), Uuid[..35] + "g", Uuid[..35] + "4", "x" + Uuid, Uuid.Replace('-', 'a'), new string('l', 300), new string('l', 299) + "m",
    ];

    private static readonly Gen<string> Id = Gen.OneOf(
        Gen.Elements(Awkward),
        Gen.Choose(0, 50).Select(number => number.ToString(CultureInfo.InvariantCulture)),
        Gen.Choose(0, int.MaxValue).Select(number => number.ToString(CultureInfo.InvariantCulture)),
        Gen.Choose(0, 50).Select(number => string.Create(CultureInfo.InvariantCulture, $"cus_{number:x8}")),
        Gen.Choose(0, 50).Select(number => new Guid(number, 1, 2, [3, 4, 5, 6, 7, 8, 9, 10]).ToString()));

    [Fact]
    public void Ids_AreNumberedAsTheyFirstCome_AndTextsComeBack() =>
        Laws.Check(Arb.From(Id.NonEmptyListOf()), ids =>
        {
            var expected = new Dictionary<string, int>(StringComparer.Ordinal);
            int[] numbers = [.. ids.Select(id => expected.TryGetValue(id, out int known) ? known : expected[id] = expected.Count)];
            var table = new IdNumbers();
            IdBatch batch = BatchOf(ids);
            var found = new int[ids.Count];

            table.Of(batch, found);

            Assert.Equal(numbers, found);
            Assert.Equal(expected.Count, table.Count);
            Assert.All(expected, one => Assert.Equal(one.Value, table.Find(Encoding.UTF8.GetBytes(one.Key))));
            Assert.Equal(-1, table.Find("never seen"u8));
            IdTexts texts = table.Texts();
            Assert.All(expected, one => Assert.Equal(one.Key, texts[one.Value]));
        });

    [Fact]
    public void AColumn_TellsIdsApart_WhetherOrNotTheyAreNumbers() =>
        Laws.Check(Arb.From(Gen.OneOf(Id, Gen.Choose(0, 2000).Select(number => number.ToString(CultureInfo.InvariantCulture))).ListOf().ListOf()), batches =>
        {
            var column = new IdColumn(static (ref EventRow row) => ref row.Subscription);
            var store = new RowStore();
            foreach (List<string> ids in batches.Where(ids => ids.Count > 0))
            {
                var rows = new EventRow[ids.Count];
                column.Number(BatchOf(ids), rows, store);
                store.Append(rows);
            }

            column.Settle(store);
            string[] all = [.. batches.SelectMany(ids => ids)];
            int[] numbers = [.. store.Blocks().SelectMany(block => block).Select(row => row.Subscription)];

            Assert.All(numbers, number => Assert.InRange(number, 0, column.Count - 1));
            Assert.All(all.Zip(numbers), one => Assert.Equal(one.Second, column.Find(Encoding.UTF8.GetBytes(one.First))));
            Func<int, string> texts = column.Texts();
            Assert.Equal(all, numbers.Select(texts));
        });

    [Theory]
    [InlineData("000000")]
    [InlineData("cus_{0:x8}")]
    [InlineData("{0:x8}-0000-0000-0000-000000000000")]
    [InlineData("the same beginning, and then {0}")]
    [InlineData("{0} and then the same end of all")]
    public void ManyIds_OfOneShape_AreTold_ThroughAllGrowth(string shape)
    {
        const int Count = 100_000;
        string[] ids = [.. Enumerable.Range(0, Count).Select(number => shape.Contains('{', StringComparison.Ordinal) ? string.Format(CultureInfo.InvariantCulture, shape, number * 1024) : number.ToString(shape, CultureInfo.InvariantCulture))];
        var table = new IdNumbers();
        var first = new int[Count];
        var again = new int[Count];

        table.Of(BatchOf(ids), first);
        table.Of(BatchOf(ids), again);

        Assert.Equal(Enumerable.Range(0, Count), first);
        Assert.Equal(first, again);
        Assert.Equal(Count, table.Count);
        IdTexts texts = table.Texts();
        Assert.All(Enumerable.Range(0, Count), number => Assert.Equal(ids[number], texts[number]));
    }

    [Fact]
    public void Ids_ThatMeetUnderAPlainMultiplication_AreSpread()
    {
        // Chosen to have one low half under the multiplier that many tables use: without a seed they would stand in one chain.
        const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;
        ulong inverse = Multiplier;
        for (int i = 0; i < 6; i++)
        {
            inverse = unchecked(inverse * (2 - (Multiplier * inverse)));
        }

        uint[] hashes = [.. Enumerable.Range(1, 4096).Select(high => new PackedId(unchecked(((ulong)high << 32) * inverse), 0, 8).Hash)];

        Assert.Equal(1ul, unchecked(inverse * Multiplier));
        Assert.InRange(hashes.Select(hash => hash >> 20).Distinct().Count(), 2000, 3200);
        Assert.InRange(hashes.Select(hash => hash & 0xFFF).Distinct().Count(), 2000, 3200);
    }

    [Fact]
    public void AnId_LongerThanARecordMayBe_IsRefused() => Assert.ThrowsAny<ArgumentException>(() => BatchOf([new string('x', IdPlace.MostBytes + 1)]));

    private static IdBatch BatchOf(IReadOnlyList<string> ids)
    {
        var batch = new IdBatch(0);
        foreach (string id in ids)
        {
            batch.Add(Encoding.UTF8.GetBytes(id));
        }

        return batch;
    }
}
