using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using CsvHelper;

namespace Retention.Metrics.Csv.Reading;

/// <summary>Reads the rows of a file one by one and takes facts out of their cells, or writes down why that cannot be done.</summary>
internal sealed class CsvTable : IDisposable
{
    private readonly FileSource source;
    private readonly TextEncoding encoding;
    private readonly FilePieces pieces;
    private readonly int[] places;
    private readonly TimestampFormat timestamps;
    private readonly CsvImportOptions options;
    private readonly List<CsvRefusal> refusals = [];
    private RowReader? rows;

    private CsvTable(FileSource source, TextEncoding encoding, FilePieces pieces, CsvHeader header, FileKind kind, CsvImportOptions options)
    {
        this.source = source;
        this.encoding = encoding;
        this.pieces = pieces;
        this.options = options;
        Header = header;
        Kind = kind;
        places = header.Places(kind);
        timestamps = new TimestampFormat(options.Zone);
        OtherPlaces = [.. Enumerable.Range(0, header.Count).Where(i => !places.Contains(i))];
        AttributePlaces = [.. Enumerable.Range(0, header.Count).Where(i => header[i].Length > 0 && !places.Contains(i)).DistinctBy(i => header[i], StringComparer.Ordinal)];
    }

    private CsvTable(CsvTable whole)
    {
        (source, encoding, pieces, options, places) = (whole.source, whole.encoding, whole.pieces, whole.options, whole.places);
        (Header, Kind, OtherPlaces, AttributePlaces) = (whole.Header, whole.Kind, whole.OtherPlaces, whole.AttributePlaces);
        timestamps = new TimestampFormat(options.Zone);
    }

    public CsvHeader Header { get; }

    public FileKind Kind { get; }

    /// <summary>The columns that are no more than attributes of the customer.</summary>
    public int[] AttributePlaces { get; }

    /// <summary>All columns beside ours, those without a name and those of a name that came before too.</summary>
    public int[] OtherPlaces { get; }

    public IReadOnlyList<CsvRefusal> Refusals => refusals;

    /// <summary>The pieces of the file.</summary>
    public FilePieces Pieces => pieces;

    public long RowsRead { get; private set; }

    public long Line => rows!.Line;

    /// <summary>How much of the file has been read, if its length is known.</summary>
    public double? ShareRead => source.ShareRead;

    private CsvReader Cells => rows!.Cells;

    public static CsvTable Open(Stream stream, CsvImportOptions options, Func<CsvHeader, FileKind> kindOf, int pieceSize = FilePieces.UsualSize)
    {
        var source = new FileSource(stream);
        FilePieces? pieces = null;
        try
        {
            var encoding = new TextEncoding(options.Encoding, source);
            pieces = new FilePieces(source, encoding, pieceSize);
            string[] names = pieces.ReadHeader();
            if (names.All(name => name.Length == 0))
            {
                throw new InvalidDataException("the file is empty; its first line must name the columns");
            }

            encoding.RequireText(names);
            var header = new CsvHeader(names, options);
            return new CsvTable(source, encoding, pieces, header, kindOf(header), options);
        }
        catch
        {
            pieces?.Dispose();
            source.Dispose();
            throw;
        }
    }

    /// <summary>A table of the same file that reads pieces by itself.</summary>
    public CsvTable Another() => new(this);

    /// <summary>Goes on to the first row of a piece.</summary>
    public void MoveTo(RowReader piece) => rows = piece;

    /// <summary>Takes over how many rows another table of the same file has read, and which it has refused.</summary>
    public void Take(CsvTable another)
    {
        RowsRead += another.RowsRead;
        refusals.AddRange(another.refusals);
        another.RowsRead = 0;
        another.refusals.Clear();
    }

