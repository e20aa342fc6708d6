namespace Retention.Metrics.Revenue.Products;

/// <summary>The sums of one product in one period while they are accumulated, in annual millionths and customers.</summary>
internal struct ProductPeriodSums
{
    public MovementAmounts Amounts;
    public Int128 TransferIn, TransferOut;

    /// <summary>Lost and gained between the two ends of the period by the customers of its start, in the product and in all.</summary>
    public Int128 Lost, Gained, HolderLost, HolderGained;

    /// <summary>By how much the whole revenue of the customers of the product changes.</summary>
    public Int128 HolderChange;
    public long Joined, Left, LostCustomers, Churned;

    public void Add(in ProductPeriodSums other)
    {
        Amounts.Add(in other.Amounts);
        TransferIn += other.TransferIn;
        TransferOut += other.TransferOut;
        Lost += other.Lost;
        Gained += other.Gained;
        HolderLost += other.HolderLost;
        HolderGained += other.HolderGained;
        HolderChange += other.HolderChange;
        Joined += other.Joined;
        Left += other.Left;
        LostCustomers += other.LostCustomers;
        Churned += other.Churned;
    }
}

/// <summary>The sums of one product while they are accumulated: the opening balance, and the sums of each period.</summary>
internal sealed class ProductSums(int periods)
{
    public Int128 Opening { get; set; }

    /// <summary>The whole revenue of the customers of the start.</summary>
    public Int128 HolderOpening { get; set; }

    public long OpeningCustomers { get; set; }

    public ProductPeriodSums[] Periods { get; } = new ProductPeriodSums[periods];

    public void Add(ProductSums other)
    {
        Opening += other.Opening;
        HolderOpening += other.HolderOpening;
        OpeningCustomers += other.OpeningCustomers;
        for (int period = 0; period < Periods.Length; period++)
        {
            Periods[period].Add(in other.Periods[period]);
        }
    }

    /// <summary>Turns the sums into the totals of each period.</summary>
    public ProductTotals[] ToTotals()
    {
        var totals = new ProductTotals[Periods.Length];
        (Int128 opening, Int128 holders, long customers) = (Opening, HolderOpening, OpeningCustomers);
        for (int period = 0; period < totals.Length; period++)
        {
            ref readonly ProductPeriodSums sums = ref Periods[period];
            totals[period] = new ProductTotals
            {
                OpeningMrr = opening,
                Movements = sums.Amounts,
                TransferInMrr = sums.TransferIn,
                TransferOutMrr = sums.TransferOut,
                LostMrr = sums.Lost,
                GainedMrr = sums.Gained,
                HolderMrr = holders,
                HolderLostMrr = sums.HolderLost,
                HolderGainedMrr = sums.HolderGained,
                OpeningCustomers = customers,
                JoinedCustomers = sums.Joined,
                LeftCustomers = sums.Left,
                ClosingCustomers = customers + sums.Joined - sums.Left,
                LostCustomers = sums.LostCustomers,
                ChurnedCustomers = sums.Churned,
            }.Closed();
            (opening, holders, customers) = (totals[period].ClosingMrr, holders + sums.HolderChange, totals[period].ClosingCustomers);
        }

        return totals;
    }
}
