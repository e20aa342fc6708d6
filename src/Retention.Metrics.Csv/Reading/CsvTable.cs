using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using CsvHelper;

namespace Retention.Metrics.Csv.Reading;

/// <summary>Reads the rows of a file one by one and takes facts out of their cells, or writes down why that cannot be done.</summary>
internal sealed class CsvTable : IDisposable
{
    /// <summary>A record beyond this is no row of a billing table, and would only fill memory.</summary>
    private const int MostBytesInRecord = 1 << 20;

    private readonly CsvReader reader;
    private readonly FileSource source;
    private readonly TextEncoding encoding;
    private readonly int[] places;
    private readonly TimestampFormat timestamps;
    private readonly CsvImportOptions options;
    private readonly List<CsvRefusal> refusals = [];
    private readonly MalformedQuotes quotes;

    private CsvTable(FileSource source, TextEncoding encoding, CsvReader reader, CsvHeader header, FileKind kind, CsvImportOptions options, MalformedQuotes quotes)
    {
        this.source = source;
        this.encoding = encoding;
        this.reader = reader;
        this.options = options;
        this.quotes = quotes;
        Header = header;
        Kind = kind;
        places = header.Places(kind);
        timestamps = new TimestampFormat(options.Zone);
        OtherPlaces = [.. Enumerable.Range(0, header.Count).Where(i => !places.Contains(i))];
        AttributePlaces = [.. Enumerable.Range(0, header.Count).Where(i => header[i].Length > 0 && !places.Contains(i)).DistinctBy(i => header[i], StringComparer.Ordinal)];
    }

    public CsvHeader Header { get; }

    public FileKind Kind { get; }

    /// <summary>The columns that are no more than attributes of the customer.</summary>
    public int[] AttributePlaces { get; }

    /// <summary>All columns beside ours, those without a name and those of a name that came before too.</summary>
    public int[] OtherPlaces { get; }

    public IReadOnlyList<CsvRefusal> Refusals => refusals;

    public long RowsRead { get; private set; }

    public long Line => reader.LineNumber;

    /// <summary>How much of the file has been read, if its length is known.</summary>
    public double? ShareRead => source.ShareRead;

    public static CsvTable Open(Stream stream, CsvImportOptions options, Func<CsvHeader, FileKind> kindOf)
    {
        var source = new FileSource(stream);
        var encoding = new TextEncoding(options.Encoding, source);
        var quotes = new MalformedQuotes();
        CsvReader reader = ReaderOf(source.First, encoding, quotes);
        try
        {
            reader.ReadHeader();
            quotes.Check();
            string[] names = [.. reader.Headers.ToArray().Select(name => name.Trim())];
            if (names.All(name => name.Length == 0))
            {
                throw new InvalidDataException("the file is empty; its first line must name the columns");
            }

            encoding.RequireText(names);
            var header = new CsvHeader(names, options);
            return new CsvTable(source, encoding, reader, header, kindOf(header), options, quotes);
        }
        catch (Exception problem)
        {
            reader.Dispose();
            source.Dispose();
            if (problem is CsvFormatException tooLong)
            {
                throw Unreadable(tooLong);
            }

            throw;
        }
    }

    /// <summary>Goes on to the next row. A row that could not be cut into its cells is refused, but can still be asked for its ids.</summary>
    /// <param name="whole">Whether the row has all its cells.</param>
    public bool Read(out bool whole)
    {
        whole = true;
        bool any;
        try
        {
            any = reader.Read();
        }
        catch (CsvFormatException tooLong)
        {
            throw Unreadable(tooLong);
        }

        if (!any)
        {
            quotes.Check();
            return false;
        }

        RowsRead++;
        if (quotes.Check() is { } reason)
        {
            whole = RefuseRow(reason);
        }
        else if (reader.FieldCount != Header.Count && !OnlyEmptyCellsBeyondTheHeader())
        {
            whole = RefuseRow(FormattableString.Invariant($"the row has {reader.FieldCount} cells, the header {Header.Count}; a value with a delimiter in it needs quotes"));
        }

        return true;
    }

    /// <summary>Reads the file a second time for the cells of some rows in all columns that are not ours: each as its length and its bytes.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read again.</exception>
    public void ReadAgain(IReadOnlySet<long> lines, Action<long, byte[]> found)
    {
        using CsvReader again = ReaderOf(source.Again(), encoding, new MalformedQuotes());
        var cells = new ArrayBufferWriter<byte>();
        again.ReadHeader();
        while (again.Read())
        {
            if (!lines.Contains(again.LineNumber))
            {
                continue;
            }

            cells.ResetWrittenCount();
            foreach (int place in OtherPlaces)
            {
                ReadOnlySpan<byte> cell = again.GetSpan(place);
                BinaryPrimitives.WriteInt32LittleEndian(cells.GetSpan(sizeof(int)), cell.Length);
                cells.Advance(sizeof(int));
                cells.Write(cell);
            }

            found(again.LineNumber, cells.WrittenSpan.ToArray());
        }
    }

    /// <summary>What the file calls a column.</summary>
    public string NameOf(int place) => Header[place].Length > 0 ? Header[place] : FormattableString.Invariant($"column {place + 1}");

    /// <summary>What the file calls a column of ours.</summary>
    public string NameOf(Column column) => Has(column) ? NameOf(places[(int)column]) : ColumnNames.Of(column);

    public bool Has(Column column) => places[(int)column] >= 0;

    /// <summary>Whether the file lacks the column, or the cell is blank.</summary>
    public bool IsEmpty(Column column) => !Has(column) || Cell(column).IsEmpty;

