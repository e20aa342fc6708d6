namespace Retention.Metrics.Signals;

/// <summary>Reads a signal of the customers of one timeline at given instants. Used by all threads at once.</summary>
internal interface ISignalReader
{
    /// <summary>About how many rows are read for a customer.</summary>
    /// <param name="customer">The position of the customer in the timeline.</param>
    int RowsOf(int customer);

    /// <summary>Reads the signal of one customer at every instant.</summary>
    /// <param name="customer">The position of the customer in the timeline.</param>
    /// <param name="wanted">At which instants the value is needed; elsewhere it is not read.</param>
    /// <param name="values">Where the values are written: one for each instant, <see cref="double.NaN"/> where there is none.</param>
    void Read(int customer, ReadOnlySpan<bool> wanted, Span<double> values);
}
