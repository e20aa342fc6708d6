using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>Reads the prices of rows as numbers of distinct prices: usual ones without an object for a row, others as <see cref="PriceCells"/> does.</summary>
internal sealed class PriceReader(CsvTable table, CsvImportOptions options, FactPrices prices)
{
    private readonly CellCache<Currency> currencies = new();
    private readonly CellCache<BillingUnit> units = new();
    private readonly Dictionary<PlainPrice, int> plain = [];
    private readonly bool isMonthly = table.Has(Column.MonthlyAmount);
    private readonly Column amountColumn = table.Has(Column.MonthlyAmount) ? Column.MonthlyAmount : Column.Amount;
    private PlainPrice lastPlain;
    private int last = -1;

    /// <summary>Reads the price of the current row.</summary>
    /// <param name="price">Its number.</param>
    public bool TryRead(out int price)
    {
        if (TryPlain(out PlainPrice terms))
        {
            price = terms == lastPlain && last >= 0 ? last : NumberOf(terms);
            (lastPlain, last) = (terms, price);
            return true;
        }

        bool read = PriceCells.TryRead(table, out RecurringPrice other);
        price = read ? prices.Of(other, discount: null) : -1;
        Remember();
        return read;
    }

    private int NumberOf(in PlainPrice terms)
    {
        if (!plain.TryGetValue(terms, out int price))
        {
            price = prices.Of(terms.ToPrice(), discount: null);
            plain.Add(terms, price);
        }

        return price;
    }

    private bool TryPlain(out PlainPrice terms)
    {
        terms = default;
        Currency currency = options.Currency;
        if ((!table.IsEmpty(Column.Currency) && !currencies.TryFind(table.Cell(Column.Currency), out currency))
            || !PlainAmount.TryRead(table.Cell(amountColumn), options.MinorUnits ? currency.MillionthsPerMinorUnit : 0, out long millionths, out int decimals))
        {
            return false;
        }

        BillingUnit unit = BillingUnit.Month;
        int count = 1, quantity = 1;
        if (!isMonthly
            && (!units.TryFind(table.Cell(Column.Interval), out unit)
                || (!table.IsEmpty(Column.IntervalCount) && (!AmountFormat.TryReadCount(table.Cell(Column.IntervalCount), out count) || count == 0))))
        {
            return false;
        }

        if (!table.IsEmpty(Column.Quantity) && !AmountFormat.TryReadCount(table.Cell(Column.Quantity), out quantity))
        {
            return false;
        }

        terms = new PlainPrice(millionths, options.MinorUnits ? PlainAmount.DecimalsOf(millionths, currency) : decimals, currency, unit, count, quantity);
        return true;
    }

    /// <summary>Remembers words that were read, for the rows that follow.</summary>
    private void Remember()
    {
        if (!table.IsEmpty(Column.Currency) && !currencies.TryFind(table.Cell(Column.Currency), out _) && Currency.TryParse(table.Word(Column.Currency).ToUpperInvariant(), out Currency currency))
        {
            _ = currencies.Add(table.Cell(Column.Currency), currency);
        }

        if (!isMonthly && !units.TryFind(table.Cell(Column.Interval), out _) && PriceCells.UnitOf(table.Word(Column.Interval)) is { } unit)
        {
            _ = units.Add(table.Cell(Column.Interval), unit);
        }
    }

    private readonly record struct PlainPrice(long Millionths, int Decimals, Currency Currency, BillingUnit Unit, int Count, int Quantity)
    {
        public RecurringPrice ToPrice() => new(new Money(ExactDecimal.OfMillionths(Millionths, Decimals), Currency), new BillingInterval(Unit, Count), Quantity);

        public override int GetHashCode() => HashCode.Combine(Millionths, Decimals, Currency, Unit, Count, Quantity);
    }
}
