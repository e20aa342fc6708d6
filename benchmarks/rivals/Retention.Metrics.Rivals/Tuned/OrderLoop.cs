using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Retention.Metrics.Rivals.Data;
using Retention.Metrics.Rivals.Jobs;

namespace Retention.Metrics.Rivals.Tuned;

/// <summary>J3 in one pass over the columns, with four bytes of state a customer and no branches.</summary>
internal sealed class OrderLoop
{
    private const int PerMonth = 8;
    private const int Ahead = 24;

    private readonly LogColumns log;

    // The last month with an order, from 1 on; bit 8: ordered in a month before that; bit 9: twice or more in that month.
    private readonly int[] states;

    public OrderLoop(LogColumns log)
    {
        this.log = log;
        states = new int[log.HighestCustomer + 1];
    }

    public IReadOnlyList<ResultRow> Metrics(int threads)
    {
        int[] cuts = log.Cuts(log.IsByCustomer ? threads : 1);
        long[][] sums = [.. Enumerable.Range(0, cuts.Length - 1).Select(_ => new long[Months.Count * PerMonth])];
        Array.Clear(states);
        Parallel.For(0, sums.Length, thread => Pass(log, cuts[thread], cuts[thread + 1], states, sums[thread]));
        foreach (long[] other in sums.AsSpan(1))
        {
            for (int i = 0; i < other.Length; i++)
            {
                sums[0][i] += other[i];
            }
        }

        return [.. Enumerable.Range(0, Months.Count).Where(month => sums[0][month * PerMonth] > 0).Select(month =>
        {
            ReadOnlySpan<long> own = sums[0].AsSpan(month * PerMonth);
            return OrderAnswer.Row(month, own[0], own[1], own[2], own[3], own[4]);
        })];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Pass(LogColumns log, int from, int to, int[] states, long[] sums)
    {
        fixed (int* customer = log.Customer, state = states)
        fixed (long* second = log.Second, amount = log.Amount, sum = sums)
        fixed (byte* monthOfDay = Months.OfDay)
        {
            for (int row = from; row < to; row++)
            {
                if (Sse.IsSupported)
                {
                    Sse.Prefetch0(state + customer[Math.Min(row + Ahead, to - 1)]);
                }

                int month = monthOfDay[(uint)(second[row] - Months.FirstSecond) / (uint)Months.SecondsPerDay], before = state[customer[row]];
                int last = (before & 255) - 1, ordered = IfNegative(-before), inAnother = IfNegative(-(last ^ month) | (last ^ month));
                int earlier = (before >> 8) & 1, twice = (before >> 9) & 1, second2 = (1 - inAnother) & (1 - twice);
                long* own = sum + (month * PerMonth);
                own[0]++;
                own[1] += amount[row];
                own[2] += inAnother;
                own[3] += second2;
                own[4] += (inAnother & ordered) | (second2 & ~earlier);
                state[customer[row]] = (month + 1) | (((inAnother & ordered) | ((1 - inAnother) & earlier)) << 8) | ((1 - inAnother) << 9);
            }
        }
    }

    private static int IfNegative(long number) => (int)((ulong)number >> 63);
}
