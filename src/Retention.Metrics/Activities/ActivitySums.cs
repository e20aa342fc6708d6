namespace Retention.Metrics.Activities;

/// <summary>What the activities of one period add up to.</summary>
internal struct ActivitySums
{
    public Int128 Quantity;
    public long Activities;
    public long CustomerDays;
    public long Retained;
    public long New;
    public long Resurrected;
    public long Dormant;

    public void Add(in ActivitySums other)
    {
        Quantity += other.Quantity;
        Activities += other.Activities;
        CustomerDays += other.CustomerDays;
        Retained += other.Retained;
        New += other.New;
        Resurrected += other.Resurrected;
        Dormant += other.Dormant;
    }

    public readonly ActivityTotals ToTotals() => new()
    {
        Activities = Activities,
        Quantity = Quantity,
        CustomerDays = CustomerDays,
        RetainedCustomers = Retained,
        NewCustomers = New,
        ResurrectedCustomers = Resurrected,
        DormantCustomers = Dormant,
    };
}
