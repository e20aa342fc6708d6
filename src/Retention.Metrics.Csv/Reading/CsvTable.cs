using System.Text;
using Retention.Metrics.Csv.Exports;
using Retention.Metrics.Csv.Rules;

namespace Retention.Metrics.Csv.Reading;

/// <summary>Reads the rows of a file one by one and takes facts out of their cells, or writes down why that cannot be done.</summary>
internal sealed class CsvTable : IDisposable
{
    /// <summary>Why a row without an id is refused.</summary>
    public const string EmptyId = "it is empty; expected an id: a text that is not blank";

    private readonly FileSource source;
    private readonly TextEncoding encoding;
    private readonly FilePieces pieces;
    private readonly int[] places;
    private readonly TimestampFormat timestamps;
    private readonly CellSources? sources;
    private readonly AmountCells amounts;
    private readonly CellCache<Currency> currencies = new();
    private readonly GuestNames guests = new();
    private readonly RowRules? rules;
    private readonly MentionedCells? mentions;
    private RefusalColumns refusals = new();
    private bool readsSecondEnd;
    private RowReader? rows;

    private CsvTable(FileSource source, TextEncoding encoding, FilePieces pieces, CsvHeader header, FileKind kind, CsvImportOptions options)
    {
        this.source = source;
        this.encoding = encoding;
        this.pieces = pieces;
        Options = options;
        Header = header;
        Kind = kind;
        places = header.Places(kind);
        timestamps = new TimestampFormat(options.Zone, options.DateFormat ?? DateFormat.Iso);
        amounts = new AmountCells(options);
        sources = CellSources.Of(header, places, options, kind);
        rules = RowRules.Of(this, options, places[(int)Column.Status]);
        mentions = MentionedCells.Of(this, options);
        OtherPlaces = [.. Enumerable.Range(0, header.Count).Where(i => !places.Contains(i))];
        AttributePlaces = [.. Enumerable.Range(0, header.Count).Where(i => header[i].Length > 0 && !places.Contains(i)).DistinctBy(i => header[i], StringComparer.Ordinal)];
    }

    private CsvTable(CsvTable whole)
    {
        (source, encoding, pieces, Options, places) = (whole.source, whole.encoding, whole.pieces, whole.Options, whole.places);
        (Header, Kind, OtherPlaces, AttributePlaces) = (whole.Header, whole.Kind, whole.OtherPlaces, whole.AttributePlaces);
        (amounts, sources) = (whole.amounts, whole.sources);
        timestamps = new TimestampFormat(Options.Zone, Options.DateFormat ?? DateFormat.Iso);
        rules = RowRules.Of(this, Options, places[(int)Column.Status]);
        mentions = MentionedCells.Of(this, Options);
    }

    /// <summary>How the file is read: as the caller says, and where that says nothing as the format of the export does.</summary>
    public CsvImportOptions Options { get; }

    public CsvHeader Header { get; }

    public FileKind Kind { get; }

    /// <summary>The columns that are no more than attributes of the customer.</summary>
    public int[] AttributePlaces { get; }

    /// <summary>All columns beside ours, those without a name and those of a name that came before too.</summary>
    public int[] OtherPlaces { get; }

    public IReadOnlyList<CsvRefusal> Refusals => refusals;

    /// <summary>What the rules leave out.</summary>
    public LeftOutRows LeftOut { get; } = new();

    /// <summary>Rows with a value in a column that cannot be read.</summary>
    public IReadOnlyList<CsvMention> Mentions => mentions?.All ?? [];

    /// <summary>The columns that are not read and look as if they mattered, and those of a name that another attribute has.</summary>
    public IReadOnlyList<string> UnreadColumns
    {
        get
        {
            int[] read = [.. places, .. sources?.Places ?? []];
            IEnumerable<string> ofOneName = OtherPlaces.Except(AttributePlaces).Except(read).Select(place => Header[place]).Where(name => name.Length > 0);
            return [.. TellingColumns.Of(Header, read, Options).Union(ofOneName)];
        }
    }

    /// <summary>Where the first row of an order is the order: leaves out the others.</summary>
    public Orders.FirstLines? FirstLines { get; set; }

    /// <summary>The pieces of the file.</summary>
    public FilePieces Pieces => pieces;

    public long RowsRead { get; private set; }

    public long Line => Row.Line;

