using NodaTime;

namespace Retention.Metrics.Histories;

/// <summary>What an order says beside ids, tick and recorded instant.</summary>
internal readonly record struct OrderContent(Money Amount, OrderStatus Status, Money? Refunded, byte Nanoseconds);

/// <summary>Contents of orders in 64 bits each: a usual one is stored in the bits, any other is a number in a table of distinct contents.</summary>
/// <remarks>
/// Which form a content has depends on the content alone, and on the currencies that came before it. Contents that differ only in how many decimals
/// are written are equal, and keep their decimals.
/// </remarks>
internal sealed class OrderContents
{
    // From the highest bit: one for the table, two for the status, one for a stated refund of 0, five for the currency, three for the scale, the rest for the amount.
    private const int AmountBits = 52;
    private const int ScaleBits = 3;
    private const int CurrencyBits = 5;
    private const int ScaleShift = AmountBits;
    private const int CurrencyShift = ScaleShift + ScaleBits;
    private const int NoRefundShift = CurrencyShift + CurrencyBits;
    private const int StatusShift = NoRefundShift + 1;
    private const long AmountMask = (1L << AmountBits) - 1;
    private const long ScaleMask = ((1L << ScaleBits) - 1) << ScaleShift;
    private const int MostCurrencies = 1 << CurrencyBits;
    private const int MostScale = 6;

    private readonly List<Currency> currencies = [];
    private readonly Dictionary<(OrderContent Content, byte Scale, byte RefundScale), int> numbers = [];
    private readonly Dictionary<OrderContent, int> firstEqual = [];
    private readonly List<OrderContent> others = [];
    private readonly List<int> equalTo = [];
    private readonly List<Sums> sums = [];
    private Currency lastCurrency;
    private int lastCurrencyNumber = -1;
    private long anyUsual;

    /// <summary>The one currency of all contents, or nothing where there are several or none.</summary>
    public Currency? OnlyCurrency => currencies.Count == 1 && others.TrueForAll(one => one.Amount.Currency == currencies[0]) ? currencies[0] : null;

    /// <summary>A content by its bits.</summary>
    public OrderContent this[long bits]
    {
        get
        {
            if (IsOther(bits))
            {
                return others[NumberOf(bits)];
            }

            return Usual(bits, CurrencyOf(bits));
        }
    }

    /// <summary>Whether two contents are equal.</summary>
    public bool AreEqual(long x, long y) =>
        x == y || (IsOther(x) == IsOther(y) && (IsOther(x) ? equalTo[NumberOf(x)] == equalTo[NumberOf(y)] : (x & ~ScaleMask) == (y & ~ScaleMask)));

    /// <summary>Stores a content.</summary>
    /// <returns>Its bits.</returns>
    public long Of(in OrderContent content)
    {
        decimal amount = content.Amount.Amount;
        bool isUsual = content.Nanoseconds == 0 && (content.Refunded is null || (content.Refunded.Value.Amount == 0m && content.Refunded.Value.Currency == content.Amount.Currency));
        if (isUsual && amount >= 0m && RecurringRevenue.TryMillionths(amount, out Int128 millionths) && millionths <= AmountMask
            && NumberOf(content.Amount.Currency) is >= 0 and var currency)
        {
            return InCurrency(UsualOf((long)millionths, Math.Min(amount.Scale, (byte)MostScale), content.Status, content.Refunded is not null), currency);
        }

        (OrderContent Content, byte Scale, byte RefundScale) written = (content, amount.Scale, content.Refunded?.Amount.Scale ?? 0);
        if (!numbers.TryGetValue(written, out int number))
        {
            number = others.Count;
            numbers.Add(written, number);
            _ = firstEqual.TryAdd(content, number);
            equalTo.Add(firstEqual[content]);
            others.Add(content);
            sums.Add(Sums.Of(content));
        }

        return long.MinValue | (uint)number;
    }

    /// <summary>A usual content without its currency: an amount of few digits without a refund.</summary>
    /// <param name="millionths">The amount, from 0 to 2⁵² − 1; one of eight digits and six decimals, as most files have it, is below.</param>
    /// <param name="scale">How many decimals it is written with, at most 6.</param>
    /// <param name="status">What became of the order.</param>
    /// <param name="statesNoRefund">Whether a refund of 0 is stated.</param>
    /// <returns>Its bits, which are not negative.</returns>
    public static long UsualOf(long millionths, int scale, OrderStatus status, bool statesNoRefund) =>
        millionths | ((long)scale << ScaleShift) | ((long)status << StatusShift) | (statesNoRefund ? 1L << NoRefundShift : 0);

