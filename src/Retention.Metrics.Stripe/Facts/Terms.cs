using NodaTime;
using Retention.Metrics.Stripe.Json;
using Retention.Metrics.Stripe.Objects;
using Retention.Metrics.Stripe.Prices;

namespace Retention.Metrics.Stripe.Facts;

/// <summary>What an item costs each interval, and what is off it alone.</summary>
/// <param name="From">From when it is charged, where it was added later.</param>
/// <param name="Price">The price.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Discounts">What is off.</param>
internal sealed record PricedItem(Instant? From, Price Price, long Quantity, IReadOnlyList<DiscountWindow> Discounts);

/// <summary>All that a subscription charges from an instant on: its items, and what is off them together.</summary>
internal sealed class Terms
{
    private readonly Currency currency;
    private readonly IReadOnlyList<PricedItem> items;
    private readonly JsonPath path;
    private readonly StripeProduct products;

    /// <summary>Terms of items and discounts.</summary>
    public Terms(Currency currency, IReadOnlyList<PricedItem> items, IReadOnlyList<DiscountWindow> discounts, JsonPath path, StripeProduct products)
    {
        this.products = products;
        this.currency = currency;
        this.items = items;
        Discounts = discounts;
        this.path = path;
    }

    /// <summary>What is off all items.</summary>
    public IReadOnlyList<DiscountWindow> Discounts { get; }

    /// <summary>The instants at which the charge may change without a change of the subscription.</summary>
    public IEnumerable<Instant> Boundaries =>
        items.Select(item => item.From).Concat(items.SelectMany(item => item.Discounts).Concat(Discounts).SelectMany(discount => new[] { discount.From, discount.Until })).OfType<Instant>();

    /// <summary>What is charged at an instant, by interval; the shortest first.</summary>
    public IReadOnlyList<Charge> At(Instant at)
    {
        DiscountWindow[] active = [.. Discounts.Where(discount => discount.Holds(at))];
        IGrouping<BillingInterval, PricedItem>[] groups =
        [
            .. items.Where(item => item.From is not { } from || from <= at).GroupBy(item => item.Price.Interval).OrderBy(group => group.Key.Unit).ThenBy(group => group.Key.Count),
        ];
        return groups.Length == 0
            ? [new Charge(new RecurringPrice(currency.Amount(0m), BillingInterval.Monthly), Discount: null)]
            : [.. groups.Select(group => WithProduct(ChargeOf(group.Key, [.. group], active, groups.Length == 1, at), group))];
    }

    /// <summary>The names of products that are charged together, as one name; nothing where none has one.</summary>
    public static string? Together(IEnumerable<string?> names)
    {
        string[] known = [.. names.Where(name => !string.IsNullOrWhiteSpace(name)).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return known.Length == 0 ? null : string.Join(" + ", known);
    }

    private Charge WithProduct(Charge charge, IEnumerable<PricedItem> group) => products == StripeProduct.None
        ? charge
        : charge with { Price = charge.Price with { Product = Together(group.Select(item => products == StripeProduct.Product ? item.Price.Product : item.Price.Name ?? item.Price.Id)) } };

    private Charge ChargeOf(BillingInterval interval, PricedItem[] group, DiscountWindow[] active, bool isOnly, Instant at)
    {
        if (!isOnly && active.FirstOrDefault(discount => discount.AmountOff is not null) is { } amount)
        {
            throw new RefusedException(path.Property("discounts"), FormattableString.Invariant($"{amount.AmountOff}"), "is an amount off each invoice; over items of different intervals it cannot be shared, and a percentage is expected");
        }

        DiscountWindow[] ofItems = [.. group.SelectMany(item => item.Discounts).Where(discount => discount.Holds(at))];
        RecurringPrice price = ListPrice(interval, group);
        if (ofItems.Length + active.Length == 0)
        {
            return new Charge(price, Discount: null);
        }

        bool ofWhole = ofItems.Length == 0 || group.Length == 1;
        if (ofWhole && ofItems.Concat(active).ToArray() is [{ Products.Length: 0 } only])
        {
            return new Charge(price, only.AmountOff is { } off ? Discount.Amount(currency.Amount(Exact(StripeCurrency.Major(off, currency))), only.Until) : Discount.Percent(only.PercentOff, only.Until));
        }

        return Stacked(interval, price, group, active, at);
    }

    /// <summary>Several discounts as one: those for ever come off the price where others end, and the others together are the discount.</summary>
    private Charge Stacked(BillingInterval interval, RecurringPrice price, PricedItem[] group, DiscountWindow[] active, Instant at)
    {
        DiscountWindow[] all = [.. group.SelectMany(item => item.Discounts).Where(discount => discount.Holds(at)), .. active];
        decimal list = group.Sum(Total);
        decimal net = Net(group, active, at, _ => true), forever = Net(group, active, at, discount => discount.Until is null);
        if (all.All(discount => discount.Until is null))
        {
            return new Charge(price, Off(list - net, until: null));
        }

        RecurringPrice reduced = forever == list ? price : new RecurringPrice(currency.Amount(Rounded(forever)), interval);
        return new Charge(reduced, Off(forever - net, all.Min(discount => discount.Until ?? Instant.MaxValue)));

        Discount Off(decimal minor, Instant? until) => Discount.Amount(currency.Amount(Rounded(minor)), until);
    }

    /// <summary>What is left in minor units: first what is off an item, then what is off all of them, each in its order.</summary>
    private static decimal Net(PricedItem[] group, DiscountWindow[] active, Instant at, Func<DiscountWindow, bool> counts)
    {
        decimal[] nets = [.. group.Select(item => item.Discounts.Where(discount => discount.Holds(at) && counts(discount)).Aggregate(Total(item), Less))];
        foreach (DiscountWindow discount in active.Where(counts))
        {
            bool[] isFor = [.. group.Select(item => discount.IsFor(item.Price.Product))];
            decimal whole = nets.Where((_, place) => isFor[place]).Sum();
            decimal kept = whole == 0m ? 1m : Less(whole, discount) / whole;
            for (int i = 0; i < nets.Length; i++)
            {
                nets[i] *= isFor[i] ? kept : 1m;
            }
        }

        return nets.Sum();
    }

    private static decimal Less(decimal amount, DiscountWindow discount) =>
        discount.AmountOff is { } off ? Math.Max(0m, amount - off) : amount * (100m - discount.PercentOff) / 100m;

    private static decimal Total(PricedItem item) => item.Price.Total(item.Quantity);

    private RecurringPrice ListPrice(BillingInterval interval, PricedItem[] group)
    {
        if (group is [{ Price: { Unit: { } unit } price } only] && price.Units(only.Quantity) is var units && units <= int.MaxValue && IsExact(StripeCurrency.Major(unit, currency)))
        {
            return new RecurringPrice(currency.Amount(StripeCurrency.Major(unit, currency)), interval, (int)units);
        }

        return new RecurringPrice(currency.Amount(Exact(StripeCurrency.Major(group.Sum(Total), currency))), interval);
    }

    /// <summary>Amounts of a stack can have any number of decimals; a millionth is far below what is charged.</summary>
    private decimal Rounded(decimal minor) => decimal.Round(StripeCurrency.Major(minor, currency), 6, MidpointRounding.ToEven);

    private decimal Exact(decimal amount) => IsExact(amount)
        ? amount
        : throw new RefusedException(path.Property("items"), FormattableString.Invariant($"{amount} {currency}"), "is an amount with more than six decimals");

    private static bool IsExact(decimal amount) => decimal.Round(amount, 6) == amount;
}
