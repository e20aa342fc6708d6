using NodaTime;
using Retention.Metrics;

namespace DocumentedCode.Models;

/// <summary>Four customers who begin on 15 January 2025; one of them leaves on 15 April, the others stay.</summary>
internal static class FourSubscribers
{
    public static RevenueTimeline Timeline { get; } = RevenueTimeline.FromIntervals(
        new[] { "ada", "bo", "cy", "dee" }.Select(customer => new RevenueInterval(
            customer,
            Instant.FromUtc(2025, 1, 15, 9, 0),
            customer == "cy" ? Instant.FromUtc(2025, 4, 15, 9, 0) : null,
            RecurringRevenue.PerMonth(Currency.Eur.Amount(49m)))));
}
