using System.Runtime.InteropServices;

namespace Retention.Metrics.Signals;

/// <summary>The sums of each value of a signal in one period. Counts are small whole numbers: these are an array, all others a table.</summary>
internal sealed class SignalValues
{
    private const int MostSmall = 1024;

    private SignalSums[] small = [];
    private Dictionary<double, SignalSums>? others;

    /// <summary>The sums of a value.</summary>
    public ref SignalSums Of(double value)
    {
        int whole = double.ConvertToIntegerNative<int>(value);
        SignalSums[] known = small;
        if (unchecked((uint)whole) < (uint)known.Length && whole == value)
        {
            return ref known[whole];
        }

        return ref OfNew(value);
    }

    private ref SignalSums OfNew(double value)
    {
        int whole = value is >= 0 and < MostSmall ? (int)value : -1;
        if (whole < 0 || whole != value)
        {
            return ref CollectionsMarshal.GetValueRefOrAddDefault(others ??= [], value, out _);
        }

        Array.Resize(ref small, Math.Max(16, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)whole + 1)));
        return ref small[whole];
    }

    /// <summary>Adds the sums of other customers.</summary>
    public void Add(SignalValues other)
    {
        foreach ((double value, SignalSums sums) in other.Rising())
        {
            Of(value).Add(in sums);
        }
    }

    /// <summary>The values that somebody has, rising, with their sums.</summary>
    public IEnumerable<(double Value, SignalSums Sums)> Rising() => small
        .Select((sums, value) => ((double)value, sums))
        .Where(one => one.sums.AtRisk > 0)
        .Concat(others?.Select(one => (one.Key, one.Value)) ?? [])
        .OrderBy(one => one.Item1);
}
