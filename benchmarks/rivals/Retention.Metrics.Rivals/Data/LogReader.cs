using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Retention.Metrics.Rivals.Jobs;

namespace Retention.Metrics.Rivals.Data;

/// <summary>Reads the generated files as fast as can be: mapped into memory, on several threads, without a check. Part of the hand-tuned loop.</summary>
internal static class LogReader
{
    // A time is always written as yyyy-MM-dd HH:mm:ss.
    private const int TimeWidth = 19;

    private static readonly int[] FirstDayOf = [.. Enumerable.Range(0, Months.Count).Select(month => Months.FirstDay + (Months.Start.AddMonths(month) - Months.Start).Days)];

    public static unsafe LogColumns Read(string path, bool orders, int threads)
    {
        long length = new FileInfo(path).Length;
        using var map = MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, 0, MemoryMappedFileAccess.Read);
        using MemoryMappedViewAccessor view = map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        byte* file = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref file);
        try
        {
            nint[] cuts = CutAtLines(file, file + length, threads);
            var firstRow = new int[threads + 1];
            Parallel.For(0, threads, thread => firstRow[thread + 1] = MemoryMarshal.CreateReadOnlySpan(ref *(byte*)cuts[thread], (int)(cuts[thread + 1] - cuts[thread])).Count((byte)'\n'));
            for (int thread = 0; thread < threads; thread++)
            {
                firstRow[thread + 1] += firstRow[thread];
            }

            var columns = new LogColumns(firstRow[threads], !orders);
            Parallel.For(0, threads, thread => Parse((byte*)cuts[thread], columns, firstRow[thread], firstRow[thread + 1]));
            return columns.WithBounds();
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }

    private static unsafe nint[] CutAtLines(byte* file, byte* end, int threads)
    {
        byte* body = file;
        while (*body++ != '\n')
        {
        }

        var cuts = new nint[threads + 1];
        for (int thread = 0; thread <= threads; thread++)
        {
            byte* cut = body + ((end - body) * thread / threads);
            while (cut > body && cut < end && cut[-1] != '\n')
            {
                cut++;
            }

            cuts[thread] = (nint)cut;
        }

        return cuts;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Parse(byte* at, LogColumns columns, int from, int to)
    {
        int[] customer = columns.Customer, subscription = columns.Subscription;
        long[] second = columns.Second, amount = columns.Amount;
        for (int row = from; row < to; row++)
        {
            customer[row] = Number(ref at);
            if (subscription.Length > 0)
            {
                subscription[row] = Number(ref at);
                while (*at++ != ',')
                {
                }
            }

            int month = ((TwoDigits(at + 2) - 22) * 12) + TwoDigits(at + 5) - 1;
            second[row] = ((FirstDayOf[month] + TwoDigits(at + 8) - 1) * Months.SecondsPerDay) + (TwoDigits(at + 11) * 3600) + (TwoDigits(at + 14) * 60) + TwoDigits(at + 17);
            at += TimeWidth + 1;
            amount[row] = Number(ref at);
        }
    }

    private static unsafe int TwoDigits(byte* at) => (at[0] * 10) + at[1] - ('0' * 11);

    /// <summary>Reads a number and the character after it.</summary>
    private static unsafe int Number(ref byte* at)
    {
        int number = 0;
        for (uint digit = (uint)(*at++ - '0'); digit < 10; digit = (uint)(*at++ - '0'))
        {
            number = (number * 10) + (int)digit;
        }

        return number;
    }
}
