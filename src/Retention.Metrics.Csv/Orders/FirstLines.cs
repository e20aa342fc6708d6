using System.Text;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Orders;

/// <summary>Tells the first row of an order from further ones, which are left out: <see cref="OrderLines.First"/>.</summary>
internal sealed class FirstLines
{
    private readonly HashSet<(string Id, string RecordedAt)> seen = [];

    /// <summary>How many rows are left out.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Whether the current row is left out. A row that was refused counts as the first all the same: the next is no order either.</summary>
    /// <param name="table">The table that reads the row.</param>
    /// <param name="whole">Whether the row has all its cells; it is refused otherwise.</param>
    public bool LeavesOut(CsvTable table, bool whole)
    {
        bool further = table.Name(Column.OrderId, out ReadOnlySpan<byte> id) && !seen.Add((Encoding.UTF8.GetString(id), table.Word(Column.RecordedAt)));
        LeftOut += further && whole ? 1 : 0;
        return further;
    }
}
