namespace Retention.Metrics.Histories.Invoices;

/// <summary>The prices that are charged at one instant of a sweep over time, with their total.</summary>
/// <remarks>
/// Counts and sums are updated as periods begin and end, so that a total takes no pass over all that run. They are made where periods overlap,
/// and annual amounts only where intervals differ: most subscriptions have one line at a time. Not thread-safe.
/// </remarks>
internal sealed class RunningPeriods
{
    private readonly List<ChargedPeriod> periods = [];
    private readonly List<bool> runs = [];
    private readonly Occurrences<Currency> currencies = new(new Dictionary<Currency, int>());
    private readonly Occurrences<BillingInterval> intervals = new(new Dictionary<BillingInterval, int>());
    private readonly Occurrences<string> products = new(new SortedDictionary<string, int>(StringComparer.Ordinal));
    private readonly ExactSum amounts = new(), annual = new(), rounding = new();
    private int count, deltas, credits, first;

    // Up to which period those that run are in the counts and the sum of amounts, and in the annual sums.
    private int counted, annualized;
    private string? productNames;

    /// <summary>The first that runs.</summary>
    private ChargedPeriod First
    {
        get
        {
            while (!runs[first])
            {
                first++;
            }

            return periods[first];
        }
    }

    /// <summary>Adds a period. Its number is how many were added before.</summary>
    public void Add(ChargedPeriod period)
    {
        periods.Add(period);
        runs.Add(true);
        count++;
    }

    /// <summary>Removes a period that runs.</summary>
    /// <param name="number">Its number.</param>
    public void Remove(int number)
    {
        ChargedPeriod period = periods[number];
        runs[number] = false;
        count--;
        if (number < counted)
        {
            Uncount(period);
        }

        if (number < annualized)
        {
            annual.Subtract(AnnualOf(period));
            rounding.Subtract(period.Rounding);
        }
    }

    public void Clear()
    {
        periods.Clear();
        runs.Clear();
        currencies.Clear();
        intervals.Clear();
        products.Clear();
        amounts.Clear();
        annual.Clear();
        rounding.Clear();
        (count, deltas, credits, first, counted, annualized, productNames) = (0, 0, 0, 0, 0, 0, null);
    }

    /// <summary>The places of the lines, each once and in order.</summary>
    public int[] Places() => [.. periods.Where((_, number) => runs[number]).Select(period => period.Place).Distinct().Order()];

    /// <summary>The price of all that is charged; nothing where nothing is, or where credits take back all of it.</summary>
    public (RecurringPrice? Total, string? Problem) Total()
    {
        if (count == 0)
        {
            return (null, null);
        }

        if (count == 1 && !First.IsDelta)
        {
            return (First.Price with { Product = Named(First.Product) }, null);
        }

        CountAll();
        if (currencies.Distinct > 1)
        {
            return (null, $"lines are in {string.Join(" and ", currencies.Values.Select(currency => currency.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}; a subscription has one currency, and was charged in several");
        }

        (RecurringPrice? total, string? problem) = deltas == 0 && intervals.Distinct == 1
            ? (new RecurringPrice(First.Price.Amount.Currency.Amount(amounts.Value), First.Price.Interval), null)
            : AnnualTotal(First.Price.Amount.Currency);
        return (total is null ? null : total with { Product = ProductOfAll() }, problem);
    }

    private (RecurringPrice? Total, string? Problem) AnnualTotal(Currency currency)
    {
        AnnualizeAll();
        decimal sum = annual.Value, tolerance = rounding.Value * 12m;
        return
            credits > 0 && Math.Abs(sum) <= tolerance ? (null, null)
            : sum < 0m ? (null, FormattableString.Invariant($"credits of {currency.Amount(-sum / 12m)} a month are above what is charged"))
            : (new RecurringPrice(currency.Amount(sum), BillingInterval.Yearly), null);
    }

    /// <summary>The product of all that is charged; of several products one that is named after them, in ordinal order.</summary>
    private string? ProductOfAll() =>
        count == 1 || products.Distinct == 0 ? Named(First.Product) : productNames ??= string.Join(" + ", products.Values);

    private void CountAll()
    {
        for (; counted < periods.Count; counted++)
        {
            if (runs[counted])
            {
                Count(periods[counted]);
            }
        }
    }

    private void Count(ChargedPeriod period)
    {
        _ = currencies.Add(period.Price.Amount.Currency);
        _ = intervals.Add(period.Price.Interval);
        amounts.Add(period.Price.Amount.Amount);
        if (period.IsDelta)
        {
            deltas++;
            credits += IsCredit(period) ? 1 : 0;
        }
        else if (Named(period.Product) is { } product && products.Add(product))
        {
            productNames = null;
        }
    }

    private void Uncount(ChargedPeriod period)
    {
        _ = currencies.Remove(period.Price.Amount.Currency);
        _ = intervals.Remove(period.Price.Interval);
        amounts.Subtract(period.Price.Amount.Amount);
        if (period.IsDelta)
        {
            deltas--;
            credits -= IsCredit(period) ? 1 : 0;
        }
        else if (Named(period.Product) is { } product && products.Remove(product))
        {
            productNames = null;
        }
    }

    private void AnnualizeAll()
    {
        for (; annualized < periods.Count; annualized++)
        {
            if (runs[annualized])
            {
                annual.Add(AnnualOf(periods[annualized]));
                rounding.Add(periods[annualized].Rounding);
            }
        }
    }

    private static string? Named(string product) => string.IsNullOrWhiteSpace(product) ? null : product;

    private static bool IsCredit(ChargedPeriod delta) => delta.Price.Amount.Amount < 0m;

    private static decimal AnnualOf(ChargedPeriod period)
    {
        RecurringPrice price = period.Price;
        return price.Amount.Amount < 0m
            ? price.Amount.Amount * 12m
            : (decimal)price.Annual(discount: null, MetricPolicy.Default) / RecurringRevenue.MillionthsPerUnit;
    }
}
