namespace Retention.Metrics.Histories.Columns;

/// <summary>The distinct prices of facts, each with its discount.</summary>
/// <remarks>Amounts that are written with other decimals (10 and 10.00) are entries of their own, which are equal.</remarks>
internal sealed class FactPrices
{
    private const byte IsPossible = 1;
    private const byte IsImpossible = 2;

    private readonly Dictionary<PriceKey, int> written = [];
    private readonly Dictionary<PriceKey, int> values = [];
    private (RecurringPrice Price, Discount? Discount)[] entries = new (RecurringPrice, Discount?)[4];

    // The first entry that equals each.
    private int[] firstEqual = new int[4];

    // Whether a price is possible, once that is known; threads find the same.
    private byte[] problems = new byte[4];
    private int last = -1;

    public int Count { get; private set; }

    public RecurringPrice this[int index] => entries[index].Price;

    public Discount? DiscountOf(int index) => entries[index].Discount;

    public Currency CurrencyOf(int index) => entries[index].Price.Amount.Currency;

    public bool AreEqual(int one, int other) => one == other || firstEqual[one] == firstEqual[other];

    /// <summary>The index of the first entry that equals an entry.</summary>
    public int FirstEqualTo(int index) => firstEqual[index];

    /// <summary>The index of a price and its discount.</summary>
    public int Of(RecurringPrice price, Discount? discount)
    {
        if (last >= 0 && ReferenceEquals(entries[last].Price, price) && ReferenceEquals(entries[last].Discount, discount))
        {
            return last;
        }

        var key = PriceKey.Of(price, discount, static amount => amount);
        return last = written.TryGetValue(key, out int known) ? known : Add(key, price, discount);
    }

    /// <summary>What makes a price impossible, or nothing.</summary>
    public (PriceProblem Kind, string Message)? ProblemOf(int index)
    {
        if (problems[index] == IsPossible)
        {
            return null;
        }

        (PriceProblem, string)? problem = entries[index].Price.Problem(entries[index].Discount);
        problems[index] = problem is null ? IsPossible : IsImpossible;
        return problem;
    }

    private int Add(PriceKey key, RecurringPrice price, Discount? discount)
    {
        if (Count == entries.Length)
        {
            Array.Resize(ref entries, Count * 2);
            Array.Resize(ref firstEqual, Count * 2);
            Array.Resize(ref problems, Count * 2);
        }

        var value = PriceKey.Of(price, discount, WithoutTrailingZeros);
        entries[Count] = (price, discount);

        // Of most amounts the decimals end with another digit than 0: then what is written is the value.
        bool isValue = value == key;
        firstEqual[Count] = values.TryGetValue(value, out int equal) || (!isValue && written.TryGetValue(value, out equal)) ? firstEqual[equal] : Count;
        written.Add(key, Count);
        if (!isValue)
        {
            _ = values.TryAdd(value, Count);
        }

        return Count++;
    }

    private static decimal WithoutTrailingZeros(decimal amount)
    {
        (Int128 digits, int scale) = ExactDecimal.Of(amount);
        UInt128 size = (UInt128)Int128.Abs(digits);
        return unchecked(new decimal((int)(uint)(size & uint.MaxValue), (int)(uint)((size >> 32) & uint.MaxValue), (int)(uint)(size >> 64), digits < 0, (byte)scale));
    }

    /// <summary>Everything a price and its discount state, bit by bit, with a hash that cannot be chosen.</summary>
    private readonly record struct PriceKey(DecimalBits Amount, ulong Terms, int Count)
    {
        private const ulong HasDiscount = 1UL << 63;
        private const ulong HasAmountOff = 1UL << 62;
        private const ulong HasEnd = 1UL << 61;

        private DecimalBits PercentOff { get; init; }

        private DecimalBits AmountOff { get; init; }

        private FactInstant Until { get; init; }

        public static PriceKey Of(RecurringPrice price, Discount? discount, Func<decimal, decimal> form)
        {
            BillingInterval interval = price.Interval;
            ulong terms = (uint)price.Quantity | ((ulong)(uint)interval.Unit << 32) | ((ulong)(uint)price.Amount.Currency.GetHashCode() << 36);
            var key = new PriceKey(DecimalBits.Of(form(price.Amount.Amount)), terms, interval.Count);
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
            ulong hash = IdHash.Mix(Amount.Low ^ Terms, Amount.High ^ (ulong)Count);
            if ((Terms & HasDiscount) != 0)
            {
                hash = IdHash.Mix(hash ^ PercentOff.Low, PercentOff.High ^ AmountOff.Low);
                hash = IdHash.Mix(hash ^ AmountOff.High, unchecked((ulong)Until.Ticks) ^ (uint)Until.Nanos);
            }

            return unchecked((int)(hash >> 32));
        }
    }

    private readonly record struct DecimalBits(ulong Low, ulong High)
    {
        public static DecimalBits Of(decimal number)
        {
            Span<int> bits = stackalloc int[4];
            _ = decimal.GetBits(number, bits);
            return unchecked(new DecimalBits((uint)bits[0] | ((ulong)(uint)bits[1] << 32), (uint)bits[2] | ((ulong)(uint)bits[3] << 32)));
        }
    }
}