    /// <summary>How much of the file has been read, if its length is known.</summary>
    public double? ShareRead => source.ShareRead;

    private RowReader Row => rows!;

    public static CsvTable Open(Stream stream, CsvImportOptions options, ExportContent? content, Func<CsvHeader, FileKind> kindOf, int pieceSize = FilePieces.UsualSize)
    {
        var source = new FileSource(stream);
        FilePieces? pieces = null;
        try
        {
            var encoding = new TextEncoding(options.Encoding, source);
            pieces = new FilePieces(source, encoding, pieceSize);
            source.RequireCsv();
            string[] names = pieces.ReadHeader();
            if (names.All(name => name.Length == 0))
            {
                throw new InvalidDataException("the file is empty; its first line must name the columns");
            }

            encoding.RequireText(names);
            (CsvImportOptions own, FileKind? kind) = ExportHeaders.Resolve(names, options, content);
            var header = new CsvHeader(names, own);
            return new CsvTable(source, encoding, pieces, header, kind ?? kindOf(header), own);
        }
        catch
        {
            pieces?.Dispose();
            source.Dispose();
            throw;
        }
    }

    /// <inheritdoc cref="FileSource.RequireWhole"/>
    public void RequireWhole() => source.RequireWhole();

    /// <summary>A table of the same file that reads pieces by itself.</summary>
    public CsvTable Another() => new(this);

    /// <summary>Goes on to the first row of a piece.</summary>
    public void MoveTo(RowReader piece) => rows = piece;

    /// <summary>Takes over how many rows another table of the same file has read, and which it has refused.</summary>
    public void Take(CsvTable another)
    {
        RowsRead += another.RowsRead;
        refusals.Take(another.refusals);
        LeftOut.Take(another.LeftOut);
        mentions?.Take(another.mentions!);
        another.RowsRead = 0;
        another.refusals = another.refusals.Count == 0 ? another.refusals : new RefusalColumns();
    }

    /// <summary>Goes on to the next row. A row that could not be cut into its cells is refused, but can still be asked for its ids.</summary>
    /// <param name="whole">Whether the row has all its cells.</param>
    /// <remarks>Rows that a rule leaves out are counted and passed over.</remarks>
    public bool Read(out bool whole)
    {
        while (ReadRecord(out whole))
        {
            if (FirstLines is not null && FirstLines.LeavesOut(this))
            {
                if (whole)
                {
                    LeftOut.Add(Orders.FirstLines.Rule);
                    continue;
                }

                return true;
            }

            if (!whole || rules is null)
            {
                CountMentions(whole);
                return true;
            }

            RowVerdict verdict = rules.Judge();
            if (verdict.LeftOutBy is { } rule)
            {
                LeftOut.Add(rule);
                continue;
            }

            whole = verdict.Refusal is null || Refuse(verdict.Place, verdict.Refusal);
            CountMentions(whole);
            return true;
        }

        return false;
    }

    private void CountMentions(bool whole)
    {
        if (whole)
        {
            mentions?.AddRow();
        }
    }

    private bool ReadRecord(out bool whole)
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
        else if (Row.Count != Header.Count && !OnlyEmptyCellsBeyondTheHeader())
        {
            string cause = Row.Count < Header.Count ? "a cell is missing, or a value with a line break in it has no quotes" : "a value with a delimiter in it needs quotes";
            whole = RefuseRow(FormattableString.Invariant($"the row has {Row.Count} {(Row.Count == 1 ? "cell" : "cells")}, the header {Header.Count}; {cause}"));
        }

