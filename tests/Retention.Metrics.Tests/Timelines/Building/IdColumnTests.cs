using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests.Timelines.Building;

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

    /// <summary>Ids that rise have no table until one does not; what came before has its numbers all the same.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(8_192)]
    [InlineData(20_000)]
    public void IdsThatRise_AndThenDoNot_AreNumberedAsTheyFirstCome(int count)
    {
        string[] rising = [.. Enumerable.Range(0, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"ord_{number:x8}"))];
        string[] others = [rising[count / 2], "ord_", rising[^1], rising[0], "seventeen bytes!!", rising[count / 3], "ord_"];
        var expected = new Dictionary<string, int>(StringComparer.Ordinal);
        var table = new IdNumbers();
        foreach (string[] some in new[] { rising[..(count / 2)], rising[(count / 2)..], others, others })
        {
            int[] numbers = [.. some.Select(id => expected.TryGetValue(id, out int known) ? known : expected[id] = expected.Count)], found = new int[some.Length];

            table.Of(BatchOf(some), found);

            Assert.Equal(numbers, found);
            Assert.All(rising.Concat(others), id => Assert.Equal(expected.GetValueOrDefault(id, -1), table.Find(Encoding.UTF8.GetBytes(id))));
            IdTexts texts = table.Texts();
            Assert.All(expected, one => Assert.Equal(one.Key, texts[one.Value]));
        }
    }

    private static readonly Gen<string> Number = Gen.OneOf(
        Gen.Choose(0, 12), Gen.Choose(0, 2000), Gen.Elements(1_022, 1_023, 1_024, 99_999_999)).Select(number => number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Batches of numbers, of anything, and of numbers with something else in the last of them.</summary>
    private static readonly Gen<List<List<string>>> Batches = Gen.OneOf(
        Number.ListOf().ListOf(),
        Gen.OneOf(Id, Number).ListOf().ListOf(),
        from batches in Number.ListOf().ListOf() from id in Id select batches.Append([id]).ToList());

    /// <summary>Ids that are numbers, none of them beyond 1,023 or as many as there are rows, are their own numbers. Else they are numbered as they first come.</summary>
    [Fact]
    public void AColumn_NumbersIds_AsTheyAreOrAsTheyCome() =>
        Laws.Check(Arb.From(from batches in Batches from others in Gen.OneOf(Id, Number).ListOf() select (Batches: batches, Others: others)), one =>
        {
            string[] all = [.. one.Batches.SelectMany(ids => ids)];
            (IdColumn column, RowStore store) = ColumnOf(one.Batches.Where(ids => ids.Count > 0));

            AssertNumbered(all, column, store);
            int[] used = NumbersIn(store);
            Assert.All(one.Others.Except(all), other => Assert.DoesNotContain(column.Find(Encoding.UTF8.GetBytes(other)), used));
            Assert.All(one.Others.Except(all), other => Assert.InRange(column.Find(Encoding.UTF8.GetBytes(other)), -1, column.Count - 1));
        });

    [Theory]
    [InlineData(3_000, 2_999)]
    [InlineData(3_000, 3_000)]
    [InlineData(3_000, 3_001)]
    [InlineData(1, 0)]
    [InlineData(2, 1_023)]
    [InlineData(2, 1_024)]
    public void AColumn_OfManyRows_HoldsAsManyNumbers(int rows, int largest)
    {
        string[] ids = [.. Enumerable.Range(0, rows - 1).Select(row => row.ToString(CultureInfo.InvariantCulture)).Append(largest.ToString(CultureInfo.InvariantCulture)).Reverse()];
        (IdColumn column, RowStore store) = ColumnOf(ids.Chunk(700));

        AssertNumbered(ids, column, store);
    }

    [Fact]
    public void NoIds_HaveNoNumbers()
    {
        (IdColumn column, RowStore store) = ColumnOf([]);

        Assert.Equal((0, 0, -1), (column.Count, store.Count, column.Find("7"u8)));
    }

    /// <summary>A table that grows in the middle of a batch finds all that was there, and puts what follows where it is looked for.</summary>
    [Fact]
    public void ATableThatGrows_TellsIdsApart_WhereverABatchEnds() =>
        Laws.Check(
            Arb.From(from shape in Gen.Elements("{0}", "cus_{0:x8}", "{0:x8}-0000-0000-0000-000000000000", "a long beginning, and then {0}") from first in Gen.Choose(0, 1_000_000) from count in Gen.Choose(1_500, 6_000) from size in Gen.Choose(1, 3_000) select (shape, first, count, size)),
            one =>
            {
                string[] ids = [.. Enumerable.Range(one.first, one.count).Select(number => string.Format(CultureInfo.InvariantCulture, one.shape, number))];
                var table = new IdNumbers();

                int[] first = [.. ids.Chunk(one.size).SelectMany(batch => NumbersOf(table, batch))], again = NumbersOf(table, ids);

                Assert.Equal(Enumerable.Range(0, one.count), first);
                Assert.Equal(first, again);
                Assert.Equal(one.count, table.Count);
                IdTexts texts = table.Texts();
                Assert.Equal(ids, first.Select(number => texts[number]));
            },
            times: 100);

    [Fact]
    public void ACustomer_IsNamedByTheIdOfTheirNumber()
    {
        Assert.Equal(["id 0", "id 1"], Enumerable.Range(0, 2).Select(customer => new IdNames(number => $"id {number}", numbers: null).NameOf(customer).Value));
        Assert.Equal(["id 5", "id 7"], Enumerable.Range(0, 2).Select(customer => new IdNames(number => $"id {number}", [5, 7]).NameOf(customer).Value));
    }

    [Theory]
    [InlineData("000000")]
    [InlineData("cus_{0:x8}")]
    [InlineData("{0:x8}-0000-0000-0000-000000000000")]
    [InlineData("the same beginning, and then {0}")]
    [InlineData("{0} and then the same end of all")]
    public void ManyIds_OfOneShape_AreTold_ThroughAllGrowth(string shape)
    {
        const int Count = 70_000;
        string[] ids = [.. Enumerable.Range(0, Count).Select(number => shape.Contains('{', StringComparison.Ordinal) ? string.Format(CultureInfo.InvariantCulture, shape, number * 1024) : number.ToString(shape, CultureInfo.InvariantCulture))];
        var table = new IdNumbers();

        int[] first = NumbersOf(table, ids), again = NumbersOf(table, ids);

        Assert.Equal(Enumerable.Range(0, Count), first);
        Assert.Equal(first, again);
        Assert.Equal(Count, table.Count);
        IdTexts texts = table.Texts();
        Assert.All(Enumerable.Range(0, Count), number => Assert.Equal(ids[number], texts[number]));
    }

    [Fact]
    public void Ids_ThatMeetUnderAPlainMultiplication_AreSpread()
    {
        // Chosen to have one low half under the multiplier that many tables use: without a seed they would be in one chain.
        const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;
        ulong inverse = Multiplier;
        for (int i = 0; i < 6; i++)
        {
            inverse = unchecked(inverse * (2 - (Multiplier * inverse)));
        }

        ulong[] hashes = [.. Enumerable.Range(1, 4096).Select(high => new PackedId(unchecked(((ulong)high << 32) * inverse), 0, 8).Hash)];

        Assert.Equal(1ul, unchecked(inverse * Multiplier));
        Assert.InRange(hashes.Select(hash => hash >> 52).Distinct().Count(), 2000, 3200);
        Assert.InRange(hashes.Select(hash => (hash >> 32) & 0xFFF).Distinct().Count(), 2000, 3200);
        Assert.InRange(hashes.Select(hash => hash & 0xFFF).Distinct().Count(), 2000, 3200);
    }

    [Fact]
    public void AnId_LongerThanARecordMayBe_IsRefused() => Assert.ThrowsAny<ArgumentException>(() => BatchOf([new string('x', IdPlace.MostBytes + 1)]));

    private static (IdColumn Column, RowStore Store) ColumnOf(IEnumerable<IReadOnlyList<string>> batches)
    {
        var column = new IdColumn(static (ref LedgerRow row) => ref row.Subscription);
        var store = new RowStore();
        foreach (IReadOnlyList<string> ids in batches)
        {
            var rows = new LedgerRow[ids.Count];
            column.Number(BatchOf(ids), rows, store);
            store.Append(rows);
        }

        column.Compact(store);
        return (column, store);
    }

    private static void AssertNumbered(string[] ids, IdColumn column, RowStore store)
    {
        int[] plain = [.. ids.Select(id => int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < 100_000_000 && number.ToString(CultureInfo.InvariantCulture) == id ? number : -1)];
        bool asTheyAre = !plain.Contains(-1) && plain.Append(-1).Max() < Math.Max(1024, ids.Length);
        string[] known = [.. ids.Distinct()];
        int[] expected = asTheyAre ? plain : [.. ids.Select(id => Array.IndexOf(known, id))];

        Assert.Equal(expected, NumbersIn(store));
        Assert.Equal(asTheyAre ? plain.Append(-1).Max() + 1 : known.Length, column.Count);
        Assert.Equal(expected, ids.Select(id => column.Find(Encoding.UTF8.GetBytes(id))));
        Assert.Equal(ids, expected.Select(column.Texts()));
    }

    private static int[] NumbersIn(RowStore store) => [.. store.Blocks().SelectMany(block => block).Select(row => row.Subscription)];

    private static int[] NumbersOf(IdNumbers table, string[] ids)
    {
        var numbers = new int[ids.Length];
        table.Of(BatchOf(ids), numbers);
        return numbers;
    }

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
