using System.Text;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Rules;

/// <summary>Counts the rows that have a value in a column which changes the figures and cannot be read, with the ids of the first.</summary>
internal sealed class MentionedCells(CsvTable table, int[] places)
{
    private const int MostListed = 20;

    private readonly long[] rows = new long[places.Length];
    private readonly List<string>[] ids = [.. places.Select(_ => new List<string>())];

    public IReadOnlyList<CsvMention> All => [.. Enumerable.Range(0, places.Length).Where(i => rows[i] > 0).Select(i => new CsvMention(table.NameOf(places[i]), rows[i], ids[i]))];

    public static MentionedCells? Of(CsvTable table, CsvImportOptions options)
    {
        int[] places = [.. options.Mentioned.SelectMany(table.Header.Named).Distinct()];
        return places.Length == 0 ? null : new MentionedCells(table, places);
    }

    /// <summary>Takes over what another of the same columns has found.</summary>
    public void Take(MentionedCells another)
    {
        for (int i = 0; i < places.Length; i++)
        {
            rows[i] += another.rows[i];
            ids[i].AddRange(another.ids[i].Where(id => !ids[i].Contains(id, StringComparer.Ordinal)).Take(MostListed - ids[i].Count));
            another.rows[i] = 0;
            another.ids[i].Clear();
        }
    }

    /// <summary>Adds what the current row says.</summary>
    public void AddRow()
    {
        for (int i = 0; i < places.Length; i++)
        {
            if (table.CellAt(places[i]).IsEmpty)
            {
                continue;
            }

            rows[i]++;
            Column id = table.Has(Column.SubscriptionId) ? Column.SubscriptionId : table.Has(Column.OrderId) ? Column.OrderId : Column.CustomerId;
            if (ids[i].Count < MostListed && table.Name(id, out ReadOnlySpan<byte> name))
            {
                string text = Encoding.UTF8.GetString(name);
                if (!ids[i].Contains(text, StringComparer.Ordinal))
                {
                    ids[i].Add(text);
                }
            }
        }
    }
}
