namespace Retention.Metrics.Revenue.Products;

/// <summary>The movements of customers in each product, and transfers between products.</summary>
internal sealed class ProductMovementsAggregate<TInterval, TActiveAtZero>(int products, PeriodIndex periods, long window, TInterval interval)
    : IAggregate<ProductColumns, CustomerProductReader<TInterval, TActiveAtZero>, ProductSums[]>
    where TInterval : struct, INettingInterval
    where TActiveAtZero : struct, IActiveAtZeroColumn
{
    public CustomerProductReader<TInterval, TActiveAtZero> NewState() => new(products, periods, window, interval);

    public void Update(CustomerProductReader<TInterval, TActiveAtZero> state, ProductColumns columns, int firstCustomer, int endCustomer)
    {
        for (int customer = firstCustomer; customer < endCustomer; customer++)
        {
            state.Add(columns, customer);
        }
    }

    public void Combine(CustomerProductReader<TInterval, TActiveAtZero> state, CustomerProductReader<TInterval, TActiveAtZero> other)
    {
        for (int product = 0; product < products; product++)
        {
            if (state.Sums[product] is { } known && other.Sums[product] is { } more)
            {
                known.Add(more);
            }
            else
            {
                state.Sums[product] ??= other.Sums[product];
            }
        }
    }

    public ProductSums[] Finish(CustomerProductReader<TInterval, TActiveAtZero> state) => [.. state.Sums.Select(sums => sums ?? new ProductSums(periods.Count))];
}
