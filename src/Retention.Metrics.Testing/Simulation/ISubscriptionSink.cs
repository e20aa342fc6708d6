namespace Retention.Metrics.Testing.Simulation;

/// <summary>Receives the events of one customer's subscriptions while they are simulated.</summary>
internal interface ISubscriptionSink
{
    /// <summary>A month begins after the one in which the customer joined.</summary>
    void MonthBegins(int month, bool active);

    void Starts(int subscription, long at, long level, bool again);

    void Changes(int subscription, long at, long level);

    void Pauses(int subscription, long at);

    void Resumes(int subscription, long at, long level);

    void Ends(int subscription, long at);

    /// <summary>A month passes in which nothing changes.</summary>
    void Stays(int subscription, int month);
}
