using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Testing.Generators;

/// <summary>Recurring prices, their discounts and what they are made of.</summary>
internal static class Prices
{
    private const decimal PlainAmount = 10m;

    /// <summary>The largest amount of which a year still fits.</summary>
    private const decimal Largest = 9_223_372_036_854.775807m;

    private static readonly decimal[] Amounts = [0m, 0.000001m, 0.01m, 1m, 9.99m, PlainAmount, 49m, 1_200m, 999_999.999999m];

    private static readonly (decimal Amount, BillingUnit Unit, int Count, int Quantity)[] OfScenes =
    [
        (10m, BillingUnit.Month, 1, 1), (10m, BillingUnit.Month, 1, 1), (20m, BillingUnit.Month, 1, 1), (10m, BillingUnit.Month, 1, 2),
        (120m, BillingUnit.Year, 1, 1), (0m, BillingUnit.Month, 1, 1), (9.99m, BillingUnit.Quarter, 1, 3), (100m, BillingUnit.Year, 3, 1),
        (7m, BillingUnit.Week, 2, 1), (0.000001m, BillingUnit.Day, 7, 1), (5m, BillingUnit.Month, 1, 0), (1.5m, BillingUnit.Day, 1, 7),
    ];

    public static Arbitrary<Currency> AnyCurrency { get; } = Arb.From(
        Gen.Elements(Currency.Eur, Currency.Usd, Currency.Gbp, Currency.Jpy, Currency.Of("KWD"), Currency.Of("CLF")),
        currency => currency == Currency.Eur ? [] : [Currency.Eur]);

    public static Arbitrary<Money> AnyMoney { get; } = Arb.From(
        from currency in AnyCurrency.Generator from amount in Gen.Elements(Amounts) select currency.Amount(amount),
        Smaller);

    public static Arbitrary<BillingInterval> AnyInterval { get; } = Arb.From(
        from unit in Gen.Elements(Enum.GetValues<BillingUnit>()) from count in Gen.Frequency((3, Gen.Constant(1)), (1, Gen.Choose(1, 36))) select new BillingInterval(unit, count),
        Smaller);

    public static Arbitrary<RecurringPrice> Any { get; } = Arb.From(
        Gen.Frequency(
            (12, from amount in AnyMoney.Generator from interval in AnyInterval.Generator from quantity in Gen.Elements(0, 1, 1, 1, 2, 100) select new RecurringPrice(amount, interval, quantity)),
            (2, from amount in AnyMoney.Generator from product in Gen.Elements("pro", "basic, \"old\"") select new RecurringPrice(amount, BillingInterval.Monthly) { Product = product }),
            (1, from currency in AnyCurrency.Generator select RecurringPrice.Yearly(Largest, currency))),
        Smaller);

    public static Arbitrary<Discount> AnyDiscount { get; } = Arb.From(
        from until in Gen.Frequency((1, Gen.Constant<Instant?>(null)), (2, Instants.Any.Generator.Select(until => (Instant?)until)))
        from discount in Gen.OneOf(
            Gen.Elements(0m, 10m, 33.333333m, 50m, 100m).Select(percent => Discount.Percent(percent, until)),
            AnyMoney.Generator.Select(off => Discount.Amount(off, until)))
        select discount,
        Smaller);

    public static Arbitrary<ChurnReason> AnyReason { get; } = Arb.From(
        Gen.Elements(ChurnReason.Unknown, ChurnReason.Voluntary, ChurnReason.Involuntary, ChurnReason.Of("too dear", ChurnKind.Voluntary), ChurnReason.Of("\"closed\"", ChurnKind.Involuntary)),
        reason => reason == ChurnReason.Unknown ? [] : [ChurnReason.Unknown]);

    /// <summary>One of few prices that recur in scenarios; every number names one.</summary>
    public static RecurringPrice OfScene(int number, Currency currency)
    {
        (decimal amount, BillingUnit unit, int count, int quantity) = OfScenes[number % OfScenes.Length];
        return RecurringPrice.Every(count, unit, amount, currency, quantity);
    }

    /// <summary>How far a price is from 10.00 EUR a month.</summary>
    public static int Weight(RecurringPrice price) => Weight(price.Amount) + Weight(price.Interval) + (price.Quantity == 1 ? 0 : 1);

    public static int Weight(Discount? discount) =>
        discount is null ? 0 : 1 + (discount.AmountOff is { } off ? 2 + Weight(off) : discount.PercentOff == 50m ? 0 : 1) + (discount.Until is { } until ? 1 + RoundInstants.Roughness(until) : 0);

    public static int Weight(Money money) => (money.Currency == Currency.Eur ? 0 : 1) + (money.Amount == PlainAmount ? 0 : 1);

    public static int Weight(BillingInterval interval) => (interval.Unit == BillingUnit.Month ? 0 : 1) + (interval.Count == 1 ? 0 : 1);

    /// <summary>Prices in the same currency that are nearer to 10.00 a month.</summary>
    public static IEnumerable<RecurringPrice> Plainer(RecurringPrice price)
    {
        RecurringPrice[] candidates =
        [
            RecurringPrice.Monthly(PlainAmount, price.Amount.Currency),
            price with { Amount = price.Amount.Currency.Amount(PlainAmount) },
            price with { Interval = BillingInterval.Monthly },
            price with { Interval = new BillingInterval(price.Interval.Unit) },
            price with { Quantity = 1 },
        ];

        // The largest yearly amount of all does not fit as a monthly one.
        return candidates.Where(candidate => Weight(candidate) < Weight(price) && candidate.Amount.Amount <= Largest / 1_000m).Distinct();
    }

    public static IEnumerable<Discount> Smaller(Discount discount)
    {
        Discount[] candidates = [Discount.Percent(50m), Discount.Percent(50m, discount.Until), discount.AmountOff is { } off ? Discount.Amount(off) : Discount.Percent(discount.PercentOff)];
        return candidates
            .Concat(discount.AmountOff is { } amount ? Smaller(amount).Select(less => Discount.Amount(less, discount.Until)) : [])
            .Concat(discount.Until is { } until ? RoundInstants.Smaller(until).Select(rounder => Until(discount, rounder)) : [])
            .Where(candidate => Weight(candidate) < Weight(discount))
            .Distinct();
    }

    /// <summary>The same discount, ending at another instant.</summary>
    public static Discount Until(Discount discount, Instant until) =>
        discount.AmountOff is { } off ? Discount.Amount(off, until) : Discount.Percent(discount.PercentOff, until);

    private static IEnumerable<Money> Smaller(Money money) =>
        new[] { Currency.Eur.Amount(PlainAmount), money.Currency.Amount(PlainAmount), Currency.Eur.Amount(money.Amount) }.Where(candidate => Weight(candidate) < Weight(money)).Distinct();

    private static IEnumerable<BillingInterval> Smaller(BillingInterval interval) =>
        new[] { BillingInterval.Monthly, new BillingInterval(BillingUnit.Month, interval.Count), new BillingInterval(interval.Unit) }.Where(candidate => Weight(candidate) < Weight(interval)).Distinct();

    private static IEnumerable<RecurringPrice> Smaller(RecurringPrice price) =>
        price.Amount.Currency == Currency.Eur ? Plainer(price) : Plainer(price).Append(price with { Amount = Currency.Eur.Amount(price.Amount.Amount) });
}
