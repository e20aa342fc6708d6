using System.Runtime.CompilerServices;

namespace Retention.Metrics.Histories.Columns;

/// <summary>The distinct prices of facts, each with its discount.</summary>
/// <remarks>Amounts that are written with other decimals (10 and 10.00) are entries of their own, which are equal.</remarks>
internal sealed class FactPrices
{
    // How many look-ups wait for the memory together: more than a core can have under way.
    private const int AtOnce = 32;

    private readonly PlainPriceTable plainPrices = new();

    // Other prices, and those with a discount.
    private readonly Dictionary<PriceKey, int> written = [];
    private readonly Dictionary<PriceKey, int> values = [];
    private readonly Dictionary<int, Discount> discounts = [];

    // Products by name, numbered from 1; and by price the number of its product, up to the last price that has one.
    private readonly Dictionary<string, int> productNumbers = new(StringComparer.Ordinal);
    private readonly Dictionary<ProductPrice, int> plainOfProducts = [];
    private readonly List<string> products = [];
    private int[] productOf = [];
    private readonly EntryBlocks entries = new();

    // Apart from the entries: most prices are asked for nothing else, and so many of these stay near.
    private bool[] arePossible = new bool[4];
    private RecurringPrice? lastPrice;
    private Discount? lastDiscount;
    private int last = -1;

    public int Count { get; private set; }

    /// <summary>Whether any price has a discount.</summary>
    public bool HaveDiscounts => discounts.Count > 0;

    /// <summary>The products of prices, in the order of their numbers, which begin with 1.</summary>
    public IReadOnlyList<string> Products => products;

    /// <summary>Whether all prices are in one currency.</summary>
    public bool HaveOneCurrency { get; private set; } = true;

    public RecurringPrice this[int index]
    {
        get
        {
            ref Entry entry = ref entries[index];
            return entry.Price ?? (entry.Price = entry.Plain.ToPrice());
        }
    }

    public Discount? DiscountOf(int index) => HaveDiscounts ? discounts.GetValueOrDefault(index) : null;

    /// <summary>The number of the product of a price; 0 where it is not known.</summary>
    public int ProductOf(int index) => (uint)index < (uint)productOf.Length ? productOf[index] : 0;

    public Currency CurrencyOf(int index) => entries[index].Plain is { IsNone: false } plain ? plain.Currency : entries[index].Price!.Amount.Currency;

    public bool AreEqual(int one, int other) => one == other || entries[one].FirstEqual == entries[other].FirstEqual;

    /// <summary>The index of the first entry that equals an entry.</summary>
    public int FirstEqualTo(int index) => entries[index].FirstEqual;

    /// <summary>The index of a price and its discount.</summary>
    public int Of(RecurringPrice price, Discount? discount)
    {
        if (last >= 0 && ReferenceEquals(lastPrice, price) && ReferenceEquals(lastDiscount, discount))
        {
            return last;
        }

        (lastPrice, lastDiscount) = (price, discount);
        return last = discount is null && PlainPrice.TryOf(price, out PlainPrice plain) ? OfPlain(plain, price) : OfOther(price, discount);
    }

    /// <summary>The index of a plain price without a discount.</summary>
    public int Of(in PlainPrice price) => OfPlain(price, price: null);

    /// <summary>The indexes of plain prices without a discount.</summary>
    /// <param name="some">The prices.</param>
    /// <param name="indexes">Where their indexes go.</param>
    public void Of(ReadOnlySpan<PlainPrice> some, Span<int> indexes)
    {
        for (int start = 0; start < some.Length; start += AtOnce)
        {
            ReadOnlySpan<PlainPrice> next = some[start..Math.Min(start + AtOnce, some.Length)];
            _ = Load(next);
            for (int i = 0; i < next.Length; i++)
            {
                indexes[start + i] = OfPlain(next[i], price: null);
            }
        }
    }

    /// <summary>The index of a plain price without a discount, of a product.</summary>
    /// <param name="price">The price.</param>
    /// <param name="product">The product; <see langword="null"/> where it is not known.</param>
    public int Of(in PlainPrice price, string? product)
    {
        if (product is null)
        {
            return Of(price);
        }

        var key = new ProductPrice(price, NumberOf(product));
        if (!plainOfProducts.TryGetValue(key, out int index))
        {
            plainOfProducts.Add(key, index = OfOther(price.ToPrice() with { Product = product }, discount: null));
        }

        return index;
    }

    /// <summary>The index that a plain price has most often, or −1.</summary>
    public int LikelyIndex(in PlainPrice price) => plainPrices.LikelyEntry(price);

    /// <summary>The annual millionths of a price under a policy.</summary>
    /// <param name="index">The price.</param>
    /// <param name="withDiscount">Whether its discount is subtracted.</param>
    /// <param name="policy">The policy.</param>
    /// <exception cref="OverflowException">A year does not fit into 64 bits.</exception>
    public long AnnualOf(int index, bool withDiscount, MetricPolicy policy)
    {
        Discount? discount = withDiscount ? DiscountOf(index) : null;
        return discount is null && entries[index].Plain is { IsNone: false } plain && plain.TryAnnual(out long annual) ? annual : this[index].Annual(discount, policy);
    }

    /// <summary>What makes a price impossible, or nothing.</summary>
    public (PriceProblem Kind, string Message)? ProblemOf(int index)
    {
        // Threads find the same.
        if (arePossible[index])
        {
            return null;
        }

        Discount? discount = DiscountOf(index);
        (PriceProblem, string)? problem = discount is null && entries[index].Plain is { IsNone: false } plain && plain.TryAnnual(out _) ? null : this[index].Problem(discount);
        arePossible[index] = problem is null;
        return problem;
    }

