namespace Retention.Metrics.Histories.Columns;

/// <summary>Compares what facts say.</summary>
internal static class FactContents
{
    /// <summary>Whether two facts say the same, whenever they were recorded.</summary>
    public static bool AreEqual(in LocatedFact one, in LocatedFact other, FactTables tables) =>
        one.Subscription == other.Subscription && one.Row.Content.Kind == other.Row.Content.Kind && one.Row.Ticks == other.Row.Ticks
        && tables.Details.NanosOf(one.Row.Place) == tables.Details.NanosOf(other.Row.Place)
        && tables.CustomerOf(one.Subscription, one.Row.Place) == tables.CustomerOf(other.Subscription, other.Row.Place)
        && HaveEqualTerms(one.Row.Content, other.Row.Content, tables);

    /// <summary>A hash that facts share which say the same.</summary>
    public static int HashOf(in LocatedFact fact, FactTables tables)
    {
        FactContent content = fact.Row.Content;
        int terms = content.Kind switch
        {
            FactKind.Started or FactKind.PriceChanged => tables.Prices.FirstEqualTo(content.Index),
            FactKind.CancellationScheduled => tables.Schedules[content.Index].GetHashCode(),
            _ => content.Index,
        };
        return HashCode.Combine(fact.Subscription, fact.Row.Ticks, content.Kind, terms);
    }

    /// <summary>An order of what two facts of one kind state beside their instant.</summary>
    public static int Compare(FactContent x, FactContent y, FactTables tables)
    {
        if (x == y || x.Kind != y.Kind)
        {
            return x.Kind.CompareTo(y.Kind);
        }

        switch (x.Kind)
        {
            case FactKind.Started or FactKind.PriceChanged:
                return tables.Prices.AreEqual(x.Index, y.Index)
                    ? 0
                    : ComparePrices(tables.Prices[x.Index], tables.Prices.DiscountOf(x.Index), tables.Prices[y.Index], tables.Prices.DiscountOf(y.Index));
            case FactKind.CancellationScheduled:
                ScheduledEnd a = tables.Schedules[x.Index], b = tables.Schedules[y.Index];
                int order = a.EffectiveAt.CompareTo(b.EffectiveAt);
                return order != 0 ? order : CompareReasons(tables.ReasonOf(a.Reason), tables.ReasonOf(b.Reason));
            case FactKind.Ended:
                return CompareReasons(tables.ReasonOf(x.Index), tables.ReasonOf(y.Index));
            default:
                return 0;
        }
    }

    private static bool HaveEqualTerms(FactContent one, FactContent other, FactTables tables) => one.Kind switch
    {
        FactKind.Started or FactKind.PriceChanged => tables.Prices.AreEqual(one.Index, other.Index),
        FactKind.CancellationScheduled => tables.Schedules[one.Index] == tables.Schedules[other.Index],
        _ => one.Index == other.Index,
    };

    private static int CompareReasons(ChurnReason x, ChurnReason y)
    {
        int order = string.CompareOrdinal(x.Code, y.Code);
        return order != 0 ? order : x.Kind.CompareTo(y.Kind);
    }

    private static int ComparePrices(RecurringPrice x, Discount? xOff, RecurringPrice y, Discount? yOff)
    {
        int order = string.CompareOrdinal(x.Amount.Currency.Code, y.Amount.Currency.Code);
        order = order != 0 ? order : (x.Amount.Amount, x.Interval.Unit, x.Interval.Count, x.Quantity).CompareTo((y.Amount.Amount, y.Interval.Unit, y.Interval.Count, y.Quantity));
        order = order != 0 ? order : string.CompareOrdinal(x.Product, y.Product);
        order = order != 0 ? order : (xOff?.PercentOff, xOff?.AmountOff?.Amount, xOff?.Until).CompareTo((yOff?.PercentOff, yOff?.AmountOff?.Amount, yOff?.Until));
        return order != 0 ? order : string.CompareOrdinal(xOff?.AmountOff?.Currency.Code, yOff?.AmountOff?.Currency.Code);
    }
}