    /// <summary>The bytes of a cell that holds a value, without spaces around it, inside quotes too.</summary>
    public ReadOnlySpan<byte> Cell(Column column)
    {
        ReadOnlySpan<byte> text = Text(column);
        return text.Length > 0 && text[0] > ' ' && text[^1] > ' ' ? text : text[Ascii.Trim(text)];
    }

    /// <summary>A cell that holds one of several words, without spaces around it; empty where the file lacks the column.</summary>
    public string Word(Column column) => Has(column) ? Encoding.UTF8.GetString(Cell(column)).Trim() : "";

    /// <summary>The text of an attribute; empty where there is none.</summary>
    public ReadOnlySpan<byte> AttributeCell(int place) => place < reader.FieldCount ? Text(place) : [];

    /// <summary>Refuses a cell without a text.</summary>
    public bool RefuseText(Column column) => Refuse(column, "it is empty");

    /// <summary>Refuses a row that has bytes that are no text in any column with a name.</summary>
    public bool RequireText()
    {
        if (encoding.IsText(reader.RawRecord))
        {
            return true;
        }

        for (int place = 0; place < Header.Count; place++)
        {
            if (Header[place].Length > 0 && !encoding.IsText(reader.GetSpan(place)))
            {
                return Refuse(place, "");
            }
        }

        return true;
    }

    /// <summary>The text of a cell that names somebody: some UTF-8 that is not all white space.</summary>
    public bool Name(Column column, out ReadOnlySpan<byte> name)
    {
        name = Has(column) && places[(int)column] < reader.FieldCount ? Text(column) : [];
        return !name.IsEmpty && ((char.IsAsciiLetterOrDigit((char)name[0]) && Ascii.IsValid(name)) || (encoding.IsText(name) && !string.IsNullOrWhiteSpace(Encoding.UTF8.GetString(name))));
    }

    public bool Ticks(Column column, out long ticks) =>
        timestamps.TryReadTicks(Cell(column), out ticks, out string? problem) || Refuse(column, problem);

    /// <summary>An instant in ticks, and the nanoseconds beyond.</summary>
    public bool Ticks(Column column, out long ticks, out byte nanoseconds) =>
        timestamps.TryReadTicks(Cell(column), out ticks, out nanoseconds, out string? problem) || Refuse(column, problem);

    public bool CurrencyOfRow(out Currency currency)
    {
        currency = options.Currency;
        return IsEmpty(Column.Currency)
            || Currency.TryParse(Word(Column.Currency).ToUpperInvariant(), out currency)
            || Refuse(Column.Currency, "it is not a currency of ISO 4217, such as EUR");
    }

    public bool Amount(Column column, Currency currency, out Money amount)
    {
        bool read = AmountFormat.TryRead(Cell(column), options.MinorUnits, currency, out amount, out string? problem);
        return read || Refuse(column, problem!);
    }

    public bool Refuse(Column column, string reason) => Refuse(places[(int)column], reason);

    /// <summary>Refuses a cell for a reason, or because it is no text.</summary>
    private bool Refuse(int place, string reason)
    {
        const int MostShown = 80;
        ReadOnlySpan<byte> cell = reader.GetSpan(place);
        string value = Encoding.UTF8.GetString(cell.Length > 4 * MostShown ? cell[..(4 * MostShown)] : cell);
        refusals.Add(new CsvRefusal(Line, Header[place], value.Length > MostShown ? $"{value[..MostShown]}…" : value, encoding.IsText(cell) ? reason : encoding.Problem));
        return false;
    }

    public void Dispose()
    {
        reader.Dispose();
        source.Dispose();
    }

    // A cell with no quotes to take off and no spaces to trim is read from the file buffer directly, which is twice as fast.
    private ReadOnlySpan<byte> Text(Column column) => Text(places[(int)column]);

    private ReadOnlySpan<byte> Text(int place)
    {
        ReadOnlySpan<byte> raw = reader.GetRawSpan(place);
        return raw.Length > 0 && raw[0] > ' ' && raw[0] != '"' && raw[^1] > ' ' ? raw : reader.GetSpan(place);
    }

    private static CsvReader ReaderOf(Stream stream, TextEncoding encoding, MalformedQuotes quotes) => CsvReader.Create(
        stream,
        new CsvReaderOptions
        {
            MaxRecordSize = MostBytesInRecord,
            TrackLineNumbers = true,
            TrimWhitespace = true,
            PoolStrings = true,
            Encoding = encoding.OfReader,
            OnMalformedRecord = quotes.Found,
        },
        leaveOpen: true);

    private bool RefuseRow(string reason)
    {
        refusals.Add(new CsvRefusal(Line, "", "", reason));
        return false;
    }

    private bool OnlyEmptyCellsBeyondTheHeader()
    {
        for (int i = Header.Count; i < reader.FieldCount; i++)
        {
            if (!reader.GetSpan(i).IsEmpty)
            {
                return false;
            }
        }

        return reader.FieldCount > Header.Count;
    }

    private static InvalidDataException Unreadable(CsvFormatException tooLong) => new(
        FormattableString.Invariant($"row {tooLong.RecordNumber} (the header is row 1) is longer than {MostBytesInRecord} bytes: an unclosed quote, or no CSV file"), tooLong);

    /// <summary>What the parser says about the quotes of the record it comes to next.</summary>
    private sealed class MalformedQuotes
    {
        private CsvMalformedReason? reason;
        private bool spansLines;
        private long line;

        public void Found(CsvMalformedRecord record)
        {
            // A quote amid an unquoted text is kept: 5" pipe.
            if (record.Reason != CsvMalformedReason.StrayQuote)
            {
                (reason, line, spansLines) = (record.Reason, record.LineNumber, record.RawRecord.AsSpan().IndexOfAny('\r', '\n') >= 0);
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
