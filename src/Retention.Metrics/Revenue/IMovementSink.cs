namespace Retention.Metrics.Revenue;

/// <summary>Receives the movements of a customer.</summary>
internal interface IMovementSink
{
    /// <summary>The customer's state at the start of the first period.</summary>
    void Opens(CustomerState state);

    /// <summary>A net change from one level to another that differs; the row is the last change of the interval.</summary>
    void Moves(int period, int row, CustomerState before, CustomerState after, bool returns);

    /// <summary>The two ends of a period in which something changed.</summary>
    void Ends(int period, int row, CustomerState opening, CustomerState closing, bool returns, bool everPaid);
}
