using NodaTime;
using NodaTime.Text;
using Retention.Metrics.Histories.Invoices;

namespace Retention.Metrics.Tests.Reference;

/// <summary>Adds up all prices that are charged at an instant, at every instant.</summary>
internal static class ReferenceLevelSweep
{
    /// <summary>The total after each instant at which it changes.</summary>
    /// <param name="periods">The prices with their intervals.</param>
    /// <param name="dataEnd">The end of the data: the end of the last price is none where it is later; <see langword="null"/> where every price ends.</param>
    public static (List<BilledLevel> Levels, BilledProblem? Problem) Levels(List<ReferencePeriod> periods, Instant? dataEnd)
    {
        _ = periods.RemoveAll(period => period.End <= period.Start);
        var levels = new List<BilledLevel>();
        ReferencePeriod[] byStart = [.. periods.OrderBy(period => period.Start)];
        var running = new List<ReferencePeriod>();
        RecurringPrice? before = null;
        int next = 0, place = 0;
        foreach (Instant at in periods.SelectMany(period => new[] { period.Start, period.End }).Distinct().Order())
        {
            if (at > dataEnd && periods.TrueForAll(period => period.End <= at))
            {
                return (levels, null);
            }

            foreach (ReferencePeriod ended in running.Where(period => period.End == at))
            {
                place = ended.Line.Place;
            }

            _ = running.RemoveAll(period => period.End == at);
            for (; next < byStart.Length && byStart[next].Start == at; next++)
            {
                running.Add(byStart[next]);
                place = byStart[next].Line.Place;
            }

            (RecurringPrice? total, string? problem) = TotalOf(running);
            if (total is not null && ProductOf(running) is { } product)
            {
                total = total with { Product = product };
            }

            if (problem is not null)
            {
                return ([], new BilledProblem(FindingKind.NegativePrice, $"{problem} at {InstantPattern.ExtendedIso.Format(at)}", [.. running.Select(period => period.Line.Place).Distinct().Order()]));
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
    private static (RecurringPrice? Total, string? Problem) TotalOf(List<ReferencePeriod> running)
    {
        if (running.Count == 0)
        {
            return (null, null);
        }

        if (running is [{ Price: { } price }])
        {
            return (price, null);
        }

        Currency currency = running[0].Line.Amount.Currency;
        if (running.Exists(period => period.Line.Amount.Currency != currency))
        {
            return (null, $"lines are in {string.Join(" and ", running.Select(period => period.Line.Amount.Currency.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}; a subscription has one currency, and was charged in several");
        }

        if (running.Select(period => period.Price?.Interval).Distinct().ToArray() is [{ } interval])
        {
            return (new RecurringPrice(currency.Amount(running.Sum(period => period.Price!.Amount.Amount)), interval), null);
        }

        Rational annual = Rational.Sum(running.Select(period => period.Annual)), rounding = Rational.Sum(running.Select(period => period.Rounding)) * 12;
        return
            running.Exists(period => period.Added < 0m) && annual <= rounding && -annual <= rounding ? (null, null)
            : annual < 0 ? (null, FormattableString.Invariant($"credits of {currency.Amount((-annual / 12).RoundHalfEven(8))} a month are above what is charged"))
            : (new RecurringPrice(currency.Amount(annual.RoundHalfEven(6)), BillingInterval.Yearly), null);
    }

    /// <summary>The product of all that is charged; of several products one that is named after them, in ordinal order.</summary>
    private static string? ProductOf(List<ReferencePeriod> running)
    {
        // Mostly there is one line.
        if (running is [var only])
        {
            return Named(only.Line.Product);
        }

        string[] products = [.. running.Where(period => !period.IsAdded).Select(period => period.Line.Product).Where(product => Named(product) is not null).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return products.Length == 0 ? Named(running[0].Line.Product) : string.Join(" + ", products);

        static string? Named(string product) => string.IsNullOrWhiteSpace(product) ? null : product;
    }
}
