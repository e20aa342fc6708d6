using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Retention.Metrics.Rivals.Data;
using Retention.Metrics.Rivals.Jobs;

namespace Retention.Metrics.Rivals.Tuned;

/// <summary>J1 and J2 in one pass over the columns: what each customer pays is kept in dense arrays, and a month is booked when it is over.</summary>
/// <remarks>
/// Each customer's rows must be in time order. Nothing is hashed, checked or allocated a row. The columns serve J1 as months × 16 sums, amounts of
/// the five kinds first, customers 8 further on; and J2 as cohorts × months × 2 sums and then the sizes of the cohorts.
/// </remarks>
internal sealed class RevenueLoop
{
    private const int Width = Months.Count;
    private const int PerMonth = 16;
    private const int CustomersOf = 8;
    private const int Sizes = Width * Width * 2;

    // How many rows ahead a customer's state is fetched into the cache.
    private const int Ahead = 24;

    private const int New = 0, Expansion = 1, Contraction = 2, Churn = 3, Reactivation = 4;

    private readonly LogColumns log;
    private readonly long[] levels;
    private readonly Customer[] customers;

    public RevenueLoop(LogColumns log)
    {
        this.log = log;
        levels = new long[log.HighestSubscription + 1];
        customers = new Customer[log.IsByCustomer ? 0 : log.HighestCustomer + 1];
    }

    /// <summary>
    /// The kind of a change: 5 where there is none. Bits of the index: 1 goes up, 2 ends at nothing, 4 has paid in a month before, 8 begins at
    /// nothing, 16 is no change.
    /// </summary>
    private static ReadOnlySpan<byte> Kinds => [2, 1, 3, 3, 2, 1, 3, 3, 0, 0, 0, 0, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5];

    public IReadOnlyList<ResultRow> RollForward(int threads)
    {
        long[] sums = Sum(threads, cohorts: false);
        var months = new MonthMovements[Width];
        for (int month = 0; month < Width; month++)
        {
            ReadOnlySpan<long> amounts = sums.AsSpan(month * PerMonth), counts = amounts[CustomersOf..];
            months[month] = new MonthMovements
            {
                New = amounts[New],
                Expansion = amounts[Expansion],
                Contraction = amounts[Contraction],
                Churn = amounts[Churn],
                Reactivation = amounts[Reactivation],
                NewCustomers = counts[New],
                ChurnedCustomers = counts[Churn],
                ReactivatedCustomers = counts[Reactivation],
            };
        }

        return RollForwardAnswer.Of(months);
    }

    public IReadOnlyList<ResultRow> Cohorts(int threads)
    {
        ReadOnlySpan<long> sums = Sum(threads, cohorts: true);
        return CohortAnswer.OfChanges(sums[Sizes..], MemoryMarshal.Cast<long, CohortChange>(sums[..Sizes]));
    }

