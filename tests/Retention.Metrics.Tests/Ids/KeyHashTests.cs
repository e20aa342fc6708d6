namespace Retention.Metrics.Tests.Ids;

/// <summary>Keys cannot be chosen to share slots of a table: the time to build does not depend on who chooses the keys.</summary>
[Trait("Kind", "Numbers")]
public sealed class KeyHashTests
{
    private const int Keys = 10_000;

    [Fact]
    public void LongsOfOneHashCode_AreSpread() => AssertSpread<long>(key => ((long)key << 32) | (uint)key, sharesOneHashCode: true);

    [Fact]
    public void UnsignedLongsOfOneHashCode_AreSpread() => AssertSpread<ulong>(key => ((ulong)key << 32) | (uint)key, sharesOneHashCode: true);

    [Fact]
    public void GuidsOfOneHashCode_AreSpread() => AssertSpread(key => new Guid(key, 0, 0, BitConverter.GetBytes((long)key << 32)), sharesOneHashCode: true);

    [Fact]
    public void DoublesAndTimeSpansOfOneHashCode_AreSpread()
    {
        AssertSpread(key => BitConverter.UInt64BitsToDouble(((ulong)(uint)(key + 1) << 32) | (uint)(key + 1)), sharesOneHashCode: true);
        AssertSpread(key => new TimeSpan(((long)key << 32) | (uint)key), sharesOneHashCode: true);
    }

    [Fact]
    public void WideNumbers_AreSpread()
    {
        AssertSpread<Int128>(key => ((Int128)key << 64) | key);
        AssertSpread<UInt128>(key => (UInt128)(uint)key << 96);
        AssertSpread<decimal>(key => key * 79_228_162_514_264_337_593_543m);
    }

    /// <summary>Numbers that a fixed multiplier maps to one slot.</summary>
    [Fact]
    public void IntsThatShareASlotUnderAKnownMultiplier_AreSpread()
    {
        int[] chosen = [.. Enumerable.Range(0, int.MaxValue).Where(key => (unchecked((uint)key * 0x9E37_79B9_7F4A_7C15UL) >> 32 & 0xFFF) == 0).Take(2_000)];

        AssertSpread(key => chosen[key], keys: chosen.Length);
    }

    [Fact]
    public void NumbersInSteps_AreSpread()
    {
        AssertSpread<int>(key => key);
        AssertSpread<int>(key => key << 16);
        AssertSpread<long>(key => (long)key << 40);
        AssertSpread<Kind>(key => (Kind)((long)key << 32));
        AssertSpread<string>(key => FormattableString.Invariant($"customer {key}"));
    }

    [Fact]
    public void EqualKeys_HaveEqualHashes_HoweverTheyAreWritten()
    {
        Assert.Equal(KeyHash<decimal>.Of(1.5m), KeyHash<decimal>.Of(1.500m));
        Assert.Equal(KeyHash<decimal>.Of(0m), KeyHash<decimal>.Of(-0.00m));
        Assert.NotEqual(KeyHash<decimal>.Of(1.5m), KeyHash<decimal>.Of(-1.5m));
        Assert.Equal(KeyHash<double>.Of(0d), KeyHash<double>.Of(-0d));
        Assert.Equal(KeyHash<double>.Of(double.NaN), KeyHash<double>.Of(-double.NaN));
        Assert.Equal(KeyHash<CustomerId>.Of("ada"), KeyHash<CustomerId>.Of(new string("ada")));
    }

    private static void AssertSpread<TKey>(Func<int, TKey> keyOf, bool sharesOneHashCode = false, int keys = Keys)
        where TKey : notnull
    {
        TKey[] all = [.. Enumerable.Range(0, keys).Select(keyOf)];
        int most = all.CountBy(key => (KeyHash<TKey>.Of(key) >> 32) & 0x3FFF).Max(slot => slot.Value);

        // Thrown at random into 16,384 slots, 12 of 10,000 keys meet in one about once in a billion tries.
        Assert.True(!sharesOneHashCode || all.DistinctBy(key => key.GetHashCode()).Count() == 1, "The keys are meant to have one hash code.");
        Assert.Equal(keys, all.Distinct().Count());
        Assert.True(most < 16, $"{most} keys of {keys} share a slot.");
    }

    private enum Kind : long
    {
        None,
    }
}
