namespace Retention.Metrics.Timelines.Building;

/// <summary>The customers of a history, in the order in which they first come in its facts.</summary>
internal sealed class FactCustomers(CustomerLifecycles lifecycles) : ICustomerNames
{
    public CustomerId NameOf(int customer) => lifecycles.Facts.Tables.Names.NameOf(lifecycles.ByNumber.CustomerAt(customer));
}
