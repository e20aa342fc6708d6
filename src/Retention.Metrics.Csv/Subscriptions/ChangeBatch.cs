using System.Runtime.InteropServices;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>What a row says of a change.</summary>
/// <param name="At">When.</param>
/// <param name="Amount">By how much the monthly revenue rises; falls are below 0.</param>
/// <param name="Reason">The number of the reason: that of the reader, and then that of the file.</param>
internal readonly record struct Change(FactInstant At, Money Amount, int Reason);

/// <summary>Some rows of a file of changes, read by one thread.</summary>
internal sealed class ChangeBatch(CsvTable table, CsvImportOptions options, SubscriptionRows file) : IRowBatch
{
    // A sum of less than this for each of the rows of a file fits into a decimal.
    private const decimal MostChange = 10_000_000_000_000m;

    private readonly List<Change> changes = [];
    private readonly ProductReader? products = ProductReader.Of(table);
    private readonly List<string?> ofChanges = [];

    /// <summary>The ids in the rows.</summary>
    public SubscriptionBatch Rows { get; } = new(table, options, file);

    public ReadOnlySpan<Change> Changes => CollectionsMarshal.AsSpan(changes);

    /// <summary>The product of each change; <see langword="null"/> where the file names none.</summary>
    public List<string?>? Products => products is null ? null : ofChanges;

    public void Add(bool whole)
    {
        if (!Rows.TryNames(whole, out ReadOnlySpan<byte> customer, out ReadOnlySpan<byte> subscription) || !TryRead(customer, subscription))
        {
            Rows.LeaveOut(customer, subscription);
        }
    }

    public void Clear()
    {
        changes.Clear();
        ofChanges.Clear();
        Rows.Clear();
    }

    private bool TryRead(ReadOnlySpan<byte> customer, ReadOnlySpan<byte> subscription)
    {
        if (!table.Ticks(Column.At, out long ticks, out byte nanoseconds)
            || !table.CurrencyOfRow(out Currency currency)
            || !table.Change(Column.MrrChange, currency, out Money change)
            || !table.RequireText())
        {
            return false;
        }

        if (Math.Abs(change.Amount) >= MostChange)
        {
            return table.Refuse(Column.MrrChange, "it is too large; a year of a level must be below 9,223,372,036,854.775807");
        }

        var at = new FactInstant(ticks, nanoseconds);
        changes.Add(new Change(at, change, Rows.Reasons.Read()));
        if (products is not null)
        {
            ofChanges.Add(products.Read());
        }

        Rows.AddRow(customer, subscription, [], at);
        return true;
    }
}
