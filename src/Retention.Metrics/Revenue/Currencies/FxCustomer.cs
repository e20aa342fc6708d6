using System.Globalization;

namespace Retention.Metrics.Revenue.Currencies;

/// <summary>Reads the periods of one customer who pays in several currencies, one after another: linear in their changes and the periods.</summary>
internal sealed class FxCustomer
{
    private readonly FxPass pass;
    private readonly CustomerId customer;
    private readonly List<FxChange> changes;
    private readonly FxHoldings opening;
    private readonly FxHoldings closing;

    // The changes of the period, from first up to next.
    private int first;
    private int next;

    public FxCustomer(FxPass pass, CustomerId customer, List<FxChange> changes)
    {
        this.pass = pass;
        this.customer = customer;
        this.changes = changes;
        (opening, closing) = (pass.NewHoldings(), pass.NewHoldings());
        ApplyUpTo(pass.Periods.Bounds[0]);
        Closing = Sum(closing.Native, bound: 0);
    }

    /// <summary>The index of the period; −1 before the first call of <see cref="MoveNext"/>.</summary>
    public int Period { get; private set; } = -1;

    /// <summary>The balance at the start, at the start's rates.</summary>
    public Int128 Opening { get; private set; }

    /// <summary>The balance at the end, at the end's rates.</summary>
    public Int128 Closing { get; private set; }

    /// <summary>The balance at the end, at the rates of the movements.</summary>
    public Int128 AtMovementRates { get; private set; }

    /// <summary>The part of the closing balance that comes from the change of rates.</summary>
    public Int128 Fx => Closing - AtMovementRates;

    /// <summary>Whether the customer is active at the start.</summary>
    public bool OpensActive => opening.Pays || opening.ActiveAtZero;

    /// <summary>Whether anything changes in the period.</summary>
    public bool HasChanges => next > first;

    /// <summary>Moves to the next period.</summary>
    /// <returns>Whether there is one.</returns>
    public bool MoveNext()
    {
        if (Period + 1 == pass.Periods.Count)
        {
            return false;
        }

        Period++;
        opening.CopyFrom(closing);
        Opening = Fitting(Closing);
        first = next;
        ApplyUpTo(pass.Periods.Bounds[Period + 1]);
        Closing = Sum(closing.Native, Period + 1);

        // Without a change every currency is held at the start, and counts at the start's rate.
        AtMovementRates = HasChanges ? Fitting(SumAtMovementRates(closing.Native)) : Opening;
        return true;
    }

    /// <summary>The customer's rows of the period at the rates of its movements, after the rows that say what was paid before it.</summary>
    public RevenueColumns Path()
    {
        int capacity = next - first + 2;
        List<long> time = new(capacity), level = new(capacity);
        var activeAtZero = new List<bool>(capacity);
        FxHoldings holdings = pass.NewHoldings();
        holdings.CopyFrom(opening);
        if (opening.EverPaid)
        {
            Add(opening.Pays ? pass.Periods.Bounds[Period] - 1 : opening.FellAt - 1, Math.Max(1L, (long)Opening));
            if (!opening.Pays)
            {
                Add(opening.FellAt, 0);
            }
        }

        for (int i = first; i < next;)
        {
            long at = changes[i].Time;
            i = holdings.Apply(changes, i);
            if (holdings.EverPaid)
            {
                Add(at, Fitting(SumAtMovementRates(holdings.Native)));
            }
        }

        return RevenueColumns.Of([0, time.Count], [.. time], [.. level], [.. activeAtZero]);

        void Add(long at, long total)
        {
            time.Add(at);
            level.Add(total);
            activeAtZero.Add(holdings.ActiveAtZero && total == 0);
        }
    }

    private void ApplyUpTo(long end)
    {
        while (next < changes.Count && changes[next].Time < end)
        {
            next = closing.Apply(changes, next);
        }
    }

    /// <summary>A currency held at the start counts at the start's rate, any other at the end's.</summary>
    private Int128 SumAtMovementRates(long[] native)
    {
        Int128 sum = 0;
        for (int part = 0; part < native.Length; part++)
        {
            sum += pass.Rates[part][opening.Native[part] > 0 ? Period : Period + 1].Convert(native[part], customer);
        }

        return sum;
    }

    private Int128 Sum(long[] native, int bound)
    {
        Int128 sum = 0;
        for (int part = 0; part < native.Length; part++)
        {
            sum += pass.Rates[part][bound].Convert(native[part], customer);
        }

        return sum;
    }

    private long Fitting(Int128 sum) => sum <= long.MaxValue
        ? (long)sum
        : throw new OverflowException(string.Create(CultureInfo.InvariantCulture, $"The revenue of customer {customer} does not fit in {pass.Rates[0][Period].To} at the rates from {pass.Rates[0][Period].At} to {pass.Rates[0][Period + 1].At}: a year of all currencies together must be at most {ExchangeRate.HighestYear}, and is {(decimal)sum / 1_000_000m}. Check the rates."));
}
