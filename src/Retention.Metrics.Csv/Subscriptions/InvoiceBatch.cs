using System.Text;
using NodaTime;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>What a row of an invoice says.</summary>
internal readonly record struct InvoiceRow(Instant Start, Instant End, Money Amount, bool IsProration, string Product, string LineId, BillingInterval? Interval);

/// <summary>Some rows of a file of invoice lines, read by one thread.</summary>
internal sealed class InvoiceBatch(CsvTable table, CsvImportOptions options, SubscriptionRows file) : IRowBatch
{
    // The day after it has an instant in every zone.
    private static readonly Instant LastInclusive = Instant.FromUtc(9999, 12, 29, 0, 0);

    private readonly LineKindNames kinds = new(options.LineKinds);
    private readonly List<InvoiceRow> lines = [];
    private readonly Dictionary<string, string> products = new(StringComparer.Ordinal);

    /// <summary>The ids in the rows.</summary>
    public SubscriptionBatch Rows { get; } = new(table, options, file);

    public IReadOnlyList<InvoiceRow> Lines => lines;

    public void Add(bool whole)
    {
        // A line that is no subscription need not name one.
        InvoiceLineKind kind = InvoiceLineKind.Recurring;
        bool known = !whole || kinds.TryParse(table.Word(Column.Kind), out kind) || table.Refuse(Column.Kind, $"it is not a known kind of invoice line; valid values: {LineKindNames.Kinds}; map a name of your own to one of them");
        if (whole && known && kind != InvoiceLineKind.Recurring)
        {
            table.LeftOut.Add(RuleOf(kind));
        }
        else if (!Rows.TryNames(whole && known, out ReadOnlySpan<byte> customer, out ReadOnlySpan<byte> subscription) || !TryPeriod(out FactInstant start, out Instant end))
        {
            Rows.LeaveOut(customer, subscription);
        }
        else if (start.ToInstant() == end)
        {
            // What is charged for no time has no level.
            table.LeftOut.Add("invoice lines over no time");
        }
        else if (!TryRead(customer, subscription, start, end))
        {
            Rows.LeaveOut(customer, subscription);
        }
    }

    public void Clear()
    {
        lines.Clear();
        Rows.Clear();
    }

    private bool TryPeriod(out FactInstant start, out Instant end)
    {
        end = default;
        bool read = table.Ticks(Column.PeriodStart, out long ticks, out byte nanoseconds);
        start = new FactInstant(ticks, nanoseconds);
        return read && TryEnd(out end);
    }

    private bool TryRead(ReadOnlySpan<byte> customer, ReadOnlySpan<byte> subscription, FactInstant start, Instant end)
    {
        if (!table.CurrencyOfRow(out Currency currency)
            || !table.Amount(Column.Amount, currency, out Money amount)
            || !TryTax(currency, out Money tax)
            || !TryProration(out bool isProration)
            || !TryInterval(out BillingInterval? interval)
            || !table.RequireText())
        {
            return false;
        }

        lines.Add(new InvoiceRow(start.ToInstant(), end, amount - tax, isProration, Product(), Encoding.UTF8.GetString(table.Has(Column.LineId) ? table.Cell(Column.LineId) : []), interval));
        Rows.AddRow(customer, subscription, [], start);
        return true;
    }

    /// <summary>The first instant after the period.</summary>
    private bool TryEnd(out Instant end)
    {
        end = default;
        if (!table.Ticks(Column.PeriodEnd, out long ticks, out byte nanoseconds))
        {
            return false;
        }

        end = new FactInstant(ticks, nanoseconds).ToInstant();
        if (!table.Options.InclusiveEnds)
        {
            return true;
        }

        if (end > LastInclusive)
        {
            return table.Refuse(Column.PeriodEnd, "the end of a period that includes it must be before 9999-12-30");
        }

        end = AfterInclusive(end);
        return true;
    }

    /// <summary>The instant after an end that is included: the next day after a date, the next second after a time.</summary>
    private Instant AfterInclusive(Instant last)
    {
        const int LengthOfDate = 10;
        if (table.Cell(Column.PeriodEnd).Length == LengthOfDate)
        {
            return last.InZone(table.Options.Zone).Date.PlusDays(1).AtMidnight().InZoneLeniently(table.Options.Zone).ToInstant();
        }

        return Instant.FromUnixTimeSeconds(last.ToUnixTimeSeconds() + 1);
    }

    /// <summary>The tax that the amount includes.</summary>
    private bool TryTax(Currency currency, out Money tax)
    {
        tax = Money.Zero(currency);
        return table.IsEmpty(Column.Tax) || table.Amount(Column.Tax, currency, out tax);
    }

    private bool TryProration(out bool isProration)
    {
        string word = table.Word(Column.Proration);
        if (table.Options.ProrationWords is { Count: > 0 } words)
        {
            isProration = words.Any(one => ColumnNames.Key(one) == ColumnNames.Key(word));
            return true;
        }

        isProration = ColumnNames.Key(word) is "true" or "yes" or "t" or "y" or "1";
        return isProration || ColumnNames.Key(word) is "" or "false" or "no" or "f" or "n" or "0"
            || table.Refuse(Column.Proration, "whether a line is a proration is true or false");
    }

    private bool TryInterval(out BillingInterval? interval)
    {
        interval = null;
        if (table.IsEmpty(Column.Interval))
        {
            return true;
        }

        bool read = PriceCells.TryReadInterval(table, out BillingInterval stated);
        interval = stated;
        return read;
    }

    private static string RuleOf(InvoiceLineKind kind) => kind switch
    {
        InvoiceLineKind.Usage => "invoice lines of usage",
        InvoiceLineKind.Tax => "invoice lines of tax",
        _ => "invoice lines that are charged once",
    };

    private string Product()
    {
        string product = table.Word(Column.Product);
        if (!products.TryGetValue(product, out string? known))
        {
            products.Add(product, known = product);
        }

        return known;
    }
}
