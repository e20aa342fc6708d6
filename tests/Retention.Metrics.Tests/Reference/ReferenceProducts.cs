using NodaTime;

namespace Retention.Metrics.Tests.Reference;

/// <summary>One period of one product, in plain LINQ over what each customer pays for each product: slow and obvious.</summary>
internal static class ReferenceProducts
{
    /// <summary>By customer, after each instant at which something happens, what is paid for each product.</summary>
    public static Dictionary<CustomerId, SortedDictionary<Instant, Dictionary<string, decimal>>> LevelsOf(IEnumerable<SubscriptionEvent> events, MetricPolicy policy)
    {
        var levels = new Dictionary<CustomerId, SortedDictionary<Instant, Dictionary<string, decimal>>>();
        foreach (IGrouping<CustomerId, SubscriptionEvent> customer in events.GroupBy(one => one.Customer))
        {
            List<List<SubscriptionEvent>> subscriptions = [.. customer.GroupBy(one => one.Subscription).Select(one => one.ToList())];
            levels[customer.Key] = [];
            foreach (Instant instant in customer.SelectMany(one => ReferenceCustomerStates.InstantsOf(one, policy)).Distinct())
            {
                levels[customer.Key][instant] = subscriptions
                    .Select(life => (Product: ReferenceLevels.StateAfter(life, instant).Price?.Product ?? "unknown", ReferenceCustomerStates.After(life, instant, policy).Level))
                    .GroupBy(one => one.Product, StringComparer.Ordinal)
                    .ToDictionary(one => one.Key, one => one.Sum(part => part.Level), StringComparer.Ordinal);
            }
        }

        return levels;
    }

    public static ProductTotals Of(
        string product,
        Dictionary<CustomerId, SortedDictionary<Instant, ReferenceCustomerState>> states,
        Dictionary<CustomerId, SortedDictionary<Instant, Dictionary<string, decimal>>> levels,
        (Instant Start, Instant End, DateTimeZone Zone) period,
        MetricPolicy policy)
    {
        var sum = default(ProductTotals);
        foreach (CustomerId customer in states.Keys)
        {
            SortedDictionary<Instant, ReferenceCustomerState> own = states[customer];
            sum += Ends(ReferencePolicies.At(own, period.Start), ReferencePolicies.At(own, period.End), At(levels[customer], period.Start, product), At(levels[customer], period.End, product));
            foreach ((Instant from, Instant to) in ReferencePolicies.Intervals(own, period.Start, period.End, period.Zone, policy.Netting))
            {
                ReferenceCustomerState before = ReferencePolicies.At(own, from), after = ReferencePolicies.At(own, to);
                string[] all = [.. levels[customer].Values.SelectMany(one => one.Keys).Distinct(StringComparer.Ordinal)];
                var changes = all.ToDictionary(one => one, one => Micro(At(levels[customer], to, one)) - Micro(At(levels[customer], from, one)), StringComparer.Ordinal);
                if (changes.GetValueOrDefault(product) != 0)
                {
                    sum += Movement(product, before, after, ReferencePolicies.Returns(own, from, policy), changes);
                }
            }
        }

        return sum;
    }

    private static ProductTotals Ends(ReferenceCustomerState m0, ReferenceCustomerState m1, decimal before, decimal after)
    {
        bool holds = before > 0, counts = holds && !m1.ActiveAtZero;
        return new ProductTotals
        {
            OpeningMrr = Micro(before),
            ClosingMrr = Micro(after),
            LostMrr = counts ? Micro(Math.Max(before - after, 0)) : 0,
            GainedMrr = counts ? Micro(Math.Max(after - before, 0)) : 0,
            HolderMrr = holds ? Micro(m0.Level) : 0,
            HolderLostMrr = counts ? Micro(Math.Max(m0.Level - m1.Level, 0)) : 0,
            HolderGainedMrr = counts ? Micro(Math.Max(m1.Level - m0.Level, 0)) : 0,
            OpeningCustomers = holds ? 1 : 0,
            JoinedCustomers = !holds && after > 0 ? 1 : 0,
            LeftCustomers = holds && after == 0 ? 1 : 0,
            ClosingCustomers = after > 0 ? 1 : 0,
            LostCustomers = counts && after == 0 ? 1 : 0,
            ChurnedCustomers = counts && !m1.Active ? 1 : 0,
        };
    }

    private static ProductTotals Movement(string product, ReferenceCustomerState before, ReferenceCustomerState after, bool returns, Dictionary<string, Int128> changes)
    {
        Int128 change = changes[product], size = Int128.Abs(change);
        if (before.Level == 0)
        {
            return before.ActiveAtZero ? new ProductTotals { ResumedMrr = size } : returns ? new ProductTotals { ReactivationMrr = size } : new ProductTotals { NewMrr = size };
        }

        if (after.Level == 0)
        {
            return after.ActiveAtZero ? new ProductTotals { PausedMrr = size } : new ProductTotals { ChurnMrr = size };
        }

        Int128 up = Sum(changes.Values.Where(one => one > 0)), down = Sum(changes.Values.Where(one => one < 0).Select(one => -one)), transferred = Int128.Min(up, down);
        (string Name, Int128 Size)[] sameWay = [.. changes.Where(one => one.Value != 0 && Int128.IsPositive(one.Value) == Int128.IsPositive(change)).Select(one => (one.Key, Int128.Abs(one.Value)))];
        Int128 all = Sum(sameWay.Select(one => one.Size)), given = Sum(sameWay.Select(one => one.Size * transferred / all));
        int place = Array.IndexOf(
            [.. sameWay.OrderByDescending(one => one.Size * transferred % all).ThenBy(one => one.Name, StringComparer.Ordinal).Select(one => one.Name)], product);
        Int128 own = (size * transferred / all) + (place < transferred - given ? 1 : 0);
        return change > 0 ? new ProductTotals { TransferInMrr = own, ExpansionMrr = size - own } : new ProductTotals { TransferOutMrr = own, ContractionMrr = size - own };
    }

    private static Int128 Sum(IEnumerable<Int128> some) => some.Aggregate((Int128)0, (sum, one) => sum + one);

    private static decimal At(SortedDictionary<Instant, Dictionary<string, decimal>> levels, Instant instant, string product) =>
        levels.LastOrDefault(one => one.Key < instant).Value?.GetValueOrDefault(product) ?? 0m;

    private static Int128 Micro(decimal annual) => (Int128)(annual * 1_000_000m);
}
