using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Tests.Ids;

public sealed class IdBytesTests
{
    /// <summary>Short and long ones, so that blocks are full to the byte, or begun for one that is longer than any block yet.</summary>
    private static readonly Gen<List<int>> Lengths = Gen.Frequency((5, Gen.Choose(1, 40)), (2, Gen.Elements(512, 1_023, 1_024, 1_025, 2_048)), (1, Gen.Elements(5_000, 100_000))).ListOf();

    [Fact]
    public void Bytes_ComeBackAsTheyWereAdded_AfterAllElseWas_AndOnceMoreAfterClearing() =>
        Laws.Check(
            Arb.From(from first in Lengths from second in Lengths select (first, second)),
            one =>
            {
                var bytes = new IdBytes();
                AddAndRead(bytes, one.first);
                bytes.Clear();
                AddAndRead(bytes, one.second);
            },
            times: 100);

    [Fact]
    public void AnId_MayBeAsLongAsItsPlaceCanSay()
    {
        var longest = new byte[IdPlace.MostBytes];
        longest[^1] = 7;
        var bytes = new IdBytes();

        Assert.Equal(longest, bytes[bytes.Add(longest)]);
        Assert.Contains("2097151", Assert.Throws<ArgumentException>(() => bytes.Add(new byte[IdPlace.MostBytes + 1])).Message, StringComparison.Ordinal);
    }

    private static void AddAndRead(IdBytes bytes, List<int> lengths)
    {
        byte[][] ids = [.. lengths.Select((length, number) => Enumerable.Range(number, length).Select(one => (byte)(one % 251)).ToArray())];

        IdPlace[] places = Array.ConvertAll(ids, id => bytes.Add(id));

        Assert.All(ids.Zip(places), one => Assert.True(one.First.AsSpan().SequenceEqual(bytes[one.Second])));
        Assert.Equal(places.Length, places.Distinct().Count());
    }
}
