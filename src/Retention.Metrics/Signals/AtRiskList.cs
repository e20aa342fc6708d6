using NodaTime;

namespace Retention.Metrics.Signals;

/// <summary>Makes lists of customers at risk.</summary>
internal static class AtRiskList
{
    public static AtRiskCustomers Of(RevenueTimeline timeline, Signal signal, ChurnBySignal learned, Instant instant, SignalGroup[] highest)
    {
        List<(int Customer, long Level, double Value)> active = ActiveAt(timeline, signal, learned, instant);
        var groupOf = new SignalGroup?[learned.Groups.Count];
        foreach (SignalGroup group in highest)
        {
            groupOf[group.Number!.Value - 1] = group;
        }

        // Ranks are among all customers who have a value, whether or not they come on the list.
        (int Customer, long Level, double Value)[] known = [.. active.Where(one => !double.IsNaN(one.Value)).OrderBy(one => one.Value)];
        var found = new List<AtRiskCustomer>();
        for (int i = 0, lower = 0; i < known.Length; i++)
        {
            lower = i > 0 && !known[i].Value.Equals(known[i - 1].Value) ? i : lower;
            int group = learned.Groups.AreQuantiles ? learned.Groups.QuantileOf(lower, known.Length) : learned.Groups.Between(known[i].Value);
            if (groupOf[group] is { } own)
            {
                found.Add(new AtRiskCustomer(timeline.CustomerAt(known[i].Customer), known[i].Value, own, new RecurringRevenue(known[i].Level, timeline.Currency)));
            }
        }

        return new AtRiskCustomers(instant, learned, highest, [.. found.OrderByDescending(one => one.ExpectedLoss).ThenByDescending(one => one.Mrr).ThenBy(one => one.Customer)], active.Count, timeline.Currency);
    }

    private static List<(int Customer, long Level, double Value)> ActiveAt(RevenueTimeline timeline, Signal signal, ChurnBySignal learned, Instant instant)
    {
        long ticks = instant.ToUnixTimeTicks();
        ISignalReader reader = signal.Over(timeline, new SignalInstants([ticks], learned.Periods.Zone));
        var found = new List<(int, long, double)>();
        double[] value = [0];
        for (int customer = 0; customer < timeline.CustomerCount; customer++)
        {
            CustomerState state = timeline.Columns.StateAt(customer, ticks);
            if (state.IsActive)
            {
                reader.Read(customer, 0, value);
                found.Add((customer, state.Level, value[0]));
            }
        }

        return found;
    }
}
