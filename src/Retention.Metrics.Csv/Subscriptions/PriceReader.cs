using System.Runtime.InteropServices;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>Reads the prices of some rows: usual ones without an object for a row, others as <see cref="PriceCells"/> does.</summary>
/// <remarks>The file numbers distinct prices, part after part, on any number of threads.</remarks>
internal sealed class PriceReader(CsvTable table, CsvImportOptions options)
{
    // Of so many times so many units the number fits into 32 bits.
    private const int MostUnits = 1 << 15;

    private readonly CellCache<BillingInterval> intervals = new();
    private readonly List<PlainPrice> plain = [];
    private readonly ProductReader? products = ProductReader.Of(table);
    private readonly List<(RecurringPrice Price, Discount? Discount)> others = [];
    private readonly bool isMonthly = table.Has(Column.MonthlyAmount);
    private readonly Column amountColumn = table.Has(Column.MonthlyAmount) ? Column.MonthlyAmount : Column.Amount;
    private readonly bool hasInterval = table.Has(Column.Interval);
    private readonly bool hasCurrency = table.Has(Column.Currency);

    // Where nothing but an amount and a currency says the price.
    private readonly RecentPrices? recent = table.CellsAreValues && table.Has(Column.MonthlyAmount) && !Array.Exists(OtherTerms, table.Has) ? new RecentPrices() : null;
    private int[] numbersInFile = [];

    private static Column[] OtherTerms => [Column.Quantity, Column.PercentOff, Column.AmountOff, Column.Product];

    private ReadOnlySpan<byte> CurrencyCell => hasCurrency ? table.Cell(Column.Currency) : [];

    /// <summary>Reads the price of the current row.</summary>
    /// <param name="price">The number that it has among those of the rows so far, below 0 for another than a usual one.</param>
    public bool TryRead(out int price)
    {
        if (recent is not null && recent.TryFind(table.Cell(amountColumn), CurrencyCell, out price))
        {
            return true;
        }

        if (TryPlain(out PlainPrice terms))
        {
            if (plain.Count == 0 || plain[^1] != terms || products is { GoesOn: false })
            {
                plain.Add(terms);
                products?.Add();
            }

            price = plain.Count - 1;
            recent?.Add(table.Cell(amountColumn), CurrencyCell, price);
            return true;
        }

        Discount? discount = null;
        bool read = PriceCells.TryRead(table, out RecurringPrice other) && DiscountCells.TryRead(table, other.Amount.Currency, out discount);
        price = ~others.Count;
        if (read)
        {
            others.Add((products is null ? other : other with { Product = products.Read() }, discount));
        }

        Remember();
        return read;
    }

    /// <summary>Finds the numbers that the file has for the usual prices of the rows so far.</summary>
    public void FindIn(FactPrices ofFile)
    {
        if (numbersInFile.Length < plain.Count)
        {
            numbersInFile = new int[Math.Max(plain.Count, 2 * numbersInFile.Length)];
        }

        if (products is null)
        {
            ofFile.Of(CollectionsMarshal.AsSpan(plain), numbersInFile);
            return;
        }

        for (int i = 0; i < plain.Count; i++)
        {
            numbersInFile[i] = ofFile.Of(plain[i], products[i]);
        }
    }

    /// <summary>The number that the file has for a price, after <see cref="FindIn"/>.</summary>
    public int NumberInFile(int price, FactPrices ofFile) => price < 0 ? ofFile.Of(others[~price].Price, others[~price].Discount) : numbersInFile[price];

    /// <summary>The rows so far have their numbers in the file.</summary>
    public void Clear()
    {
        plain.Clear();
        recent?.Clear();
        products?.Clear();
        others.Clear();
    }

    private bool TryPlain(out PlainPrice terms)
    {
        terms = default;
        if (!DiscountCells.IsEmpty(table))
        {
            return false;
        }

        if (!table.TryCurrencyOfRow(out Currency currency) || !table.TryPlainAmount(amountColumn, currency, out long millionths, out int decimals))
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
        // One that says itself of how many units it is has no count beside it, which is for PriceCells to see.
        if (hasInterval && !isMonthly && !intervals.TryFind(table.Cell(Column.Interval), out _)
            && IntervalText.TryParse(table.Word(Column.Interval), out BillingInterval interval, out bool statesCount) && (!statesCount || !table.Has(Column.IntervalCount)) && interval.Count <= MostUnits)
        {
            _ = intervals.Add(table.Cell(Column.Interval), interval);
        }
    }
}
