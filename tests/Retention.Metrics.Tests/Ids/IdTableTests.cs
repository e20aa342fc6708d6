using Retention.Metrics.Ids;

namespace Retention.Metrics.Tests.Ids;

/// <summary>Ids are found by their hashes however many share a bucket, and wherever they lie when the table grows.</summary>
public sealed class IdTableTests
{
    private const int Kind = 12;

    /// <summary>With one bucket for so many ids that they lie farther from it than the bits in their tags tell, and with few for each.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(200)]
    [InlineData(256)]
    public void Ids_AreFound_WhenTheirBucketsAreFullAndTheTableGrows(int buckets)
    {
        const int Count = 1_500;
        var random = new Random(buckets);
        ulong[] hashes = [.. Enumerable.Range(0, Count).Select(number => ((ulong)(uint)random.Next() << 33) | (uint)(number % buckets))];
        int askedFor = 0;
        var table = new IdTable(
            number =>
            {
                askedFor++;
                return hashes[number];
            });

        for (int number = 0; number < Count; number++)
        {
            table.Add(hashes[number], IdTable.TagOf(hashes[number], Kind), number);
        }

        // More, in other buckets, so that the segment is split.
        ulong[] more = [.. Enumerable.Range(0, 4_000).Select(_ => (ulong)random.NextInt64())];
        hashes = [.. hashes, .. more];
        for (int number = Count; number < hashes.Length; number++)
        {
            table.Add(hashes[number], IdTable.TagOf(hashes[number], Kind), number);
        }

        Assert.All(Enumerable.Range(0, hashes.Length), number => Assert.Contains(number, Found(table, hashes[number])));
        Assert.True(buckets < 256 || askedFor < hashes.Length / 50, $"{askedFor} hashes were asked for");
    }

    [Fact]
    public void ATag_IsNever0()
    {
        Assert.NotEqual(0u, IdTable.TagOf(0, Kind));
        Assert.NotEqual(0u, IdTable.TagOf(1UL << 32, Kind));
        Assert.NotEqual(IdTable.TagOf(0, 1), IdTable.TagOf(0, 2));
        Assert.NotEqual(IdTable.TagOf(1UL << 40, Kind), IdTable.TagOf(2UL << 40, Kind));
    }

    private static List<int> Found(IdTable table, ulong hash)
    {
        var found = new List<int>();
        for (IdTable.Probe probe = table.FirstOf(hash); ; probe = probe.Next)
        {
            for (uint places = table.PlacesWith(probe, IdTable.TagOf(hash, Kind)); places != 0; places &= places - 1)
            {
                found.Add(table.NumberIn(probe, places));
            }

            if (!table.IsFull(probe))
            {
                return found;
            }
        }
    }
}
