using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Columnar;

/// <summary>The currency of a file; all rows must have the same, because columns have one currency.</summary>
internal sealed class OneCurrency(CsvTable table, Currency unlessStated)
{
    private byte[] lastText = [];
    private Currency last;
    private Currency? ofFile;
    private long firstLine;

    /// <summary>What the file is in.</summary>
    public Currency OfFile => ofFile ?? unlessStated;

    /// <summary>Reads the currency of the current row.</summary>
    public bool TryRead(out Currency currency)
    {
        currency = unlessStated;
        if (table.IsEmpty(Column.Currency))
        {
            return true;
        }

        if (!table.Cell(Column.Currency).SequenceEqual(lastText))
        {
            if (!table.CurrencyOfRow(out currency))
            {
                return false;
            }

            (lastText, last) = (table.Cell(Column.Currency).ToArray(), currency);
        }

        currency = last;
        return true;
    }

    /// <summary>Holds the currency of the current row, which is read, against those before.</summary>
    /// <exception cref="InvalidDataException">The file is in two currencies.</exception>
    public void Accept(Currency currency) => Accept(currency, table.Line);

    /// <summary>Holds the currency of a row that is read against those before.</summary>
    /// <exception cref="InvalidDataException">The file is in two currencies.</exception>
    public void Accept(Currency currency, long line)
    {
        if (ofFile is null)
        {
            (ofFile, firstLine) = (currency, line);
        }
        else if (ofFile != currency)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"line {firstLine} is in {ofFile} and line {line} in {currency}; columns hold one currency: read a file for each, or read the file as a history"));
        }
    }
}
