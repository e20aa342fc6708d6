namespace Retention.Metrics.Timelines.Columns;

/// <summary>The kind of each activity, as a number: one byte where there are at most 256 kinds, four where there are more.</summary>
internal sealed class KindColumn
{
    private const int MostOfAByte = 1 << 8;

    private readonly byte[]? bytes;
    private readonly int[]? numbers;

    /// <summary>A column of rows that are written next.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="kinds">The number of kinds.</param>
    public KindColumn(int rows, int kinds)
    {
        if (kinds <= MostOfAByte)
        {
            bytes = GC.AllocateUninitializedArray<byte>(rows);
        }
        else
        {
            numbers = GC.AllocateUninitializedArray<int>(rows);
        }
    }

    /// <summary>The numbers, where they are bytes: for a long loop.</summary>
    public byte[]? Bytes => bytes;

    /// <summary>The number of the kind of a row.</summary>
    public int this[int row]
    {
        get => bytes is not null ? bytes[row] : numbers![row];
        set
        {
            if (bytes is not null)
            {
                bytes[row] = (byte)value;
            }
            else
            {
                numbers![row] = value;
            }
        }
    }
}
