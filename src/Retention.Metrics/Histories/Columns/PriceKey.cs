namespace Retention.Metrics.Histories.Columns;

/// <summary>Everything a price and its discount state, bit by bit, with a hash that cannot be chosen.</summary>
internal readonly record struct PriceKey(DecimalBits Amount, ulong Terms, int Count)
{
    private const ulong HasDiscount = 1UL << 63;
    private const ulong HasAmountOff = 1UL << 62;
    private const ulong HasEnd = 1UL << 61;

    private DecimalBits PercentOff { get; init; }

    private DecimalBits AmountOff { get; init; }

    private FactInstant Until { get; init; }

    private int Product { get; init; }

    public static PriceKey Of(RecurringPrice price, Discount? discount, int product, Func<decimal, decimal> form)
    {
        BillingInterval interval = price.Interval;
        ulong terms = (uint)price.Quantity | ((ulong)(uint)interval.Unit << 32) | ((ulong)(uint)price.Amount.Currency.GetHashCode() << 36);
        var key = new PriceKey(DecimalBits.Of(form(price.Amount.Amount)), terms, interval.Count) { Product = product };
        if (discount is null)
        {
            return key;
        }

        FactInstant? until = discount.Until is { } instant ? FactInstant.Of(instant) : null;
        return key with
        {
            Terms = terms | HasDiscount | (until is null ? 0 : HasEnd) | (discount.AmountOff is { } off ? HasAmountOff | ((ulong)(uint)off.Currency.GetHashCode() << 44) : 0),
            PercentOff = DecimalBits.Of(form(discount.PercentOff)),
            AmountOff = discount.AmountOff is { } amount ? DecimalBits.Of(form(amount.Amount)) : default,
            Until = until ?? default,
        };
    }

    public override int GetHashCode()
    {
        ulong hash = IdHash.Mix(Amount.Low ^ Terms, Amount.High ^ (ulong)Count ^ ((ulong)Product << 32));
        if ((Terms & HasDiscount) != 0)
        {
            hash = IdHash.Mix(hash ^ PercentOff.Low, PercentOff.High ^ AmountOff.Low);
            hash = IdHash.Mix(hash ^ AmountOff.High, unchecked((ulong)Until.Ticks) ^ (uint)Until.Nanos);
        }

        return unchecked((int)(hash >> 32));
    }
}

/// <summary>The bits of a decimal number: 10 and 10.00 differ.</summary>
internal readonly record struct DecimalBits(ulong Low, ulong High)
{
    public static DecimalBits Of(decimal number)
    {
        Span<int> bits = stackalloc int[4];
        _ = decimal.GetBits(number, bits);
        return unchecked(new DecimalBits((uint)bits[0] | ((ulong)(uint)bits[1] << 32), (uint)bits[2] | ((ulong)(uint)bits[3] << 32)));
    }
}
