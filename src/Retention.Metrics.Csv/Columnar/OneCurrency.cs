namespace Retention.Metrics.Csv.Columnar;

/// <summary>The currency of a file; all rows must have the same, because columns have one currency.</summary>
internal sealed class OneCurrency(Currency unlessStated)
{
    private Currency? ofFile;
    private long firstLine;

    /// <summary>What the file is in.</summary>
    public Currency OfFile => ofFile ?? unlessStated;

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
