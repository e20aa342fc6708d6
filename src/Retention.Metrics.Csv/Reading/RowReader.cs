using System.Text;
using CsvHelper;

namespace Retention.Metrics.Csv.Reading;

/// <summary>Splits a file, or a piece of one, into rows and cells.</summary>
internal sealed class RowReader : IDisposable
{
    /// <summary>A record beyond this is no row of a billing table, and would only fill memory.</summary>
    public const int MostBytesInRecord = 1 << 20;

    private readonly long firstLine;
    private readonly MalformedQuotes quotes;
    private readonly ReadOnlyMemory<byte> inMemory;
    private bool? isAscii;

    private RowReader(Func<CsvReaderOptions, CsvReader> create, TextEncoding encoding, char? separator, bool hasHeader, long firstLine, ReadOnlyMemory<byte> inMemory = default)
    {
        this.firstLine = firstLine;
        this.inMemory = inMemory;
        quotes = new MalformedQuotes(firstLine - 1);
        Cells = create(new CsvReaderOptions
        {
            MaxRecordSize = MostBytesInRecord,
            TrackLineNumbers = true,
            TrimWhitespace = true,
            PoolStrings = true,
            DetectSeparatorHint = separator is null,
            Separator = separator,
            HasHeader = hasHeader,
            Encoding = encoding.OfReader,
            OnMalformedRecord = quotes.Found,
        });
    }

    /// <summary>The cells of the current row.</summary>
    public CsvReader Cells { get; }

    /// <summary>Whether it is known that all cells are ASCII: looked at once for all rows in memory.</summary>
    public bool IsAscii => isAscii ??= !inMemory.IsEmpty && Ascii.IsValid(inMemory.Span);

    /// <summary>The line on which the current row starts.</summary>
    public long Line => firstLine + Cells.LineNumber - 1;

    /// <summary>Reads a stream, which stays open.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="encoding">How its text is encoded.</param>
    /// <param name="separator">What separates cells; found out where it is null.</param>
    /// <param name="hasHeader">Whether the first row names the columns.</param>
    /// <param name="firstLine">The line with which the stream begins.</param>
    public static RowReader Of(Stream stream, TextEncoding encoding, char? separator = null, bool hasHeader = true, long firstLine = 1) =>
        new(options => CsvReader.Create(stream, options, leaveOpen: true), encoding, separator, hasHeader, firstLine);

    /// <summary>Reads whole rows in memory, in UTF-8.</summary>
    /// <inheritdoc cref="Of(Stream, TextEncoding, char?, bool, long)"/>
    public static RowReader Of(ReadOnlyMemory<byte> rows, TextEncoding encoding, char? separator = null, bool hasHeader = true, long firstLine = 1) =>
        new(options => CsvReader.Create(rows, options), encoding, separator, hasHeader, firstLine, rows);

    /// <summary>Reads the names of the columns.</summary>
    /// <exception cref="InvalidDataException">The header cannot be split.</exception>
    public string[] ReadHeader()
    {
        try
        {
            Cells.ReadHeader();
        }
        catch (CsvFormatException tooLong)
        {
            throw Unreadable(tooLong);
        }

        _ = quotes.Check();
        return [.. Cells.Headers.ToArray().Select(name => name.Trim())];
    }

    /// <summary>Goes on to the next row.</summary>
    /// <param name="problem">Why the row cannot be trusted, or nothing.</param>
    /// <exception cref="InvalidDataException">The file cannot be split.</exception>
    public bool Read(out string? problem)
    {
        try
        {
            bool any = Cells.Read();
            problem = quotes.Check();
            return any;
        }
        catch (CsvFormatException tooLong)
        {
            throw Unreadable(tooLong);
        }
    }

    public void Dispose() => Cells.Dispose();

    /// <summary>That a row is too long.</summary>
    public static InvalidDataException TooLong(long line, Exception? inner = null) =>
        new(FormattableString.Invariant($"the row on line {line} is longer than {MostBytesInRecord} bytes: an unclosed quote, or no CSV file"), inner);

    private InvalidDataException Unreadable(CsvFormatException tooLong) => TooLong(firstLine + tooLong.LineNumber - 1, tooLong);

    /// <summary>What the parser says about the quotes of the record it comes to next.</summary>
    private sealed class MalformedQuotes(long linesBefore)
    {
        private CsvMalformedReason? reason;
        private bool spansLines;
        private long line;

        public void Found(CsvMalformedRecord record)
        {
            // A quote amid an unquoted text is kept: 5" pipe.
            if (record.Reason != CsvMalformedReason.StrayQuote)
            {
                (reason, line, spansLines) = (record.Reason, linesBefore + record.LineNumber, record.RawRecord.AsSpan().IndexOfAny('\r', '\n') >= 0);
            }
        }

        /// <summary>Why the row cannot be trusted. Where other rows may have been swallowed, the file cannot.</summary>
        public string? Check()
        {
            CsvMalformedReason? found = reason;
            reason = null;
            return found switch
            {
                null => null,
                CsvMalformedReason.UnterminatedQuote => throw new InvalidDataException(FormattableString.Invariant($"a quote that opens on line {line} is never closed")),
                _ when spansLines => throw new InvalidDataException(FormattableString.Invariant($"a quoted value that begins on line {line} spans lines and goes on after its closing quote: a quote is missing")),
                _ => "text follows the closing quote of a value; a quote inside quotes is written twice",
            };
        }
    }
}
