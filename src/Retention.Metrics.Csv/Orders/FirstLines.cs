using System.Text;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Orders;

/// <summary>Tells the first row of an order from further ones, which are left out: <see cref="OrderLines.First"/>.</summary>
internal sealed class FirstLines
{
    /// <summary>What the rows that are left out are counted under.</summary>
    public const string Rule = "not the first row of its order";

    private readonly HashSet<(string Id, string RecordedAt)> seen = [];

    /// <summary>Whether the current row of a table is left out. A row that was refused, or left out by another rule, counts as the first all the same: the next is no order either.</summary>
    public bool LeavesOut(CsvTable table) => table.Name(Column.OrderId, out ReadOnlySpan<byte> id) && !seen.Add((Encoding.UTF8.GetString(id), table.Word(Column.RecordedAt)));
}
