using NodaTime;
using NodaTime.Text;
using Retention.Metrics.Histories.Invoices;

namespace Retention.Metrics.Tests.Reference;

/// <summary>Adds up all prices that are charged at an instant, at every instant.</summary>
internal static class ReferenceLevelSweep
{
    /// <summary>The total after each instant at which it changes.</summary>
    /// <param name="periods">The prices with their intervals.</param>
    /// <param name="dataEnd">A price that ends after it goes on; <see langword="null"/> where every price ends.</param>
    public static (List<BilledLevel> Levels, BilledProblem? Problem) Levels(List<ChargedPeriod> periods, Instant? dataEnd)
    {
        _ = periods.RemoveAll(period => period.End <= period.Start);
        var levels = new List<BilledLevel>();
        ChargedPeriod[] byStart = [.. periods.OrderBy(period => period.Start)];
        var running = new List<ChargedPeriod>();
        RecurringPrice? before = null;
        int next = 0, place = 0;
        foreach (Instant at in periods.SelectMany(period => new[] { period.Start, period.End }).Distinct().Order())
        {
            foreach (ChargedPeriod ended in running.Where(period => period.End == at))
            {
                place = ended.Place;
            }

            _ = running.RemoveAll(period => period.End == at && !(at > dataEnd));
            for (; next < byStart.Length && byStart[next].Start == at; next++)
            {
                running.Add(byStart[next]);
                place = byStart[next].Place;
            }

            (RecurringPrice? total, string? problem) = TotalOf(running);
            if (total is not null && ProductOf(running) is { } product)
            {
                total = total with { Product = product };
            }

            if (problem is not null)
            {
                return ([], new BilledProblem(FindingKind.NegativePrice, $"{problem} at {InstantPattern.ExtendedIso.Format(at)}", [.. running.Select(period => period.Place).Distinct().Order()]));
            }

            if (total != before)
            {
                levels.Add(new BilledLevel(at, total, place));
                before = total;
            }
        }

        return (levels, null);
    }

    /// <summary>The price of all that is charged; nothing where nothing is, or where credits take back all of it.</summary>
    private static (RecurringPrice? Total, string? Problem) TotalOf(List<ChargedPeriod> running)
    {
        if (running is [{ IsDelta: false } only])
        {
            return (only.Price, null);
        }

        if (running.Count == 0)
        {
            return (null, null);
        }

        RecurringPrice first = running[0].Price;
        Currency currency = first.Amount.Currency;
        if (running.TrueForAll(period => !period.IsDelta && period.Price.Interval == first.Interval && period.Price.Amount.Currency == currency))
        {
            return (new RecurringPrice(currency.Amount(running.Sum(period => period.Price.Amount.Amount)), first.Interval), null);
        }

        if (running.Exists(period => period.Price.Amount.Currency != currency))
        {
            return (null, $"lines are in {string.Join(" and ", running.Select(period => period.Price.Amount.Currency.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}; a subscription has one currency, and was charged in several");
        }

        decimal annual = running.Sum(AnnualOf), rounding = running.Sum(period => period.Rounding) * 12m;
        return
            running.Exists(period => period.IsDelta && period.Price.Amount.Amount < 0m) && Math.Abs(annual) <= rounding ? (null, null)
            : annual < 0m ? (null, FormattableString.Invariant($"credits of {currency.Amount(-annual / 12m)} a month are above what is charged"))
            : (new RecurringPrice(currency.Amount(annual), BillingInterval.Yearly), null);
    }

    /// <summary>The product of all that is charged; of several products one that is named after them, in ordinal order.</summary>
    private static string? ProductOf(List<ChargedPeriod> running)
    {
        // Mostly there is one line.
        if (running is [var only])
        {
            return Named(only.Product);
        }

        string[] products = [.. running.Where(period => !period.IsDelta).Select(period => period.Product).Where(product => Named(product) is not null).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return products.Length == 0 ? Named(running[0].Product) : string.Join(" + ", products);

        static string? Named(string product) => string.IsNullOrWhiteSpace(product) ? null : product;
    }

    private static decimal AnnualOf(ChargedPeriod period)
    {
        RecurringPrice price = period.Price;
        return price.Amount.Amount < 0m
            ? price.Amount.Amount * 12m
            : (decimal)price.Annual(discount: null, MetricPolicy.Default) / RecurringRevenue.MillionthsPerUnit;
    }
}
