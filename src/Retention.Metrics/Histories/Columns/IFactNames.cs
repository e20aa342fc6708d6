namespace Retention.Metrics.Histories.Columns;

/// <summary>The ids behind the numbers of facts. Each is made when it is asked for.</summary>
internal interface IFactNames : ICustomerNames
{
    /// <summary>Customers are numbered from 0 up to this.</summary>
    int Customers { get; }

    /// <summary>Subscriptions are numbered from 0 up to this.</summary>
    int Subscriptions { get; }

    /// <summary>Ids of facts are numbered from 0 up to this.</summary>
    int EventIds { get; }

    SubscriptionId SubscriptionOf(int number);

    string EventIdOf(int number);
}