        return true;
    }

    /// <summary>The rows of the file, read a second time from its beginning.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read again.</exception>
    public RowReader Again() => RowReader.Of(source.Again(), encoding);

    /// <summary>What the file calls a column.</summary>
    public string NameOf(int place) => Header[place].Length > 0 ? Header[place] : FormattableString.Invariant($"column {place + 1}");

    /// <summary>What the file calls a column of ours.</summary>
    public string NameOf(Column column) => Has(column) ? NameOf(places[(int)column]) : ColumnNames.Of(column);

    /// <summary>The place of the first column of a name, whatever its case, spaces, <c>_</c> and <c>-</c>; −1 where there is none.</summary>
    public int PlaceOf(string name) => AttributePlaces.FirstOrDefault(place => ColumnNames.Key(Header[place]) == ColumnNames.Key(name), -1);

    public bool Has(Column column) => places[(int)column] >= 0;

    /// <summary>Whether each value is the text of its cell.</summary>
    public bool CellsAreValues => sources is null;

    /// <summary>Whether the file lacks the column, or the cell is blank.</summary>
    public bool IsEmpty(Column column) => !Has(column) || IsBlank(column);

    private bool IsBlank(Column column) => sources?.PartOf(column) is { IsBetween: true } ? CellAt(PlaceOf(column)).IsEmpty : Cell(column).IsEmpty;

    /// <summary>Whether the row has no end; one with a status that has ended may have it in the second column.</summary>
    public bool IsEndEmpty(bool hasEnded)
    {
        readsSecondEnd = hasEnded;
        return IsEmpty(Column.EndDate);
    }

    /// <summary>The bytes of a cell that holds a value, without spaces around it, inside quotes too.</summary>
    public ReadOnlySpan<byte> Cell(Column column) => sources is null ? CellAt(places[(int)column]) : SpecialCell(column, out _);

    /// <summary>The bytes of a cell by the place of its column, without spaces around them.</summary>
    public ReadOnlySpan<byte> CellAt(int place) => Row.IsAsWritten(place, out ReadOnlySpan<byte> cell) ? cell : Trimmed(place);

    private ReadOnlySpan<byte> Trimmed(int place)
    {
        ReadOnlySpan<byte> text = Text(place);
        return text[Ascii.Trim(text)];
    }

    /// <summary>A cell that may be another column's, none, or a part of its text.</summary>
    private ReadOnlySpan<byte> SpecialCell(Column column, out int place)
    {
        place = places[(int)column];
        ReadOnlySpan<byte> text = sources!.ValueOf(column, CellIfAny(place));
        int second = sources.SecondOf(column);
        if (!text.IsEmpty || second < 0 || (column == Column.EndDate && sources.EndsAreOfStatus && !readsSecondEnd))
        {
            return text;
        }

        place = second;
        return sources.ValueOf(column, CellIfAny(second));
    }

    // A row that has too few cells can still be asked for its ids.
    private ReadOnlySpan<byte> CellIfAny(int place) => place >= 0 && place < Row.Count ? CellAt(place) : [];

    private int PlaceOf(Column column)
    {
        int place = places[(int)column];
        if (sources is not null)
        {
            _ = SpecialCell(column, out place);
        }

        return place;
    }

    /// <summary>A cell that holds one of several words, without spaces around it; empty where the file lacks the column.</summary>
    public string Word(Column column) => Has(column) ? Encoding.UTF8.GetString(Cell(column)).Trim() : "";

    /// <summary>The text of an attribute; empty where there is none.</summary>
    public ReadOnlySpan<byte> AttributeCell(int place) => place < Row.Count ? Text(place) : [];

    /// <summary>Refuses a cell without a text.</summary>
    public bool RefuseText(Column column) => Refuse(column, column switch
    {
        Column.CustomerId or Column.SubscriptionId or Column.OrderId or Column.EventId => EmptyId,
        _ => "it is empty; expected a text that is not blank",
    });

    /// <summary>Refuses a row that has bytes that are no text in any column with a name.</summary>
    public bool RequireText()
    {
        if (Row.IsAscii || encoding.IsText(Row.Record))
        {
            return true;
        }

        for (int place = 0; place < Header.Count; place++)
        {
            if (Header[place].Length > 0 && !encoding.IsText(Text(place)))
            {
                return Refuse(place, "");
            }
        }

        return true;
    }

    /// <summary>The text of a cell that names somebody: some UTF-8 that is not all white space.</summary>
    public bool Name(Column column, out ReadOnlySpan<byte> name)
    {
        int place = places[(int)column];
        if (sources is null && Row.IsAscii && place >= 0 && place < Row.Count)
        {
            name = Text(place);
            if (!name.IsEmpty && char.IsAsciiLetterOrDigit((char)name[0]))
            {
                return true;
            }
        }

        return AnyName(column, out name);
    }

    private bool AnyName(Column column, out ReadOnlySpan<byte> name)
    {
        int place = PlaceOf(column);
        name = place >= 0 && place < Row.Count ? Text(place) : [];
        if (sources is not null)
        {
            name = sources.IdOf(column, place, name, guests);
        }

        return !name.IsEmpty && ((char.IsAsciiLetterOrDigit((char)name[0]) && Ascii.IsValid(name)) || (encoding.IsText(name) && !string.IsNullOrWhiteSpace(Encoding.UTF8.GetString(name))));
    }

    public bool Ticks(Column column, out long ticks) =>
        timestamps.TryReadTicks(Cell(column), out ticks, out string? problem) || Refuse(column, problem);

    /// <summary>An instant in ticks, and the nanoseconds beyond.</summary>
    public bool Ticks(Column column, out long ticks, out byte nanoseconds) =>
        timestamps.TryReadTicks(Cell(column), out ticks, out nanoseconds, out string? problem) || Refuse(column, problem);

    public bool CurrencyOfRow(out Currency currency) => TryCurrencyOfRow(out currency) || Refuse(Column.Currency, "it is not a currency of ISO 4217, such as EUR");

    /// <summary>The currency of the row, without refusing it.</summary>
    public bool TryCurrencyOfRow(out Currency currency)
    {
        if (sources is null && Has(Column.Currency) && currencies.TryFind(Cell(Column.Currency), out currency))
        {
            return true;
        }

        currency = Options.Currency;
        if (IsEmpty(Column.Currency) || currencies.TryFind(Cell(Column.Currency), out currency))
        {
            return true;
        }

        if (!Currency.TryParse(Word(Column.Currency).ToUpperInvariant(), out currency))
        {
            return false;
        }

        _ = currencies.Add(Cell(Column.Currency), currency);
        return true;
    }

    public bool Amount(Column column, Currency currency, out Money amount)
    {
        bool read = sources?.PartOf(column) is { IsBetween: true } part
            ? amounts.TryReadSum(part, CellAt(PlaceOf(column)), currency, out amount, out string? problem)
            : amounts.TryRead(Cell(column), currency, out amount, out problem);
        return read || Refuse(column, problem!);
    }

    /// <summary>By how much an amount changes, which may be below 0.</summary>
    public bool Change(Column column, Currency currency, out Money change)
    {
        ReadOnlySpan<byte> text = Cell(column);
        bool falls = text.Length > 0 && text[0] == '-';
        if (sources?.PartOf(column) is not null || !amounts.TryReadPlain(text[(falls ? 1 : 0)..], currency, out long millionths, out int decimals))
        {
            return Amount(column, currency, out change);
        }

        decimal size = ExactDecimal.OfMillionths(millionths, decimals);
        change = new Money(falls ? -size : size, currency);
        return true;
    }

    /// <summary>An amount as most files write it, in millionths; false where <see cref="Amount"/> has to read or to refuse it.</summary>
    public bool TryPlainAmount(Column column, Currency currency, out long millionths, out int decimals)
    {
        (millionths, decimals) = (0, 0);
        return sources?.PartOf(column) is null && amounts.TryReadPlain(Cell(column), currency, out millionths, out decimals);
    }

    public bool Refuse(Column column, string reason) => Refuse(PlaceOf(column), reason);

    /// <summary>Refuses a row that was read before.</summary>
    public void RefuseLine(long line, Column column, string value, string reason) => refusals.Add(line, NameOf(column), value, reason);

    /// <summary>Refuses a cell for a reason, or because it is no text.</summary>
    public bool Refuse(int place, string reason)
    {
        const int MostShown = 80;
        ReadOnlySpan<byte> cell = Text(place);
        string value = Encoding.UTF8.GetString(cell.Length > 4 * MostShown ? cell[..(4 * MostShown)] : cell);
        refusals.Add(Line, Header[place], value.Length > MostShown ? $"{value[..(char.IsHighSurrogate(value[MostShown - 1]) ? MostShown - 1 : MostShown)]}…" : value, encoding.IsText(cell) ? reason : encoding.Problem);
        return false;
    }

    public void Dispose()
    {
        pieces.Dispose();
        source.Dispose();
    }

    private ReadOnlySpan<byte> Text(int place) => Row.Cell(place);

    private bool RefuseRow(string reason)
    {
        refusals.Add(Line, "", "", reason);
        return false;
    }

    private bool OnlyEmptyCellsBeyondTheHeader()
    {
        for (int i = Header.Count; i < Row.Count; i++)
        {
            if (!Text(i).IsEmpty)
            {
                return false;
            }
        }

        return Row.Count > Header.Count;
    }
}
