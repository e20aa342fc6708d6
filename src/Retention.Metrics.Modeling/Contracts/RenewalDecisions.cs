using System.Globalization;

namespace Retention.Metrics.Modeling.Contracts;

/// <summary>How many customers came to each renewal and how many of them left at it.</summary>
internal sealed class RenewalDecisions
{
    private RenewalDecisions(RiskTable table, int[] atRisk, int[] churned)
    {
        Table = table;
        AtRisk = atRisk;
        Churned = churned;
        foreach (int n in atRisk)
        {
            Decisions += n;
            RenewalsSeen += n > 0 ? 1 : 0;
        }

        for (int row = 0; row < table.Count; row++)
        {
            DistinctRows += (table.Events[row] > 0 ? 1 : 0) + (table.Censored[row] > 0 ? 1 : 0);
        }
    }

    public RiskTable Table { get; }

    /// <summary>Customers who came to renewal t + 1.</summary>
    public int[] AtRisk { get; }

    /// <summary>Customers who left at renewal t + 1.</summary>
    public int[] Churned { get; }

    /// <summary>All renewal decisions.</summary>
    public long Decisions { get; }

    /// <summary>All decisions to leave.</summary>
    public int ChurnedInAll => Table.EventCount;

    /// <summary>The number of renewals anyone came to.</summary>
    public int RenewalsSeen { get; }

    /// <summary>Customers who came to any renewal: who is censored in the first period says nothing.</summary>
    public long Customers =>
        Table.CustomerCount - (Table.Count > 0 && Table.Times[0] == 0 ? Table.Censored[0] : 0);

    public int DistinctRows { get; }

    public static RenewalDecisions Of(RiskTable renewals)
    {
        ArgumentNullException.ThrowIfNull(renewals);
        if (renewals.Count > 0 && renewals.Times[0] == 0 && renewals.Events[0] > 0)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Churn at 0 occurs {renewals.Events[0]} times; a contract ends at renewal 1 or later: count the renewal that was not made."),
                nameof(renewals));
        }

        int last = renewals.LastTime ?? 0;
        int[] atRisk = new int[last], churned = new int[last];
        int row = 0;
        for (int t = 1; t <= last; t++)
        {
            while (renewals.Times[row] < t)
            {
                row++;
            }

            atRisk[t - 1] = renewals.AtRisk[row];
            churned[t - 1] = renewals.Times[row] == t ? renewals.Events[row] : 0;
        }

        return new RenewalDecisions(renewals, atRisk, churned);
    }

    /// <summary>The chance to leave, if it is the same at every renewal.</summary>
    public double ConstantChurn => (double)ChurnedInAll / Decisions;

    /// <summary>The log-likelihood of the best constant chance.</summary>
    public double ConstantLogLikelihood
    {
        get
        {
            double left = ChurnedInAll, kept = Decisions - ChurnedInAll;
            return (left > 0 ? left * Math.Log(left / Decisions) : 0) + (kept > 0 ? kept * Math.Log(kept / Decisions) : 0);
        }
    }

    /// <summary>What no model of unlike customers can be fitted to, and why.</summary>
    public string? WhyNotIdentified(int parameters) =>
        Decisions == 0 ? "No customer has come to a renewal."
        : ChurnedInAll == 0 ? "Nobody has left, so differences between customers are not identified."
        : ChurnedInAll == Decisions ? "Everybody has left at the first renewal they came to, so differences between customers are not identified."
        : RenewalsSeen < parameters ? string.Create(
            CultureInfo.InvariantCulture,
            $"{parameters} parameters need customers at {parameters} or more different renewals; the data have {RenewalsSeen}.")
        : null;
}
