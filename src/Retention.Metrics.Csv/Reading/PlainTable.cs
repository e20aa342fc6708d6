using System.Text;
using CsvHelper;

namespace Retention.Metrics.Csv.Reading;

/// <summary>A small file of texts, such as one of attributes or of aliases: what is wrong with it is an error of the file.</summary>
internal sealed class PlainTable : IDisposable
{
    private readonly CsvReader reader;
    private readonly FileSource source;
    private readonly TextEncoding encoding;
    private readonly int[] places;

    private PlainTable(CsvReader reader, FileSource source, TextEncoding encoding, string[] names, int[] places)
    {
        (this.reader, this.source, this.encoding, Names, this.places) = (reader, source, encoding, names, places);
    }

    /// <summary>What the file calls its columns.</summary>
    public string[] Names { get; }

    /// <summary>The line of the current row.</summary>
    public long Line => reader.LineNumber;

    /// <summary>Opens a file with some columns.</summary>
    /// <exception cref="InvalidDataException">A column is missing, or comes twice.</exception>
    public static PlainTable Open(Stream stream, Encoding? stated, params string[] columns) => Open(stream, stated, _ => columns);

    /// <summary>Opens a file with columns that depend on what the file calls its columns.</summary>
    /// <exception cref="InvalidDataException">A column is missing, or comes twice.</exception>
    public static PlainTable Open(Stream stream, Encoding? stated, Func<string[], string[]> columnsOf)
    {
        var source = new FileSource(stream);
        var encoding = new TextEncoding(stated, source);
        var reader = CsvReader.Create(
            source.First,
            new CsvReaderOptions
            {
                MaxRecordSize = 1 << 20,
                TrackLineNumbers = true,
                TrimWhitespace = true,
                PoolStrings = true,
                Encoding = encoding.OfReader,
                OnMalformedRecord = record =>
                {
                    if (record.Reason != CsvMalformedReason.StrayQuote)
                    {
                        throw new InvalidDataException(FormattableString.Invariant($"line {record.LineNumber}: the quotes of a value are not closed, or text follows them"));
                    }
                },
            },
            leaveOpen: true);
        try
        {
            source.RequireCsv();
            reader.ReadHeader();
            string[] names = [.. reader.Headers.ToArray().Select(name => name.Trim())];
            encoding.RequireText(names);
            int[] places = Array.ConvertAll(columnsOf(names), column =>
                Enumerable.Range(0, names.Length).Where(i => string.Equals(ColumnNames.Key(names[i]), ColumnNames.Key(column), StringComparison.Ordinal)).ToArray() switch
                {
                    [int only] => only,
                    [] => throw new InvalidDataException($"the header has no column {column}; it has {string.Join(", ", names)}"),
                    _ => throw new InvalidDataException($"the header has several columns {column}"),
                });
            return new PlainTable(reader, source, encoding, names, places);
        }
        catch
        {
            reader.Dispose();
            source.Dispose();
            throw;
        }
    }

    /// <summary>Goes on to the next row.</summary>
    /// <exception cref="InvalidDataException">The row has more or fewer cells than the header, or bytes that are no text.</exception>
    public bool Read()
    {
        if (!reader.Read())
        {
            return false;
        }

        if (reader.FieldCount != Names.Length)
        {
            throw new InvalidDataException(FormattableString.Invariant($"line {Line}: the row has {reader.FieldCount} cells, the header {Names.Length}"));
        }

        return encoding.IsText(reader.RawRecord) ? true : throw new InvalidDataException(FormattableString.Invariant($"line {Line}: {encoding.Problem}"));
    }

    /// <summary>The text of an own column, which must not be blank.</summary>
    public string Id(int own)
    {
        string text = Cell(places[own]);
        return string.IsNullOrWhiteSpace(text) ? throw new InvalidDataException(FormattableString.Invariant($"line {Line}: {Names[places[own]]} is empty; expected an id")) : text;
    }

    public string Cell(int place) => Encoding.UTF8.GetString(reader.GetSpan(place));

    /// <summary>The places of the columns with a name that are not own.</summary>
    public IEnumerable<int> Others => Enumerable.Range(0, Names.Length).Where(i => Names[i].Length > 0 && !places.Contains(i));

    public void Dispose()
    {
        reader.Dispose();
        source.Dispose();
    }
}
