using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>Reads the prices of rows as numbers of distinct prices: usual ones without an object for a row, others as <see cref="PriceCells"/> does.</summary>
/// <remarks>A thread has numbers of its own; the file has its numbers in the order of its rows, on any number of threads.</remarks>
internal sealed class PriceReader(CsvTable table, CsvImportOptions options)
{
    private const int Unknown = -1;

    // Of so many times so many units the number fits into 32 bits.
    private const int MostUnits = 1 << 15;

    private readonly CellCache<Currency> currencies = new();
    private readonly CellCache<BillingInterval> intervals = new();
    private readonly PlainPriceNumbers plain = new();
    private readonly List<(RecurringPrice Price, Discount? Discount)> others = [];
    private readonly bool isMonthly = table.Has(Column.MonthlyAmount);
    private readonly Column amountColumn = table.Has(Column.MonthlyAmount) ? Column.MonthlyAmount : Column.Amount;
    private readonly bool hasInterval = table.Has(Column.Interval);
    private int[] numbersInFile = [];
    private PlainPrice lastPlain;
    private int last = -1;

    /// <summary>Reads the price of the current row.</summary>
    /// <param name="price">The number that this reader has for it, below 0 for another than a usual one.</param>
    public bool TryRead(out int price)
    {
        if (TryPlain(out PlainPrice terms))
        {
            price = terms == lastPlain && last >= 0 ? last : plain.NumberOf(terms);
            (lastPlain, last) = (terms, price);
            return true;
        }

        Discount? discount = null;
        bool read = PriceCells.TryRead(table, out RecurringPrice other) && DiscountCells.TryRead(table, other.Amount.Currency, out discount);
        price = ~others.Count;
        if (read)
        {
            others.Add((other, discount));
        }

        Remember();
        return read;
    }

    /// <summary>The number that the file has for a price of this reader.</summary>
    public int NumberInFile(int price, FactPrices ofFile)
    {
        if (price < 0)
        {
            return ofFile.Of(others[~price].Price, others[~price].Discount);
        }

        if (price >= numbersInFile.Length)
        {
            int before = numbersInFile.Length;
            Array.Resize(ref numbersInFile, Math.Max(plain.Count, 2 * before));
            numbersInFile.AsSpan(before).Fill(Unknown);
        }

        ref int number = ref numbersInFile[price];
        return number == Unknown ? number = ofFile.Of(plain[price]) : number;
    }

    /// <summary>The rows so far have their numbers in the file.</summary>
    public void Clear() => others.Clear();

    private bool TryPlain(out PlainPrice terms)
    {
        terms = default;
        Currency currency = options.Currency;
        if (!DiscountCells.IsEmpty(table))
        {
            return false;
        }

        if ((!table.IsEmpty(Column.Currency) && !currencies.TryFind(table.Cell(Column.Currency), out currency))
            || !table.TryPlainAmount(amountColumn, currency, out long millionths, out int decimals))
        {
            return false;
        }

        BillingInterval interval = BillingInterval.Monthly;
        int count = 1, quantity = 1;
        if (!isMonthly)
        {
            interval = options.Interval ?? default;
            if ((hasInterval && !intervals.TryFind(table.Cell(Column.Interval), out interval))
                || (!table.IsEmpty(Column.IntervalCount) && (!AmountFormat.TryReadCount(table.Cell(Column.IntervalCount), out count) || count is 0 or > MostUnits)))
            {
                return false;
            }
        }

        if (!table.IsEmpty(Column.Quantity) && !AmountFormat.TryReadCount(table.Cell(Column.Quantity), out quantity))
        {
            return false;
        }

        return PlainPrice.TryOf(millionths, decimals, currency, interval.Unit, interval.Count * count, quantity, out terms);
    }

    /// <summary>Remembers words that were read, for the rows that follow.</summary>
    private void Remember()
    {
        if (!table.IsEmpty(Column.Currency) && !currencies.TryFind(table.Cell(Column.Currency), out _) && Currency.TryParse(table.Word(Column.Currency).ToUpperInvariant(), out Currency currency))
        {
            _ = currencies.Add(table.Cell(Column.Currency), currency);
        }

        // One that says itself of how many units it is has no count beside it, which is for PriceCells to see.
        if (hasInterval && !isMonthly && !intervals.TryFind(table.Cell(Column.Interval), out _)
            && IntervalText.TryParse(table.Word(Column.Interval), out BillingInterval interval, out bool statesCount) && (!statesCount || !table.Has(Column.IntervalCount)) && interval.Count <= MostUnits)
        {
            _ = intervals.Add(table.Cell(Column.Interval), interval);
        }
    }
}