    /// <summary>Goes on to the next row. A row that could not be cut into its cells is refused, but can still be asked for its ids.</summary>
    /// <param name="whole">Whether the row has all its cells.</param>
    public bool Read(out bool whole)
    {
        whole = true;
        rows ??= pieces.Whole();
        if (!rows.Read(out string? problem))
        {
            return false;
        }

        RowsRead++;
        if (problem is not null)
        {
            whole = RefuseRow(problem);
        }
        else if (Cells.FieldCount != Header.Count && !OnlyEmptyCellsBeyondTheHeader())
        {
            whole = RefuseRow(FormattableString.Invariant($"the row has {Cells.FieldCount} cells, the header {Header.Count}; a value with a delimiter in it needs quotes"));
        }

        return true;
    }

    /// <summary>Reads the file a second time for the cells of some rows in all columns that are not ours: each as its length and its bytes.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read again.</exception>
    public void ReadAgain(IReadOnlySet<long> lines, Action<long, byte[]> found)
    {
        using RowReader again = RowReader.Of(source.Again(), encoding);
        var cells = new ArrayBufferWriter<byte>();
        _ = again.ReadHeader();
        while (again.Read(out _))
        {
            if (!lines.Contains(again.Line))
            {
                continue;
            }

            cells.ResetWrittenCount();
            foreach (int place in OtherPlaces)
            {
                ReadOnlySpan<byte> cell = again.Cells.GetSpan(place);
                BinaryPrimitives.WriteInt32LittleEndian(cells.GetSpan(sizeof(int)), cell.Length);
                cells.Advance(sizeof(int));
                cells.Write(cell);
            }

            found(again.Line, cells.WrittenSpan.ToArray());
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
    public ReadOnlySpan<byte> AttributeCell(int place) => place < Cells.FieldCount ? Text(place) : [];

    /// <summary>Refuses a cell without a text.</summary>
    public bool RefuseText(Column column) => Refuse(column, "it is empty");

    /// <summary>Refuses a row that has bytes that are no text in any column with a name.</summary>
    public bool RequireText()
    {
        if (encoding.IsText(Cells.RawRecord))
        {
            return true;
        }

        for (int place = 0; place < Header.Count; place++)
        {
            if (Header[place].Length > 0 && !encoding.IsText(Cells.GetSpan(place)))
            {
                return Refuse(place, "");
            }
        }

        return true;
    }

    /// <summary>The text of a cell that names somebody: some UTF-8 that is not all white space.</summary>
    public bool Name(Column column, out ReadOnlySpan<byte> name)
    {
        name = Has(column) && places[(int)column] < Cells.FieldCount ? Text(column) : [];
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
        ReadOnlySpan<byte> cell = Cells.GetSpan(place);
        string value = Encoding.UTF8.GetString(cell.Length > 4 * MostShown ? cell[..(4 * MostShown)] : cell);
        refusals.Add(new CsvRefusal(Line, Header[place], value.Length > MostShown ? $"{value[..MostShown]}…" : value, encoding.IsText(cell) ? reason : encoding.Problem));
        return false;
    }

    public void Dispose()
    {
        pieces.Dispose();
        source.Dispose();
    }

    // A cell with no quotes to take off and no spaces to trim is read from the file buffer directly, which is twice as fast.
    private ReadOnlySpan<byte> Text(Column column) => Text(places[(int)column]);

    private ReadOnlySpan<byte> Text(int place)
    {
        ReadOnlySpan<byte> raw = Cells.GetRawSpan(place);
        return raw.Length > 0 && raw[0] > ' ' && raw[0] != '"' && raw[^1] > ' ' ? raw : Cells.GetSpan(place);
    }

    private bool RefuseRow(string reason)
    {
        refusals.Add(new CsvRefusal(Line, "", "", reason));
        return false;
    }

    private bool OnlyEmptyCellsBeyondTheHeader()
    {
        for (int i = Header.Count; i < Cells.FieldCount; i++)
        {
            if (!Cells.GetSpan(i).IsEmpty)
            {
                return false;
            }
        }

        return Cells.FieldCount > Header.Count;
    }
}