    private long[] Sum(int threads, bool cohorts)
    {
        int[] cuts = log.Cuts(log.IsByCustomer ? threads : 1);
        long[][] sums = [.. Enumerable.Range(0, cuts.Length - 1).Select(_ => new long[Sizes + Width])];
        Array.Clear(levels);
        Array.Clear(customers);
        Parallel.For(0, sums.Length, thread =>
        {
            if (log.IsByCustomer)
            {
                PassByCustomer(log, cuts[thread], cuts[thread + 1], levels, sums[thread], cohorts);
            }
            else
            {
                PassInTimeOrder(log, customers, levels, sums[thread], cohorts);
            }
        });
        foreach (long[] other in sums.AsSpan(1))
        {
            for (int i = 0; i < other.Length; i++)
            {
                sums[0][i] += other[i];
            }
        }

        return sums[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void PassInTimeOrder(LogColumns log, Customer[] customers, long[] levels, long[] sums, bool cohorts)
    {
        fixed (int* customer = log.Customer, subscription = log.Subscription)
        fixed (long* second = log.Second, amount = log.Amount, level = levels)
        fixed (Customer* states = customers)
        fixed (byte* monthOfDay = Months.OfDay)
        {
            ref long sum = ref sums[0];
            int rows = log.Count;
            for (int row = 0; row < rows; row++)
            {
                int ahead = Math.Min(row + Ahead, rows - 1);
                if (Sse.IsSupported)
                {
                    Sse.Prefetch0(states + customer[ahead]);
                    Sse.Prefetch0(level + subscription[ahead]);
                }

                // Months are kept from 1 on: 0 is a customer not seen yet.
                int month = MonthOf(ref *monthOfDay, second[row]) + 1;
                Customer* state = states + customer[row];
                if (state->Month != month)
                {
                    if (state->Month == 0)
                    {
                        state->Cohort = (sbyte)(month - 1);
                        sums[Sizes + month - 1]++;
                    }
                    else
                    {
                        state->Month--;
                        Orders(ref *state, ref sum, cohorts);
                    }

                    state->Month = (sbyte)month;
                    state->Change = 0;
                }

                long* own = level + subscription[row];
                state->Change += amount[row] - *own;
                *own = amount[row];
            }

            for (int i = 0; i < customers.Length; i++)
            {
                if (states[i].Month > 0)
                {
                    states[i].Month--;
                    Orders(ref states[i], ref sum, cohorts);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void PassByCustomer(LogColumns log, int from, int to, long[] levels, long[] sums, bool cohorts)
    {
        fixed (int* customer = log.Customer, subscription = log.Subscription)
        fixed (long* second = log.Second, amount = log.Amount, level = levels)
        fixed (byte* monthOfDay = Months.OfDay)
        {
            ref long sum = ref sums[0];
            int current = -1;
            Customer state = default;
            for (int row = from; row < to; row++)
            {
                int month = MonthOf(ref *monthOfDay, second[row]);
                if (customer[row] != current)
                {
                    if (current >= 0)
                    {
                        Orders(ref state, ref sum, cohorts);
                    }

                    current = customer[row];
                    state = new Customer { Month = (sbyte)month, Cohort = (sbyte)month };
                    sums[Sizes + month]++;
                }
                else if (state.Month != month)
                {
                    Orders(ref state, ref sum, cohorts);
                    state.Month = (sbyte)month;
                    state.Change = 0;
                }

                long* own = level + subscription[row];
                state.Change += amount[row] - *own;
                *own = amount[row];
            }

            if (current >= 0)
            {
                Orders(ref state, ref sum, cohorts);
            }
        }
    }

    /// <summary>Books the change of a month that is over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Orders(ref Customer customer, ref long sums, bool cohorts)
    {
        long balance = customer.Balance, change = customer.Change, after = balance + change;
        if (cohorts)
        {
            ref long cell = ref Unsafe.Add(ref sums, ((customer.Cohort * Width) + customer.Month) * 2);
            cell += (after > 0 ? 1 : 0) - (balance > 0 ? 1 : 0);
            Unsafe.Add(ref cell, 1) += change;
        }
        else
        {
            // No branches: whether a change is an expansion or a churn cannot be predicted.
            int kind = IfNegative(-change) | ((1 - IfNegative(-after)) << 1) | (customer.Paid << 2) | ((1 - IfNegative(-balance)) << 3) | ((1 - IfNegative(change | -change)) << 4);
            ref long cell = ref Unsafe.Add(ref sums, (customer.Month * PerMonth) + Kinds[kind]);
            long sign = change >> 63;
            cell += (change ^ sign) - sign;
            Unsafe.Add(ref cell, CustomersOf)++;
        }

        // Every first event is a paid start, so a month with an event is one with a payment.
        customer.Balance = after;
        customer.Paid = 1;
    }

    private static int IfNegative(long number) => (int)((ulong)number >> 63);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int MonthOf(ref byte monthOfDay, long second) => Unsafe.Add(ref monthOfDay, (nint)((uint)(second - Months.FirstSecond) / (uint)Months.SecondsPerDay));

    /// <summary>Two to a cache line.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 32)]
    private struct Customer
    {
        public long Balance;
        public long Change;
        public sbyte Month;
        public sbyte Cohort;
        public byte Paid;
    }
}