    /// <summary>Reads where the searches for some prices begin: loads that do not depend on each other overlap.</summary>
    /// <returns>Nothing of use; a load without a use would be left out.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Load(ReadOnlySpan<PlainPrice> some)
    {
        int loaded = 0;
        foreach (ref readonly PlainPrice price in some)
        {
            loaded ^= LikelyIndex(price);
        }

        return loaded;
    }

    private int OfPlain(in PlainPrice plain, RecurringPrice? price)
    {
        int first = plainPrices.FindOrAdd(plain, Count, out bool isSame);
        if (first == Count)
        {
            return Add(new Entry { Plain = plain, Price = price, FirstEqual = first });
        }

        if (isSame)
        {
            return first;
        }

        int index = first;
        while (entries[index].Plain != plain)
        {
            if (entries[index].NextEqual == Entry.None)
            {
                return AddEqual(index, new Entry { Plain = plain, Price = price, FirstEqual = first });
            }

            index = entries[index].NextEqual;
        }

        return index;
    }

    private int OfOther(RecurringPrice price, Discount? discount)
    {
        int product = price.Product is null ? 0 : NumberOf(price.Product);
        var key = PriceKey.Of(price, discount, product, static amount => amount);
        if (written.TryGetValue(key, out int known))
        {
            return known;
        }

        written.Add(key, Count);
        if (discount is not null)
        {
            discounts.Add(Count, discount);
        }

        if (product > 0)
        {
            SetProduct(product);
        }

        RecurringPrice reduced = price with { Amount = price.Amount with { Amount = WithoutTrailingZeros(price.Amount.Amount) } };
        if (discount is not null || !PlainPrice.TryOf(reduced, out PlainPrice plain))
        {
            var value = PriceKey.Of(price, discount, product, WithoutTrailingZeros);
            return Add(new Entry { Price = price, FirstEqual = values.TryAdd(value, Count) ? Count : values[value] });
        }

        int first = plainPrices.FindOrAdd(plain.WithOtherDecimals, Count, out _);
        return first == Count ? Add(new Entry { Price = price, FirstEqual = first }) : AddEqual(LastEqualTo(first), new Entry { Price = price, FirstEqual = first });
    }

    /// <summary>Notes the product of the next entry.</summary>
    private void SetProduct(int product)
    {
        if (Count >= productOf.Length)
        {
            Array.Resize(ref productOf, Math.Max(4, Count * 2));
        }

        productOf[Count] = product;
    }

    private int NumberOf(string product)
    {
        if (!productNumbers.TryGetValue(product, out int number))
        {
            products.Add(product);
            productNumbers.Add(product, number = products.Count);
        }

        return number;
    }

    /// <summary>The last of the entries that equal one with a plain value.</summary>
    private int LastEqualTo(int index)
    {
        while (entries[index].NextEqual != Entry.None)
        {
            index = entries[index].NextEqual;
        }

        return index;
    }

    /// <summary>Adds an entry behind those that equal it; there are as many as an amount can have decimals.</summary>
    private int AddEqual(int before, in Entry entry)
    {
        entries[before].NextEqual = Count;
        return Add(entry);
    }

    private int Add(in Entry entry)
    {
        if (Count == arePossible.Length)
        {
            Array.Resize(ref arePossible, Count * 2);
        }

        entries.Set(Count, entry);
        HaveOneCurrency = HaveOneCurrency && CurrencyOf(Count) == CurrencyOf(0);
        return Count++;
    }

    private static decimal WithoutTrailingZeros(decimal amount)
    {
        (Int128 digits, int scale) = ExactDecimal.Of(amount);
        UInt128 size = (UInt128)Int128.Abs(digits);
        return unchecked(new decimal((int)(uint)(size & uint.MaxValue), (int)(uint)((size >> 32) & uint.MaxValue), (int)(uint)(size >> 64), digits < 0, (byte)scale));
    }

    /// <summary>A price; one that is plain is an object only when it is asked for.</summary>
    private struct Entry
    {
        /// <summary>No entry: the first one follows none.</summary>
        public const int None = 0;

        public PlainPrice Plain { get; init; }

        public RecurringPrice? Price { get; set; }

        /// <summary>The first entry that equals this one.</summary>
        public int FirstEqual { get; init; }

        /// <summary>Of a plain value the next entry that equals this one.</summary>
        public int NextEqual { get; set; }
    }

    /// <summary>Entries in blocks: growing copies no more than the first block.</summary>
    private sealed class EntryBlocks
    {
        private const int Bits = 10;
        private const int EntriesInBlock = 1 << Bits;
        private const int EntriesAtFirst = 4;

        private Entry[][] blocks = [new Entry[EntriesAtFirst]];

        public ref Entry this[int index]
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => ref blocks[index >> Bits][index & (EntriesInBlock - 1)];
        }

        /// <summary>Sets an entry: one that is there, or the next.</summary>
        public void Set(int index, in Entry entry)
        {
            int block = index >> Bits, within = index & (EntriesInBlock - 1);
            if (block == blocks.Length)
            {
                Array.Resize(ref blocks, block * 2);
            }

            if (blocks[block] is null || within == blocks[block].Length)
            {
                Array.Resize(ref blocks[block], block > 0 ? EntriesInBlock : Math.Min(EntriesInBlock, 4 * within));
            }

            blocks[block][within] = entry;
        }
    }

    /// <summary>A plain price of a product, with a hash that cannot be chosen.</summary>
    private readonly record struct ProductPrice(PlainPrice Price, int Product)
    {
        public override int GetHashCode() => unchecked(Price.HashOfValue() + (Product * 397));
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
