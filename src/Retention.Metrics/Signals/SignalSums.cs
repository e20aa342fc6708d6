using System.Runtime.CompilerServices;

namespace Retention.Metrics.Signals;

/// <summary>The sums of some customers with one value, or of one group: those at risk and those who were lost, with their revenue.</summary>
internal struct SignalSums
{
    private WideSum mrrAtRisk;
    private WideSum mrrLost;

    public long AtRisk { get; private set; }

    public long Lost { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddAtRisk(long level)
    {
        unchecked
        {
            AtRisk++;
        }

        mrrAtRisk.Add(level);
    }

    /// <summary>Adds that a customer who was added is lost.</summary>
    public void AddLost(long level)
    {
        Lost++;
        mrrLost.Add(level);
    }

    public void Add(in SignalSums other)
    {
        AtRisk += other.AtRisk;
        Lost += other.Lost;
        mrrAtRisk.Add(in other.mrrAtRisk);
        mrrLost.Add(in other.mrrLost);
    }

    public readonly SignalGroupTotals ToTotals() => new() { AtRisk = AtRisk, Lost = Lost, MrrAtRisk = mrrAtRisk.ToInt128(), MrrLost = mrrLost.ToInt128() };

    /// <summary>A sum of numbers that are not negative, in 128 bits: 2^31 customers with 2^63 each are far below its end.</summary>
    private struct WideSum
    {
        private ulong low;
        private ulong high;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(long amount)
        {
            unchecked
            {
                low += (ulong)amount;
                high += low < (ulong)amount ? 1UL : 0UL;
            }
        }

        public void Add(in WideSum other)
        {
            unchecked
            {
                low += other.low;
                high += other.high + (low < other.low ? 1UL : 0UL);
            }
        }

        public readonly Int128 ToInt128() => new(high, low);
    }
}
