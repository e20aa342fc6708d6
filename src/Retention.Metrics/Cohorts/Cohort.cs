using System.Collections;

namespace Retention.Metrics;

/// <summary>A row of a cohort table: the customers who began in one period, column by column.</summary>
/// <typeparam name="TCell">The figures of one period.</typeparam>
/// <typeparam name="TTotals">The totals from which they are made.</typeparam>
public abstract class Cohort<TCell, TTotals> : IReadOnlyList<TCell?>, IJsonAnswer
    where TCell : CohortCell<TCell, TTotals>
    where TTotals : struct, ICohortTotals<TTotals>
{
    private readonly CohortMatrix<TTotals> totals;
    private readonly int row;
    private readonly Currency? currency;

    /// <summary>Makes a cohort.</summary>
    /// <param name="totals">The totals of all cohorts.</param>
    /// <param name="row">The row of the cohort.</param>
    /// <param name="currency">The currency of all amounts; nothing where there are none.</param>
    private protected Cohort(CohortMatrix<TTotals> totals, int row, Currency? currency)
    {
        this.totals = totals;
        this.row = row;
        this.currency = currency;
    }

    /// <summary>The period in which the members began; <see langword="null"/> for those who began before the first period.</summary>
    public ReportingPeriod? Period => totals.Shape.PeriodOf(row);

    /// <summary>The number of members, including those who left within the first period.</summary>
    public long Size => Initial.Customers;

    /// <summary>The number of columns, the same for every cohort of a table.</summary>
    public int Count => totals.Shape.ColumnsOf(row);

    private protected TTotals Initial => totals.Initial[row];

    /// <summary>The figures of a period: column 0 is the cohort's own. <see langword="null"/> while that period has not ended.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public TCell? this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return totals.Cell(row, index) is { } cell ? CellOf(totals.Shape.Place(row, index), in cell) : null;
        }
    }

    /// <inheritdoc/>
    public IEnumerator<TCell?> GetEnumerator() => Enumerable.Range(0, Count).Select(column => this[column]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The period and the size.</summary>
    public override string ToString() => FormattableString.Invariant($"{totals.Shape.NameOf(row)}: {Size} customers");

    /// <summary>All cohorts of the table pooled, column by column.</summary>
    internal TCell?[] Average() => [.. Enumerable.Range(0, totals.Shape.Columns).Select(column =>
        totals.Pooled(column) is { } pooled ? CellOf(new CohortPlace(column, Period: null), in pooled) : null)];

    private protected abstract TCell CellOf(CohortPlace place, in CellTotals<TTotals> cell);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("cohort", Period?.Name);
        if (currency is { } own)
        {
            json.Add("currency", own);
        }

        json.Add("size", Size);
        WriteInitial(json);
        json.AddAll("cells", this);
    }

    /// <summary>Writes what the members paid, ordered or did first.</summary>
    private protected abstract void WriteInitial(JsonAnswerWriter json);
}
