using System.Runtime.CompilerServices;
using Retention.Metrics.Buffers;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>What a row of an interval says, together: the rows of a subscription lie anywhere in the file.</summary>
/// <param name="Start">When it starts, in ticks.</param>
/// <param name="End">When it ends, in ticks; <see cref="SparseInstants.None"/> for one that goes on.</param>
/// <param name="Price">The number of the price.</param>
/// <param name="Customer">The number of the customer.</param>
internal readonly record struct IntervalTerms(long Start, long End, int Price, int Customer);

/// <summary>The terms of all rows: 16 bytes a row as long as instants are whole seconds from 1970 to 2106, and 24 from the first that is not.</summary>
internal sealed class IntervalTermsColumn
{
    private ColumnBlocks<TermsInSeconds>? inSeconds = new();
    private ColumnBlocks<IntervalTerms>? inTicks;

    public int Count => inSeconds?.Count ?? inTicks!.Count;

    /// <summary>The terms of a row.</summary>
    public IntervalTerms this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => inSeconds is null ? inTicks![row] : inSeconds[row].ToTerms();
    }

    public void Add(in IntervalTerms terms)
    {
        if (inSeconds is not null)
        {
            if (TermsInSeconds.TryOf(terms, out TermsInSeconds seconds))
            {
                inSeconds.Add(seconds);
                return;
            }

            inTicks = InTicks(inSeconds);
            inSeconds = null;
        }

        inTicks!.Add(terms);
    }

    /// <summary>Gives the memory of all rows back.</summary>
    public void Release()
    {
        inSeconds?.Release();
        inTicks?.Release();
    }

    /// <summary>Asks the memory for a row that is read soon.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int row)
    {
        if (inSeconds is null)
        {
            CacheLine.Prefetch(ref inTicks![row]);
        }
        else
        {
            CacheLine.Prefetch(ref inSeconds[row]);
        }
    }

    private static ColumnBlocks<IntervalTerms> InTicks(ColumnBlocks<TermsInSeconds> inSeconds)
    {
        var inTicks = new ColumnBlocks<IntervalTerms>();
        for (int row = 0; row < inSeconds.Count; row++)
        {
            inTicks.Add(inSeconds[row].ToTerms());
        }

        return inTicks;
    }

    private readonly record struct TermsInSeconds(uint Start, uint End, int Price, int Customer)
    {
        private const uint None = uint.MaxValue;

        public static bool TryOf(in IntervalTerms terms, out TermsInSeconds inSeconds)
        {
            uint end = None;
            bool areWhole = WholeSeconds.TryOf(terms.Start, out uint start) && (terms.End == SparseInstants.None || (WholeSeconds.TryOf(terms.End, out end) && end != None));
            inSeconds = new TermsInSeconds(start, end, terms.Price, terms.Customer);
            return areWhole;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public IntervalTerms ToTerms() =>
            new(WholeSeconds.ToTicks(Start), End == None ? SparseInstants.None : WholeSeconds.ToTicks(End), Price, Customer);
    }
}
