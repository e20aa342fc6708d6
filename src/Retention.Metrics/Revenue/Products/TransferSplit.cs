using System.Runtime.InteropServices;

namespace Retention.Metrics.Revenue.Products;

/// <summary>The change of a customer's revenue in one product, and the part of it that is transferred.</summary>
/// <param name="Product">The position of the product.</param>
/// <param name="Change">The size of the change, above 0.</param>
internal record struct ProductChange(int Product, long Change)
{
    /// <summary>The part that is transferred from or to other products.</summary>
    public long Transferred { get; set; }

    /// <summary>What the division left, of which the largest get one millionth more.</summary>
    public Int128 Remainder { get; set; }
}

/// <summary>Splits what a customer moves between products over the products that rose, or over those that fell.</summary>
internal static class TransferSplit
{
    /// <summary>Splits an amount in proportion to the changes, in whole millionths, the remainder by largest remainder, ties in the order of the products.</summary>
    /// <param name="changes">The changes of one direction; their order can change.</param>
    /// <param name="sum">The sum of the changes.</param>
    /// <param name="amount">What is transferred, at most the sum.</param>
    public static void Split(List<ProductChange> changes, long sum, long amount)
    {
        Span<ProductChange> own = CollectionsMarshal.AsSpan(changes);
        long left = amount;
        foreach (ref ProductChange one in own)
        {
            // 63 bits times 63 bits fit into 127.
            (Int128 share, Int128 remainder) = Int128.DivRem((Int128)one.Change * amount, sum);
            (one.Transferred, one.Remainder) = ((long)share, remainder);
            left -= one.Transferred;
        }

        if (left > 0)
        {
            own.Sort(static (x, y) => x.Remainder != y.Remainder ? y.Remainder.CompareTo(x.Remainder) : x.Product.CompareTo(y.Product));
            foreach (ref ProductChange one in own[..(int)left])
            {
                one.Transferred++;
            }
        }
    }
}