    /// <summary>Stores a usual content in a currency.</summary>
    /// <returns>Its bits.</returns>
    public long InCurrency(long usual, Currency currency) => NumberOf(currency) is >= 0 and var number ? InCurrency(usual, number) : Of(Usual(usual, currency));

    /// <summary>Whether any order was cancelled. Of the numbers of the other statuses none is odd.</summary>
    public bool HaveCancelled => (anyUsual >> StatusShift & (long)OrderStatus.Cancelled) != 0 || others.Exists(one => one.Status == OrderStatus.Cancelled);

    public OrderStatus StatusOf(long bits) => IsOther(bits) ? others[NumberOf(bits)].Status : (OrderStatus)(bits >> StatusShift & 3);

    public Currency CurrencyOf(long bits) => IsOther(bits) ? others[NumberOf(bits)].Amount.Currency : currencies[(int)(bits >> CurrencyShift & (MostCurrencies - 1))];

    /// <summary>Which of some contents are in a currency: a bit for each, from the lowest; at most 64.</summary>
    public ulong InCurrency(Currency currency, ReadOnlySpan<long> some)
    {
        long number = currencies.IndexOf(currency);
        ulong found = 0;
        for (int i = 0; i < some.Length; i++)
        {
            long bits = some[i];
            bool isIn = IsOther(bits) ? CurrencyOf(bits) == currency : (bits >> CurrencyShift & (MostCurrencies - 1)) == number;
            found |= (isIn ? 1UL : 0) << i;
        }

        return found;
    }

    /// <summary>Whether an order of any content was placed between two ticks.</summary>
    public bool HaveNanoseconds => others.Exists(one => one.Nanoseconds > 0);

    public byte NanosecondsOf(long bits) => IsOther(bits) ? others[NumberOf(bits)].Nanoseconds : (byte)0;

    /// <summary>Whether an order can have any content of the table, as far as it can be said of one order alone.</summary>
    public bool AreAllPossible => sums.TrueForAll(one => one.IsPossible);

    /// <summary>Whether an order can have the content, as far as it can be said of one order alone.</summary>
    public bool IsPossible(long bits) => !IsOther(bits) || sums[NumberOf(bits)].IsPossible;

    /// <summary>Amount and refund of a possible content, in millionths.</summary>
    public (long Amount, long Refund) MillionthsOf(long bits)
    {
        if (IsOther(bits))
        {
            return (sums[NumberOf(bits)].Amount, sums[NumberOf(bits)].Refund);
        }

        long amount = bits & AmountMask;
        bool isRefunded = bits >> NoRefundShift == (long)OrderStatus.Refunded << (StatusShift - NoRefundShift);
        return (amount, isRefunded ? amount : 0);
    }

    private static bool IsOther(long bits) => bits < 0;

    private long InCurrency(long usual, int number)
    {
        anyUsual |= usual;
        return usual | ((long)number << CurrencyShift);
    }

    private static OrderContent Usual(long bits, Currency currency)
    {
        var amount = new Money(ExactDecimal.OfMillionths(bits & AmountMask, (int)((bits & ScaleMask) >> ScaleShift)), currency);
        return new OrderContent(amount, (OrderStatus)(bits >> StatusShift & 3), (bits >> NoRefundShift & 1) != 0 ? Money.Zero(currency) : null, 0);
    }

    private static int NumberOf(long bits) => (int)(bits & int.MaxValue);

    private int NumberOf(Currency currency)
    {
        if (lastCurrencyNumber >= 0 && currency == lastCurrency)
        {
            return lastCurrencyNumber;
        }

        int number = currencies.IndexOf(currency);
        if (number < 0 && currencies.Count < MostCurrencies)
        {
            number = currencies.Count;
            currencies.Add(currency);
        }

        (lastCurrency, lastCurrencyNumber) = (currency, number);
        return number;
    }

    private readonly record struct Sums(long Amount, long Refund, bool IsPossible)
    {
        public static Sums Of(in OrderContent content)
        {
            var order = new Order(new CustomerId("-"), default(Instant), content.Amount) { Status = content.Status, Refunded = content.Refunded };
            if (OrderHistory.Problem(order) is not null)
            {
                return default;
            }

            _ = RecurringRevenue.TryMillionths(order.Amount.Amount, out Int128 amount);
            _ = RecurringRevenue.TryMillionths(order.Refund.Amount, out Int128 refund);
            return new Sums((long)amount, (long)refund, IsPossible: true);
        }
    }
}
