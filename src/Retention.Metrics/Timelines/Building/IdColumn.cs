using System.Globalization;

namespace Retention.Metrics.Timelines.Building;

/// <summary>The numbers of a column of ids given in UTF-8. Ids that are small whole numbers themselves are taken as they are, without a table.</summary>
/// <remarks>
/// An id is a number only in the one spelling that the number has: <c>7</c>, and neither <c>007</c> nor <c>+7</c>. As soon as one is not, all are
/// numbered in the order they first come.
/// </remarks>
/// <param name="field">Where a row holds the number.</param>
internal sealed class IdColumn(RowField field)
{
    // What is kept by number may have a place for each row, and so many at least.
    private const int FewPlaces = 1 << 10;

    private IdNumbers? table;
    private int largest = -1;
    private int[] numbers = [];

    /// <summary>Ids are numbered from 0 up to this.</summary>
    public int Count => table?.Count ?? largest + 1;

    /// <summary>Numbers the ids of the next batch of rows.</summary>
    /// <param name="batch">The ids.</param>
    /// <param name="rows">The rows, as many.</param>
    /// <param name="before">The rows of the batches before.</param>
    public void Number(IdBatch batch, Span<LedgerRow> rows, RowStore before)
    {
        if (numbers.Length < rows.Length)
        {
            numbers = new int[rows.Length];
        }

        if (table is null && !TryAsTheyAre(batch.Ids))
        {
            UseTable(before);
        }

        table?.Of(batch, numbers);
        for (int i = 0; i < rows.Length; i++)
        {
            field(ref rows[i]) = numbers[i];
        }
    }

    /// <summary>All rows have come: numbers by table what was taken as it is, if the numbers are few and far between.</summary>
    public void Compact(RowStore rows)
    {
        if (table is null && largest >= Math.Max(FewPlaces, rows.Count))
        {
            UseTable(rows);
        }
    }

    /// <summary>The number of an id that came before. For one that did not it is −1, or a number no row has.</summary>
    public int Find(ReadOnlySpan<byte> utf8)
    {
        if (table is not null)
        {
            return table.Find(utf8);
        }

        return PackedId.Of(utf8, new IdBytes()).TryNumber(out int number) && number <= largest ? number : -1;
    }

    /// <summary>The texts of the ids; the column takes no more.</summary>
    public Func<int, string> Texts()
    {
        if (table is null)
        {
            return static number => number.ToString(CultureInfo.InvariantCulture);
        }

        // Most figures are read without a name: the texts are put in order when the first is asked for.
        var texts = new Lazy<IdTexts>(table.Texts);
        return number => texts.Value[number];
    }

    private bool TryAsTheyAre(ReadOnlySpan<PackedId> ids)
    {
        int largestOfBatch = -1;
        for (int i = 0; i < ids.Length; i++)
        {
            if (!ids[i].TryNumber(out int number))
            {
                return false;
            }

            largestOfBatch = Math.Max(largestOfBatch, number);
            numbers[i] = number;
        }

        largest = Math.Max(largest, largestOfBatch);
        return true;
    }

    private void UseTable(RowStore before)
    {
        table = new IdNumbers();
        Span<byte> digits = stackalloc byte[PlainDigits.AtOnce];
        foreach (ArraySegment<LedgerRow> block in before.Blocks())
        {
            var batch = new IdBatch(block.Count);
            foreach (ref LedgerRow row in block.AsSpan())
            {
                _ = field(ref row).TryFormat(digits, out int written, default, CultureInfo.InvariantCulture);
                batch.Add(digits[..written]);
            }

            Number(batch, block, before);
        }
    }
}
