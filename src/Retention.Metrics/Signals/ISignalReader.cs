namespace Retention.Metrics.Signals;

/// <summary>Reads a signal of the customers of one timeline at given instants. Used by all threads at once.</summary>
internal interface ISignalReader
{
    /// <summary>About how many rows are read for a customer.</summary>
    /// <param name="customer">The position of the customer in the timeline.</param>
    int RowsOf(int customer);

    /// <summary>Reads the signal of one customer at adjacent instants. It is asked for those alone at which the value is needed.</summary>
    /// <param name="customer">The position of the customer in the timeline.</param>
    /// <param name="first">The first instant.</param>
    /// <param name="values">Where the values are written: one for each instant from the first, <see cref="double.NaN"/> where there is none.</param>
    void Read(int customer, int first, Span<double> values);
}
