namespace Retention.Metrics.Timelines.Columns;

/// <summary>What each customer pays for each product, beside the customer's total: customer i has the rows from Offsets[i] up to Offsets[i + 1], rising in time and then in product.</summary>
/// <param name="Totals">The totals of the same customers.</param>
/// <param name="Offsets">One more than there are customers.</param>
/// <param name="Time">Instants in ticks of 100 ns since 1970.</param>
/// <param name="Product">The position of the product in their ordinal order.</param>
/// <param name="Level">The customer's revenue in the product after the instant, in annual millionths; never negative.</param>
internal sealed record ProductColumns(RevenueColumns Totals, int[] Offsets, long[] Time, int[] Product, long[] Level) : IColumnSource<ProductColumns>
{
    public void Read(int firstCustomer, int endCustomer, Action<ProductColumns, int, int> read) => read(this, firstCustomer, endCustomer);
}
