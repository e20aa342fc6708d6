using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>The discount of a row: a percentage or an amount off, until an instant or for ever.</summary>
internal static class DiscountCells
{
    public static bool IsEmpty(CsvTable row) => row.IsEmpty(Column.PercentOff) && row.IsEmpty(Column.AmountOff);

    /// <summary>Reads the discount; none where both cells are blank.</summary>
    public static bool TryRead(CsvTable row, Currency currency, out Discount? discount)
    {
        discount = null;
        if (IsEmpty(row))
        {
            return true;
        }

        if (!row.IsEmpty(Column.PercentOff) && !row.IsEmpty(Column.AmountOff))
        {
            return row.Refuse(Column.AmountOff, $"{row.NameOf(Column.PercentOff)} has a value too; a price has one discount");
        }

        NodaTime.Instant? until = null;
        if (!row.IsEmpty(Column.DiscountEndsAt))
        {
            if (!row.Ticks(Column.DiscountEndsAt, out long ticks, out byte nanoseconds))
            {
                return false;
            }

            until = new FactInstant(ticks, nanoseconds).ToInstant();
        }

        if (!row.IsEmpty(Column.AmountOff))
        {
            if (!row.Amount(Column.AmountOff, currency, out Money off))
            {
                return false;
            }

            discount = Discount.Amount(off, until);
            return true;
        }

        if (!AmountFormat.TryRead(row.Cell(Column.PercentOff), minorDecimals: null, Currency.None, out Money percent, out string? problem))
        {
            return row.Refuse(Column.PercentOff, problem);
        }

        if (percent.Amount is < 0m or > 100m || decimal.Round(percent.Amount, 6) != percent.Amount)
        {
            return row.Refuse(Column.PercentOff, "a percentage off is 0 to 100, with at most six decimals");
        }

        discount = Discount.Percent(percent.Amount, until);
        return true;
    }
}
