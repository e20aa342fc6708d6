using System.Buffers;
using System.Buffers.Binary;

namespace Retention.Metrics.Csv.Reading;

/// <summary>Compares rows that say the same in the columns that are read in all other columns, for which the file is read a second time.</summary>
/// <remarks>Linear in the rows compared; each different row is kept as its bytes. Where the file has no other columns it is not read again.</remarks>
internal sealed class RowComparison
{
    private readonly Dictionary<long, long> firstEqual = [];
    private readonly Dictionary<int, byte[]> firstOfGroup = [];
    private readonly Dictionary<int, long> firstLineOfGroup = [];
    private readonly Dictionary<int, SortedSet<int>> differing = [];
    private readonly Dictionary<(int Group, int Content, byte[] Cells), long> distinct = new(SameBytes.Instance);
    private readonly CsvTable table;
    private readonly IReadOnlyDictionary<long, (int Group, int Content)> rows;

    private RowComparison(CsvTable table, IReadOnlyDictionary<long, (int Group, int Content)> rows)
    {
        this.table = table;
        this.rows = rows;
    }

    /// <summary>Compares rows, within their groups.</summary>
    /// <param name="table">The file, read to its end.</param>
    /// <param name="rows">By line: the group of rows that belong together, and which of several contents of the group the row has in the columns that are read.</param>
    public static RowComparison Of(CsvTable table, IReadOnlyDictionary<long, (int Group, int Content)> rows)
    {
        var comparison = new RowComparison(table, rows);
        if (rows.Count == 0)
        {
            return comparison;
        }

        if (table.OtherPlaces.Length == 0)
        {
            foreach ((long line, (int group, int content)) in rows.OrderBy(row => row.Key))
            {
                comparison.Add(line, group, content, []);
            }
        }
        else
        {
            comparison.ReadAgain();
        }

        return comparison.firstEqual.Count == rows.Count
            ? comparison
            : throw new InvalidDataException("the file changed while it was read");
    }

    /// <summary>The line of the first row that is equal in every cell: the row's own where there is none before it.</summary>
    public long FirstEqual(long line) => firstEqual[line];

    /// <summary>The same; <see langword="null"/> where the row is not compared.</summary>
    public long? FirstEqualOf(long line) => firstEqual.TryGetValue(line, out long first) ? first : null;

    /// <summary>The first line of the group of a row.</summary>
    public long FirstOfGroup(long line) => firstLineOfGroup[rows[line].Group];

    /// <summary>The names of the columns, beside those that are read, in which the rows of the group of a row differ.</summary>
    public IEnumerable<string> Columns(long line) => differing.TryGetValue(rows[line].Group, out SortedSet<int>? places) ? places.Select(table.NameOf) : [];

    /// <summary>Reads the file a second time for the cells of the rows in all columns that are not ours: each as its length and its bytes.</summary>
    private void ReadAgain()
    {
        using RowReader again = table.Again();
        var cells = new ArrayBufferWriter<byte>();
        _ = again.ReadHeader();
        while (again.Read(out _))
        {
            if (!rows.TryGetValue(again.Line, out (int Group, int Content) row))
            {
                continue;
            }

            cells.ResetWrittenCount();
            foreach (int place in table.OtherPlaces)
            {
                ReadOnlySpan<byte> cell = again.Cell(place);
                BinaryPrimitives.WriteInt32LittleEndian(cells.GetSpan(sizeof(int)), cell.Length);
                cells.Advance(sizeof(int));
                cells.Write(cell);
            }

            Add(again.Line, row.Group, row.Content, cells.WrittenSpan.ToArray());
        }
    }

    private void Add(long line, int group, int content, byte[] cells)
    {
        if (distinct.TryGetValue((group, content, cells), out long first))
        {
            firstEqual.Add(line, first);
            return;
        }

        distinct.Add((group, content, cells), line);
        _ = firstLineOfGroup.TryAdd(group, line);
        firstEqual.Add(line, line);
        if (!firstOfGroup.TryAdd(group, cells))
        {
            NoteDifferences(group, firstOfGroup[group], cells);
        }
    }

    private void NoteDifferences(int group, ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        foreach (int place in table.OtherPlaces)
        {
            if (!Next(ref one).SequenceEqual(Next(ref other)))
            {
                if (!differing.TryGetValue(group, out SortedSet<int>? places))
                {
                    differing.Add(group, places = []);
                }

                _ = places.Add(place);
            }
        }

        static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> cells)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(cells);
            ReadOnlySpan<byte> cell = cells.Slice(sizeof(int), length);
            cells = cells[(sizeof(int) + length)..];
            return cell;
        }
    }

    private sealed class SameBytes : IEqualityComparer<(int Group, int Content, byte[] Cells)>
    {
        public static SameBytes Instance { get; } = new();

        public bool Equals((int Group, int Content, byte[] Cells) x, (int Group, int Content, byte[] Cells) y) =>
            x.Group == y.Group && x.Content == y.Content && x.Cells.AsSpan().SequenceEqual(y.Cells);

        public int GetHashCode((int Group, int Content, byte[] Cells) obj)
        {
            var hash = new HashCode();
            hash.Add(obj.Group);
            hash.Add(obj.Content);
            hash.AddBytes(obj.Cells);
            return hash.ToHashCode();
        }
    }
}
