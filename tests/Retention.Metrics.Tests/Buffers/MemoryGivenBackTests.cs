using System.Text;

namespace Retention.Metrics.Tests.Buffers;

/// <summary>Memory that is given back is that of the array alone, and what is asked of it afterwards is refused instead of answered with zeros.</summary>
[Trait("Kind", "Numbers")]
public sealed class MemoryGivenBackTests
{
    /// <summary>Arrays lie behind each other: what is given back begins and ends in the middle of pages that they share.</summary>
    [Theory]
    [InlineData(HugePages.Size / sizeof(int))]
    [InlineData((HugePages.Size / sizeof(int)) + 1)]
    [InlineData((3 * HugePages.Size / sizeof(int)) - 5)]
    [InlineData((4 * HugePages.Size / sizeof(int)) + 1021)]
    public void ArraysBesideIt_KeepTheirValues(int length)
    {
        const int Arrays = 9;
        int[][] all = [.. Enumerable.Range(0, Arrays).Select(number =>
        {
            int[] made = FreshMemory.ToFill<int>(length);
            made.AsSpan().Fill(number + 1);
            return made;
        })];
        for (int number = 1; number < Arrays; number += 2)
        {
            HugePages.GiveBack(all[number]);
        }

        for (int number = 0; number < Arrays; number += 2)
        {
            Assert.False(all[number].AsSpan().ContainsAnyExcept(number + 1), $"array {number} has lost values");
        }

        // It is still an array, and the collector can move it and its neighbors.
        Array.Fill(all[1], 7);
        GC.Collect();
        Assert.False(all[1].AsSpan().ContainsAnyExcept(7));
        Assert.False(all[2].AsSpan().ContainsAnyExcept(3));
    }

    /// <summary>Where a system does not take memory back nothing else changes, so this holds where it does.</summary>
    [Fact]
    public void OnLinux_ItsPagesAreZeros()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "memory is given back on Linux alone");
        int[] given = FreshMemory.ToFill<int>(4 * HugePages.Size / sizeof(int));
        Array.Fill(given, 5);
        HugePages.GiveBack(given);
        Assert.Equal(0, given[given.Length / 2]);
        Assert.InRange(given.AsSpan().Count(5), 0, 2 * 4096 / sizeof(int));
    }

    [Fact]
    public void AColumnReleased_HasNoRows_AndTakesNewOnes()
    {
        var column = new ColumnBlocks<long>();
        column.Fill(3, (3 << 20) + 17);
        column.Release();

        Assert.Equal(0, column.Count);
        _ = Assert.ThrowsAny<Exception>(() => column[0]);
        _ = Assert.ThrowsAny<Exception>(() => column[2 << 20]);
        column.Fill(4, 2 << 20);
        column.Add(9);
        Assert.Equal(4, column[(2 << 20) - 1]);
        Assert.Equal(9, column[2 << 20]);
    }

    /// <summary>A look-up in a table without memory would find that no id has come before.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(200_000)]
    public void IdsThatAreComplete_HaveTexts_AndAreNotLookedUp(int count)
    {
        var batch = new IdBatch(count);
        for (int i = count - 1; i >= 0; i--)
        {
            batch.Add(Encoding.UTF8.GetBytes(FormattableString.Invariant($"id {i}")));
        }

        var numbers = new IdNumbers();
        numbers.Of(batch, new int[count]);
        Assert.Equal(1, numbers.Find(Encoding.UTF8.GetBytes(FormattableString.Invariant($"id {count - 2}"))));
        numbers.Complete();

        Assert.Equal(count, numbers.Count);
        Assert.Equal("id 0", numbers.Texts()[count - 1]);
        _ = Assert.ThrowsAny<Exception>(() => numbers.Find("id 1"u8));
        _ = Assert.ThrowsAny<Exception>(() => numbers.Of(batch, new int[count]));
    }
}
