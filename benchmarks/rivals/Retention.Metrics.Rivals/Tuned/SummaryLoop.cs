using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Retention.Metrics.Rivals.Data;
using Retention.Metrics.Rivals.Jobs;

namespace Retention.Metrics.Rivals.Tuned;

/// <summary>J4: one pass over the columns without branches, and one over the customers that writes their figures into columns.</summary>
internal sealed class SummaryLoop
{
    private const int Ahead = 24;

    private readonly LogColumns log;
    private readonly Customer[] customers;
    private readonly int[] ids;
    private readonly int[] frequencies;
    private readonly int[] recencies;
    private readonly int[] ages;
    private readonly double[] means;

    public SummaryLoop(LogColumns log)
    {
        this.log = log;
        int length = log.HighestCustomer + 1;
        customers = new Customer[length];
        ids = new int[length];
        frequencies = new int[length];
        recencies = new int[length];
        ages = new int[length];
        means = new double[length];
    }

    public IReadOnlyList<ResultRow> Summary(int threads)
    {
        int[] cuts = log.Cuts(log.IsByCustomer ? threads : 1);
        var lasts = new long[cuts.Length - 1];
        Array.Clear(customers);
        Parallel.For(0, lasts.Length, thread => lasts[thread] = Pass(log, cuts[thread], cuts[thread + 1], customers));
        return Sum(Materialize(Day(lasts.Max())));
    }

    /// <returns>The latest second.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe long Pass(LogColumns log, int from, int to, Customer[] customers)
    {
        long latest = 0;
        fixed (int* customer = log.Customer)
        fixed (Customer* states = customers)
        fixed (long* second = log.Second, amount = log.Amount)
        {
            for (int row = from; row < to; row++)
            {
                if (Sse.IsSupported)
                {
                    Sse.Prefetch0(states + customer[Math.Min(row + Ahead, to - 1)]);
                }

                latest = Math.Max(latest, second[row]);
                int day = Day(second[row]);
                Customer* own = states + customer[row];
                own->First |= day & -(1 - IfNegative(-own->Days));
                own->Days += IfNegative(own->Last - day);
                own->Last = day;
                own->Total += amount[row];
                own->OfFirstDay += amount[row] & ~(long)-IfNegative(own->First - day);
            }
        }

        return latest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Materialize(int end)
    {
        int count = 0;
        for (int id = 0; id < customers.Length; id++)
        {
            ref Customer own = ref customers[id];
            if (own.Days == 0)
            {
                continue;
            }

            ids[count] = id;
            frequencies[count] = own.Days - 1;
            recencies[count] = own.Last - own.First;
            ages[count] = end - own.First;
            means[count++] = own.Days > 1 ? (double)(own.Total - own.OfFirstDay) / (own.Days - 1) : 0;
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private IReadOnlyList<ResultRow> Sum(int count)
    {
        SummaryAnswer answer = default;
        for (int i = 0; i < count; i++)
        {
            answer.Add(ids[i], frequencies[i], recencies[i], ages[i], (long)Math.Round(means[i] * frequencies[i]), means[i]);
        }

        return answer.Rows();
    }

    /// <summary>Days are kept from 1 on: 0 is a customer not seen yet.</summary>
    private static int Day(long second) => (int)((uint)(second - Months.FirstSecond) / (uint)Months.SecondsPerDay) + 1;

    private static int IfNegative(long number) => (int)((ulong)number >> 63);

    private struct Customer
    {
        public int First;
        public int Last;
        public int Days;
        public long OfFirstDay;
        public long Total;
    }
}
