namespace Retention.Metrics.Histories.Columns;

/// <summary>A price in 16 bytes: an amount of at most six decimals, not below 0, for an interval of not very many units, of no known product.</summary>
/// <param name="Millionths">The amount.</param>
/// <param name="Terms">From the lowest bit: 4 for the decimals, 4 for the unit, 8 for the currency, 16 for the count of units, 32 for the quantity.</param>
internal readonly record struct PlainPrice(long Millionths, ulong Terms)
{
    private const int MostDecimals = 6;
    private const ulong DecimalBits = 0xF;
    private const int UnitShift = 4;
    private const int CurrencyShift = 8;
    private const int CountShift = 16;
    private const int QuantityShift = 32;

    private static readonly int[] MillionthsOfLastDigit = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

    /// <summary>The same value, written with other decimals than any plain price has.</summary>
    public PlainPrice WithOtherDecimals => this with { Terms = Terms | DecimalBits };

    /// <summary>Whether this is no price.</summary>
    public bool IsNone => Terms == 0;

    public Currency Currency => Currency.OfNumber(unchecked((byte)(Terms >> CurrencyShift)));

    private BillingUnit Unit => (BillingUnit)(Terms >> UnitShift & 0xF);

    private int Count => unchecked((ushort)(Terms >> CountShift));

    private int Quantity => (int)(Terms >> QuantityShift);

    /// <summary>Makes a price of its parts.</summary>
    /// <returns>Whether the interval has so few units.</returns>
    public static bool TryOf(long millionths, int decimals, Currency currency, BillingUnit unit, int count, int quantity, out PlainPrice price)
    {
        price = new PlainPrice(
            millionths,
            (uint)decimals | ((ulong)unit << UnitShift) | ((ulong)currency.Number << CurrencyShift) | ((ulong)unchecked((ushort)count) << CountShift) | ((ulong)(uint)quantity << QuantityShift));
        return count <= ushort.MaxValue;
    }

    /// <summary>Makes a price of one that is an object, decimals as they are written.</summary>
    /// <returns>Whether it is a plain one.</returns>
    public static bool TryOf(RecurringPrice price, out PlainPrice plain)
    {
        plain = default;
        return price.Product is null && TryMillionths(price.Amount.Amount, out long millionths, out int decimals)
            && TryOf(millionths, decimals, price.Amount.Currency, price.Interval.Unit, price.Interval.Count, price.Quantity, out plain);
    }

    /// <summary>Makes a price of an amount for a month, decimals as they are written.</summary>
    /// <returns>Whether it is a plain one.</returns>
    public static bool TryOfMonth(Money amount, out PlainPrice plain)
    {
        plain = default;
        return TryMillionths(amount.Amount, out long millionths, out int decimals) && TryOf(millionths, decimals, amount.Currency, BillingUnit.Month, count: 1, quantity: 1, out plain);
    }

    /// <summary>The annual millionths of a price that is charged so many times a year, where they are whole and fit: of most they do.</summary>
    public bool TryAnnual(out long annual)
    {
        annual = 0;
        int perYear = Unit switch
        {
            BillingUnit.Month => 12,
            BillingUnit.Quarter => 4,
            BillingUnit.Year => 1,
            _ => 0,
        };

        // 63 bits of the amount, 31 of the quantity, 4 of the times a year.
        (Int128 quotient, Int128 remainder) = Int128.DivRem((Int128)Millionths * Quantity * perYear, Count);
        if (perYear == 0 || remainder != 0 || quotient > long.MaxValue)
        {
            return false;
        }

        annual = (long)quotient;
        return true;
    }

    private static bool TryMillionths(decimal amount, out long millionths, out int decimals)
    {
        Span<int> bits = stackalloc int[4];
        _ = decimal.GetBits(amount, bits);
        ulong digits = unchecked((uint)bits[0] | ((ulong)(uint)bits[1] << 32));
        (millionths, decimals) = (0, amount.Scale);
        if (bits[2] != 0 || decimal.IsNegative(amount) || decimals > MostDecimals || digits > long.MaxValue / (ulong)MillionthsOfLastDigit[decimals])
        {
            return false;
        }

        millionths = (long)digits * MillionthsOfLastDigit[decimals];
        return true;
    }

    public RecurringPrice ToPrice() => new(new Money(ExactDecimal.OfMillionths(Millionths, (int)(Terms & DecimalBits)), Currency), new BillingInterval(Unit, Count), Quantity);

    /// <summary>Whether two prices are equal, whatever the decimals they are written with.</summary>
    public bool HasValueOf(in PlainPrice other) => Millionths == other.Millionths && ((Terms ^ other.Terms) & ~DecimalBits) == 0;

    /// <summary>A hash that is one for prices that are equal, and that cannot be chosen.</summary>
    public int HashOfValue() => unchecked((int)(IdHash.Mix((ulong)Millionths, Terms & ~DecimalBits) >> 32));
}
