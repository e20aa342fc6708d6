namespace Retention.Metrics.Ids;

/// <summary>Who the customers of some columns are. A <see cref="CustomerId"/> is made when one is shown, not before.</summary>
internal interface ICustomerNames
{
    /// <summary>The customer at a position of the columns.</summary>
    CustomerId NameOf(int customer);
}

/// <summary>Customers under the caller's own keys.</summary>
internal interface ICustomerKeys<TKey> : ICustomerNames
{
    /// <summary>The key of the customer at a position of the columns.</summary>
    TKey KeyOf(int customer);
}
