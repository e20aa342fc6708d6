namespace Retention.Metrics;

/// <summary>Rows of an answer by position.</summary>
internal static class Rows
{
    /// <summary>The row at a position.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public static TRow At<TRow>(this TRow[] rows, int index) => unchecked((uint)index < (uint)rows.Length) ? rows[index] : throw None(index, rows.Length);

    /// <summary>Refuses a position that is none.</summary>
    public static int Checked(int index, int count) => unchecked((uint)index < (uint)count) ? index : throw None(index, count);

    private static ArgumentOutOfRangeException None(int index, int count) =>
        new(nameof(index), index, count == 0 ? "There are no rows." : FormattableString.Invariant($"There are {count} rows; expected a position from 0 to {count - 1}."));
}
