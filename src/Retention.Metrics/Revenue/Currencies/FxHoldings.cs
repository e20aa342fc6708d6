namespace Retention.Metrics.Revenue.Currencies;

/// <summary>A change of a customer's revenue in one currency: its instant, the currency part and the row in the columns of the part.</summary>
internal readonly record struct FxChange(long Time, int Part, int Row);

/// <summary>What one customer pays in each currency after some of their changes.</summary>
internal sealed class FxHoldings(RevenueColumns[] parts)
{
    private readonly bool[] activeAtZero = new bool[parts.Length];

    /// <summary>The level in each currency, in annual millionths of that currency.</summary>
    public long[] Native { get; } = new long[parts.Length];

    /// <summary>Whether the customer pays in any currency.</summary>
    public bool Pays { get; private set; }

    /// <summary>Whether the customer pays, or has paid, in any currency.</summary>
    public bool EverPaid { get; private set; }

    /// <summary>When the customer fell to 0 in all currencies; read only where they have paid and do not pay.</summary>
    public long FellAt { get; private set; }

    /// <summary>Whether the customer is active without paying. A customer who has never paid is a lead.</summary>
    public bool ActiveAtZero => EverPaid && !Pays && Array.Exists(activeAtZero, one => one);

    /// <summary>Applies all changes of the instant of the next change.</summary>
    /// <returns>The index of the first change of a later instant.</returns>
    public int Apply(List<FxChange> changes, int next)
    {
        long at = changes[next].Time;
        for (; next < changes.Count && changes[next].Time == at; next++)
        {
            (_, int part, int row) = changes[next];
            Native[part] = parts[part].Level[row];
            activeAtZero[part] = parts[part].ActiveAtZero?[row] ?? false;
        }

        bool paid = Pays;
        Pays = Array.Exists(Native, level => level > 0);
        EverPaid |= Pays;
        FellAt = paid && !Pays ? at : FellAt;
        return next;
    }

    /// <summary>Becomes equal to other holdings of the customer.</summary>
    public void CopyFrom(FxHoldings other)
    {
        other.Native.CopyTo(Native, 0);
        other.activeAtZero.CopyTo(activeAtZero, 0);
        (Pays, EverPaid, FellAt) = (other.Pays, other.EverPaid, other.FellAt);
    }
}
