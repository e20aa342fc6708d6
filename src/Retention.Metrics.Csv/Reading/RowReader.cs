using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;

namespace Retention.Metrics.Csv.Reading;

/// <summary>Splits a file, or a piece of one, into rows and cells.</summary>
internal sealed class RowReader : IDisposable
{
    /// <summary>A record beyond this is no row of a billing table, and would only fill memory.</summary>
    public const int MostBytesInRecord = 1 << 20;

    private const byte Quote = (byte)'"';

    private readonly CsvReader cells;
    private readonly long firstLine;
    private readonly MalformedQuotes? quotes;

    private RowReader(Func<CsvReaderOptions, CsvReader> create, TextEncoding encoding, char? separator, bool hasHeader, long firstLine)
    {
        this.firstLine = firstLine;
        quotes = new MalformedQuotes(firstLine - 1);
        cells = create(new CsvReaderOptions
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

    // Without quotes each line is one row: nothing is looked for that spans lines, and the rows are counted instead of their lines.
    private RowReader(ReadOnlyMemory<byte> rows, char separator, long firstLine)
    {
        this.firstLine = firstLine;
        IsAscii = Ascii.IsValid(rows.Span);
        cells = CsvReader.Create(rows, new CsvReaderOptions
        {
            Mode = CsvMode.NoEscape,
            SkipEmptyLines = false,
            DetectSeparatorHint = false,
            Separator = separator,
            HasHeader = false,
        });
    }

    [MemberNotNullWhen(false, nameof(quotes))]
    private bool IsPlain => quotes is null;

    /// <summary>What separates cells.</summary>
    public char Separator => cells.Separator;

    /// <summary>How many cells the current row has.</summary>
    public int Count => cells.FieldCount;

    /// <summary>The current row as it is written.</summary>
    public ReadOnlySpan<byte> Record => cells.RawRecord;

    /// <summary>Whether it is known that all cells are ASCII: looked at once for all rows in memory.</summary>
    public bool IsAscii { get; private init; }

    /// <summary>The line on which the current row starts.</summary>
    public long Line => firstLine - 1 + (IsPlain ? cells.RowNumber : cells.LineNumber);

    /// <summary>Reads a stream, which stays open.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="encoding">How its text is encoded.</param>
    /// <param name="separator">What separates cells; found out where it is null.</param>
    /// <param name="hasHeader">Whether the first row names the columns.</param>
    /// <param name="firstLine">The line with which the stream begins.</param>
    public static RowReader Of(Stream stream, TextEncoding encoding, char? separator = null, bool hasHeader = true, long firstLine = 1) =>
        new(options => CsvReader.Create(stream, options, leaveOpen: true), encoding, separator, hasHeader, firstLine);

    /// <summary>Reads whole rows in memory, in UTF-8; those without a quote without a detour.</summary>
    /// <inheritdoc cref="Of(Stream, TextEncoding, char?, bool, long)"/>
    public static RowReader Of(ReadOnlyMemory<byte> rows, TextEncoding encoding, char? separator = null, bool hasHeader = true, long firstLine = 1) =>
        separator is { } known && !hasHeader && !rows.Span.Contains(Quote)
            ? new RowReader(rows, known, firstLine)
            : new RowReader(options => CsvReader.Create(rows, options), encoding, separator, hasHeader, firstLine) { IsAscii = Ascii.IsValid(rows.Span) };

    /// <summary>Reads the names of the columns.</summary>
    /// <exception cref="InvalidDataException">The header cannot be split.</exception>
    public string[] ReadHeader()
    {
        try
        {
            cells.ReadHeader();
        }
        catch (CsvFormatException tooLong)
        {
            throw Unreadable(tooLong);
        }

        _ = quotes?.Check();
        return [.. cells.Headers.ToArray().Select(name => name.Trim())];
    }

    /// <summary>Goes on to the next row.</summary>
    /// <param name="problem">Why the row cannot be trusted, or nothing.</param>
    /// <exception cref="InvalidDataException">The file cannot be split.</exception>
    public bool Read(out string? problem)
    {
        if (IsPlain)
        {
            problem = null;
            return ReadLine();
        }

        try
        {
            bool any = cells.Read();
            problem = quotes.Check();
            return any;
        }
        catch (CsvFormatException tooLong)
        {
            throw Unreadable(tooLong);
        }
    }

    /// <summary>The text of a cell of the current row, without quotes and spaces around it.</summary>
    public ReadOnlySpan<byte> Cell(int place) => IsAsWritten(place, out ReadOnlySpan<byte> cell) ? cell : IsPlain ? cell.Trim(" \t"u8) : cells.GetSpan(place);

    /// <summary>Whether a cell of the current row has a text, no quotes to take off and no spaces to trim: such a text is that of the buffer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsAsWritten(int place, out ReadOnlySpan<byte> cell)
    {
        cell = IsPlain ? cells.GetSpan(place) : cells.GetRawSpan(place);
        return cell.Length > 0 && cell[0] > ' ' && cell[0] != Quote && cell[^1] > ' ';
    }

    public void Dispose() => cells.Dispose();

    /// <summary>That a row is too long.</summary>
    public static InvalidDataException TooLong(long line, Exception? inner = null) =>
        new(FormattableString.Invariant($"the row on line {line} is longer than {MostBytesInRecord} bytes: an unclosed quote, or no CSV file"), inner);

    private bool ReadLine()
    {
        while (cells.Read())
        {
            // A blank line is no row.
            if (Count > 1 || !Cell(0).IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

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
