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

        if (UnitOf(row.Word(Column.Interval)) is not { } unit)
        {
            return row.Refuse(Column.Interval, "an interval is day, week, month, quarter or year");
        }

        int count = 1;
        if (!row.IsEmpty(Column.IntervalCount) && (!AmountFormat.TryReadCount(row.Cell(Column.IntervalCount), out count) || count == 0))
        {
            return row.Refuse(Column.IntervalCount, "an interval has a whole number of units, at least 1");
        }

        bool counted = TryReadQuantity(row, out int quantity);
        price = new RecurringPrice(amount, new BillingInterval(unit, count), quantity);
        return counted;
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

    /// <summary>The unit of an interval, as a file may write it.</summary>
    public static BillingUnit? UnitOf(string text) => text.ToLowerInvariant() switch
    {
        "day" or "days" or "daily" => BillingUnit.Day,
        "week" or "weeks" or "weekly" => BillingUnit.Week,
        "month" or "months" or "monthly" => BillingUnit.Month,
        "quarter" or "quarters" or "quarterly" => BillingUnit.Quarter,
        "year" or "years" or "yearly" or "annual" or "annually" => BillingUnit.Year,
        _ => null,
    };
}
