namespace Retention.Metrics.Histories.Columns;

/// <summary>The distinct prices of facts, each with its discount.</summary>
/// <remarks>Amounts that are written with other decimals (10 and 10.00) are entries of their own, which are equal.</remarks>
internal sealed class FactPrices
{
    /// <summary>How many prices before one is searched the memory is asked for where its search begins.</summary>
    public const int PricesAhead = 16;

    private readonly PlainPriceTable plainPrices = new();

    // Other prices, and those with a discount.
    private readonly Dictionary<PriceKey, int> written = [];
    private readonly Dictionary<PriceKey, int> values = [];
    private readonly Dictionary<int, Discount> discounts = [];

    private readonly Dictionary<ProductPrice, int> plainOfProducts = [];
    private readonly PriceProducts products = new();
    private readonly PriceEntries entries = new();

    // Apart from the entries: most prices are asked for nothing else, and so many of these stay near.
    private bool[] arePossible = new bool[4];
    private RecurringPrice? lastPrice;
    private Discount? lastDiscount;
    private int last = -1;

    public int Count { get; private set; }

    /// <summary>Whether any price has a discount.</summary>
    public bool HaveDiscounts => discounts.Count > 0;

    /// <summary>The products of prices, in the order of their numbers, which begin with 1.</summary>
    public IReadOnlyList<string> Products => products.Names;

    /// <summary>Whether all prices are in one currency.</summary>
    public bool HaveOneCurrency { get; private set; } = true;

    public RecurringPrice this[int index]
    {
        get
        {
            ref PriceEntry entry = ref entries[index];
            return entry.Price ?? (entry.Price = entry.Plain.ToPrice());
        }
    }

    public Discount? DiscountOf(int index) => HaveDiscounts ? discounts.GetValueOrDefault(index) : null;

    /// <summary>The number of the product of a price; 0 where it is not known.</summary>
    public int ProductOf(int index) => products.Of(index);

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
        for (int i = 0; i < some.Length; i++)
        {
            if (i + PricesAhead < some.Length)
            {
                Prefetch(some[i + PricesAhead]);
            }

            indexes[i] = OfPlain(some[i], price: null);
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

        var key = new ProductPrice(price, products.NumberOf(product));
        if (!plainOfProducts.TryGetValue(key, out int index))
        {
            plainOfProducts.Add(key, index = OfOther(price.ToPrice() with { Product = product }, discount: null));
        }

        return index;
    }

    /// <summary>Asks the memory for where the search for a plain price begins.</summary>
    public void Prefetch(in PlainPrice price) => plainPrices.Prefetch(price);

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

    /// <summary>Whether it is known that nothing makes a price impossible.</summary>
    public bool IsKnownPossible(int index) => arePossible[index];

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

    private int OfPlain(in PlainPrice plain, RecurringPrice? price)
    {
        int first = plainPrices.FindOrAdd(plain, Count, out bool isSame);
        if (first == Count)
        {
            return Add(new PriceEntry { Plain = plain, Price = price, FirstEqual = first });
        }

        if (isSame)
        {
            return first;
        }

        int index = first;
        while (entries[index].Plain != plain)
        {
            if (entries[index].NextEqual == PriceEntry.None)
            {
                return AddEqual(index, new PriceEntry { Plain = plain, Price = price, FirstEqual = first });
            }

            index = entries[index].NextEqual;
        }

        return index;
    }

    private int OfOther(RecurringPrice price, Discount? discount)
    {
        int product = price.Product is null ? 0 : products.NumberOf(price.Product);
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
            products.Set(Count, product);
        }

        RecurringPrice reduced = price with { Amount = price.Amount with { Amount = WithoutTrailingZeros(price.Amount.Amount) } };
        if (discount is not null || !PlainPrice.TryOf(reduced, out PlainPrice plain))
        {
            var value = PriceKey.Of(price, discount, product, WithoutTrailingZeros);
            return Add(new PriceEntry { Price = price, FirstEqual = values.TryAdd(value, Count) ? Count : values[value] });
        }

        int first = plainPrices.FindOrAdd(plain.WithOtherDecimals, Count, out _);
        return first == Count ? Add(new PriceEntry { Price = price, FirstEqual = first }) : AddEqual(LastEqualTo(first), new PriceEntry { Price = price, FirstEqual = first });
    }

    /// <summary>The last of the entries that equal one with a plain value.</summary>
    private int LastEqualTo(int index)
    {
        while (entries[index].NextEqual != PriceEntry.None)
        {
            index = entries[index].NextEqual;
        }

        return index;
    }

    /// <summary>Adds an entry behind those that equal it; there are as many as an amount can have decimals.</summary>
    private int AddEqual(int before, in PriceEntry entry)
    {
        entries[before].NextEqual = Count;
        return Add(entry);
    }

    private int Add(in PriceEntry entry)
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

    /// <summary>A plain price of a product, with a hash that cannot be chosen.</summary>
    private readonly record struct ProductPrice(PlainPrice Price, int Product)
    {
        public override int GetHashCode() => unchecked(Price.HashOfValue() + (Product * 397));
    }
}
