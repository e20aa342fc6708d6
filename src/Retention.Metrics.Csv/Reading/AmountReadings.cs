namespace Retention.Metrics.Csv.Reading;

/// <summary>What an amount can mean beside the other columns of a header: a header that leaves two readings is refused with both.</summary>
/// <param name="header">The header.</param>
/// <param name="options">How the file is read.</param>
/// <param name="places">The place of each of our columns.</param>
/// <param name="kind">What the file holds.</param>
internal sealed class AmountReadings(CsvHeader header, CsvImportOptions options, int[] places, FileKind kind)
{
    /// <summary>An amount beside a column that could change it has two readings, and the file does not say which.</summary>
    public void RequireOne()
    {
        bool isMonthly = places[(int)Column.MonthlyAmount] >= 0;
        string amount = header[places[(int)(isMonthly ? Column.MonthlyAmount : Column.Amount)]];
        RequireNoDiscount(amount);
        if (kind is FileKind.SubscriptionIntervals or FileKind.SubscriptionEvents && isMonthly)
        {
            RequireMappedDiscount(amount);
        }

        if (kind != FileKind.Orders)
        {
            RequireOneQuantity(amount, isMonthly);
            RequireOneInterval(amount, isMonthly);
        }
    }

    /// <summary>A column of discounts that is not read has two readings.</summary>
    public void RequireNoDiscount(string amount)
    {
        if (Unmapped(Column.Discount, ColumnNames.IsDiscount) is [_, ..] discounts)
        {
            throw new InvalidDataException(
                $"the header has {string.Join(" and ", discounts)} beside {amount}, which has two readings: {amount} is what is paid after the discount, then map discount to nothing (--map discount=); "
                + $"or {amount} is the price before it, then map percent_off or amount_off to the discount of a subscription (--map \"percent_off={discounts[0]}\"), or write what is paid into the file");
        }
    }

    /// <summary>A monthly amount is mostly what is paid after a discount: a column of ours beside it is read only where the caller maps it.</summary>
    private void RequireMappedDiscount(string amount)
    {
        foreach (Column column in new[] { Column.PercentOff, Column.AmountOff })
        {
            if (places[(int)column] >= 0 && !options.Columns.Keys.Any(ours => ColumnNames.Parse(ours) == column))
            {
                string ours = ColumnNames.Of(column), theirs = header[places[(int)column]];
                throw new InvalidDataException(
                    $"the header has {theirs} beside {amount}, which has two readings: {amount} is what is paid after the discount, then map discount to nothing (--map discount=); or {amount} is the amount before it, then map it (--map \"{ours}={theirs}\")");
            }
        }
    }

    /// <summary>A quantity is multiplied beside an interval, and beside a monthly amount where the caller says so; one of another name is neither.</summary>
    private void RequireOneQuantity(string amount, bool isMonthly)
    {
        bool isOurs = places[(int)Column.Quantity] >= 0;
        if (options.AmountPerUnit && !isOurs)
        {
            throw new InvalidDataException($"{amount} is to be multiplied with a quantity (AmountPerUnit, --amount-per-unit), and the header has no column quantity; {header.Found()}");
        }

        string[] quantities = isOurs ? [header[places[(int)Column.Quantity]]] : Unmapped(Column.Quantity, ColumnNames.IsQuantity);
        if (quantities.Length > 0 && (isMonthly ? !options.AmountPerUnit : !isOurs))
        {
            string[] perUnit = [.. isOurs ? [] : new[] { $"map quantity to it (--map \"quantity={quantities[0]}\")" }, .. isMonthly ? new[] { "set AmountPerUnit (--amount-per-unit)" } : []];
            throw new InvalidDataException(
                $"the header has {string.Join(" and ", quantities)} beside {amount}, which has two readings: {amount} is the {(isMonthly ? "revenue" : "price")} of all units, then map quantity to nothing (--map quantity=); "
                + $"or {amount} is that of one unit, then {string.Join(" and ", perUnit)}");
        }
    }

    /// <summary>A monthly amount has no interval; and where an interval is read, another column may count its units.</summary>
    private void RequireOneInterval(string amount, bool isMonthly)
    {
        Column[] ours = [.. new[] { Column.Interval, Column.IntervalCount }.Where(column => isMonthly && places[(int)column] >= 0)];
        string[] theirs = !isMonthly || ours.Length > 0 ? [] : Unmapped(Column.Interval, ColumnNames.IsInterval);
        if (ours.Length > 0 || theirs.Length > 0)
        {
            string toInterval = theirs.Length > 0 ? $" and interval to its interval (--map \"interval={theirs[0]}\")" : "";
            string perInterval = kind == FileKind.Ledger ? "then write a month's revenue into the file, because a ledger has monthly levels"
                : places[(int)Column.Amount] >= 0 ? $"then map {ColumnNames.Of(Column.MonthlyAmount)} to nothing (--map {ColumnNames.Of(Column.MonthlyAmount)}=) to read {header[places[(int)Column.Amount]]}{toInterval}"
                : $"then map amount to it (--map \"amount={amount}\"){toInterval}";
            Column[] ignored = ours.Length > 0 ? ours : [Column.Interval];
            throw new InvalidDataException(
                $"the header has {string.Join(" and ", [.. ours.Select(column => header[places[(int)column]]), .. theirs])} beside {amount}, which has two readings: {amount} is the revenue of a month, "
                + $"then map {string.Join(" and ", ignored.Select(ColumnNames.Of))} to nothing ({string.Join(' ', ignored.Select(column => $"--map {ColumnNames.Of(column)}="))}); or an amount is charged once an interval, {perInterval}");
        }

        if (!isMonthly && places[(int)Column.Interval] >= 0 && places[(int)Column.IntervalCount] < 0 && Unmapped(Column.IntervalCount, ColumnNames.IsIntervalCount) is [_, ..] counts)
        {
            string interval = header[places[(int)Column.Interval]];
            throw new InvalidDataException(
                $"the header has {string.Join(" and ", counts)} beside {interval}, which has two readings: {amount} is charged once in each {interval}, then map interval_count to nothing (--map interval_count=); "
                + $"or once in several, then map interval_count to their number (--map \"interval_count={counts[0]}\")");
        }
    }

    /// <summary>The columns that have the meaning of one of ours by their name, and that are not read as another; none where the caller ignores ours.</summary>
    private string[] Unmapped(Column column, Func<string, bool> hasMeaning)
    {
        int[] mapped = [.. options.Columns.Values.SelectMany(header.Named)];
        return header.IsIgnored(column) ? [] : [.. Enumerable.Range(0, header.Count).Where(i => hasMeaning(header[i]) && !places.Contains(i) && !mapped.Contains(i)).Select(i => header[i])];
    }
}
