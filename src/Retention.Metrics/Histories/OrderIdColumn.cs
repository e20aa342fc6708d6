namespace Retention.Metrics.Histories;

/// <summary>The number of the order id of each row. As long as each row has an id that is new, its number is that of the row, and nothing is stored; then 4 bytes a row.</summary>
internal sealed class OrderIdColumn
{
    private ColumnBlocks<int>? numbers;

    public int Count { get; private set; }

    /// <summary>The number of the id of a row.</summary>
    public int this[int row] => numbers is null ? row : numbers[row];

    /// <summary>The numbers of all rows; <see langword="null"/> where that of each row is the row.</summary>
    public ColumnBlocks<int>? Numbers => numbers;

    /// <summary>Adds the number of the id of the next row.</summary>
    public void Add(int number)
    {
        if (numbers is null && number != Count)
        {
            Store();
        }

        numbers?.Add(number);
        Count++;
    }

    /// <summary>Adds the numbers of the ids of the next rows.</summary>
    public void AddRange(ReadOnlySpan<int> some)
    {
        foreach (int number in some)
        {
            Add(number);
        }
    }

    /// <summary>Replaces a number in all rows that have it.</summary>
    public void Replace(int number, int by)
    {
        if (numbers is null)
        {
            Store();
        }

        for (int row = 0; row < Count; row++)
        {
            ref int own = ref numbers![row];
            own = own == number ? by : own;
        }
    }

    private void Store()
    {
        numbers = new ColumnBlocks<int>();
        for (int row = 0; row < Count; row++)
        {
            numbers.Add(row);
        }
    }
}
