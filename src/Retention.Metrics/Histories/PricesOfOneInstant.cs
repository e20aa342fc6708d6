namespace Retention.Metrics.Histories;

/// <summary>The facts of one subscription at one instant that set a price, and which of them disagree without a recorded instant that decides which is the last.</summary>
/// <remarks>Linear in the facts: of any number of equal prices only the first is kept.</remarks>
internal sealed class PricesOfOneInstant(FactTables tables)
{
    private readonly Dictionary<FactInstant, FirstOfTwoPrices> recorded = [];
    private FirstOfTwoPrices all, unrecorded;
    private int count;

    /// <summary>Adds a fact that sets a price.</summary>
    /// <returns>The first fact added before with another price, where both were recorded at the same instant or one of them was not recorded.</returns>
    public FactRow? Add(FactRow row)
    {
        var entry = new Entry(count++, row);
        Entry? other;
        if (tables.Details.RecordedAt(row.Place) is { } known)
        {
            FirstOfTwoPrices same = recorded.GetValueOrDefault(known);
            other = Earlier(unrecorded.Unlike(row, tables.Prices), same.Unlike(row, tables.Prices));
            recorded[known] = same.With(entry, tables.Prices);
        }
        else
        {
            other = all.Unlike(row, tables.Prices);
            unrecorded = unrecorded.With(entry, tables.Prices);
        }

        all = all.With(entry, tables.Prices);
        return other?.Row;
    }

    private static Entry? Earlier(Entry? x, Entry? y) => x is null || y?.Position < x.Value.Position ? y : x;

    private readonly record struct Entry(int Position, FactRow Row);

    /// <summary>The first fact, and the first with another price than that one: whatever the price of a later fact, it differs from one of the two or from none.</summary>
    private readonly record struct FirstOfTwoPrices(Entry? First, Entry? Second)
    {
        public Entry? Unlike(FactRow row, FactPrices prices) => First is { } first && !prices.AreEqual(first.Row.Content.Index, row.Content.Index) ? First : Second;

        public FirstOfTwoPrices With(Entry next, FactPrices prices) =>
            First is not { } first ? new(next, null)
            : Second is null && !prices.AreEqual(first.Row.Content.Index, next.Row.Content.Index) ? this with { Second = next }
            : this;
    }
}
