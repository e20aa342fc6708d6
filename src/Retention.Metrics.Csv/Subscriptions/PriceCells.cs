using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>The recurring price of a row: a monthly amount, or an amount with its interval, count and quantity.</summary>
internal static class PriceCells
{
    public static bool IsEmpty(CsvTable row) => row.IsEmpty(row.Has(Column.MonthlyAmount) ? Column.MonthlyAmount : Column.Amount);

    public static bool TryRead(CsvTable row, out RecurringPrice price)
    {
        price = null!;
        if (!row.CurrencyOfRow(out Currency currency))
        {
            return false;
        }

        if (row.Has(Column.MonthlyAmount))
        {
            return TryReadMonthly(row, currency, out price);
        }

        if (!row.Amount(Column.Amount, currency, out Money amount))
        {
            return false;
        }

        if (!TryReadInterval(row, out BillingInterval interval))
        {
            return false;
        }

        bool counted = TryReadQuantity(row, out int quantity);
        price = new RecurringPrice(amount, interval, quantity);
        return counted;
    }

    /// <summary>How often an amount is charged; in a file without a column for it, as the caller states.</summary>
    public static bool TryReadInterval(CsvTable row, out BillingInterval interval)
    {
        interval = row.Options.Interval ?? default;
        bool statesCount = false;
        if (row.Has(Column.Interval) && !IntervalText.TryParse(row.Word(Column.Interval), out interval, out statesCount))
        {
            return row.Refuse(Column.Interval, IntervalText.Expected);
        }

        int count = 1;
        if (!row.IsEmpty(Column.IntervalCount) && (!AmountFormat.TryReadCount(row.Cell(Column.IntervalCount), out count) || count == 0))
        {
            return row.Refuse(Column.IntervalCount, "an interval has a whole number of units, at least 1");
        }

        if (count > 1 && (statesCount || count > int.MaxValue / interval.Count))
        {
            return row.Refuse(Column.IntervalCount, $"the interval '{row.Word(Column.Interval)}' says itself of how many units it is; expected 1 or an empty cell beside it");
        }

        interval = new BillingInterval(interval.Unit, interval.Count * count);
        return true;
    }

    /// <summary>A monthly amount; where the file has a quantity beside it, that of one unit.</summary>
    public static bool TryReadMonthly(CsvTable row, Currency currency, out RecurringPrice price)
    {
        int quantity = 1;
        bool read = row.Amount(Column.MonthlyAmount, currency, out Money monthly) && TryReadQuantity(row, out quantity);
        price = new RecurringPrice(monthly, BillingInterval.Monthly, quantity);
        return read;
    }

    private static bool TryReadQuantity(CsvTable row, out int quantity)
    {
        quantity = 1;
        return row.IsEmpty(Column.Quantity)
            || AmountFormat.TryReadCount(row.Cell(Column.Quantity), out quantity)
            || row.Refuse(Column.Quantity, "a quantity is a whole number, at least 0");
    }
}
