namespace Retention.Metrics.Revenue.Currencies;

/// <summary>Customers who pay in several currencies, the periods, and the rate of each currency at each bound of a period.</summary>
/// <param name="customers">The customers, by id.</param>
/// <param name="parts">The columns of each currency.</param>
/// <param name="numbers">Per customer and currency, the customer's number in the columns of the currency, or −1.</param>
/// <param name="rates">Per currency, a rate for each bound.</param>
/// <param name="periods">The periods.</param>
/// <param name="cancellation">Stops a scan between two blocks of customers.</param>
internal sealed class FxPass(CustomerId[] customers, RevenueColumns[] parts, int[][] numbers, ExchangeRate[][] rates, PeriodIndex periods, CancellationToken cancellation)
    : IColumnSource<FxPass>
{
    private readonly PeriodIndex[] alone = [.. Enumerable.Range(0, periods.Count).Select(period => new PeriodIndex([periods.Bounds[period], periods.Bounds[period + 1]]))];
    private int[]? offsets;

    public PeriodIndex Periods { get; } = periods;

    public ExchangeRate[][] Rates { get; } = rates;

    /// <summary>The steps of work before each customer, one for each change and each period, in units that keep the last offset within 32 bits.</summary>
    public int[] Offsets => offsets ??= OffsetsOfSteps();

    public void Read(int firstCustomer, int endCustomer, Action<FxPass, int, int> read)
    {
        cancellation.ThrowIfCancellationRequested();
        read(this, firstCustomer, endCustomer);
    }

    /// <summary>An index over one period.</summary>
    public PeriodIndex Alone(int period) => alone[period];

    public FxHoldings NewHoldings() => new(parts);

    /// <summary>The periods of a customer.</summary>
    public FxCustomer Customer(int customer)
    {
        var changes = new List<FxChange>(ChangeCount(customer));
        for (int part = 0; part < parts.Length; part++)
        {
            int number = numbers[customer][part];
            for (int row = number < 0 ? 0 : parts[part].Offsets[number]; number >= 0 && row < parts[part].Offsets[number + 1]; row++)
            {
                changes.Add(new FxChange(parts[part].Time[row], part, row));
            }
        }

        changes.Sort((one, other) => one.Time.CompareTo(other.Time));
        return new FxCustomer(this, customers[customer], changes);
    }

    private int[] OffsetsOfSteps()
    {
        var steps = new long[customers.Length + 1];
        for (int customer = 0; customer < customers.Length; customer++)
        {
            steps[customer + 1] = steps[customer] + ChangeCount(customer) + Periods.Count;
        }

        long unit = (steps[^1] >> 30) + 1;
        return Array.ConvertAll(steps, step => (int)(step / unit));
    }

    private int ChangeCount(int customer)
    {
        int count = 0;
        for (int part = 0; part < parts.Length; part++)
        {
            int number = numbers[customer][part];
            count += number < 0 ? 0 : parts[part].Offsets[number + 1] - parts[part].Offsets[number];
        }

        return count;
    }
}
