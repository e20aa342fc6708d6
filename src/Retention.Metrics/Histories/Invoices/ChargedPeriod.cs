using NodaTime;

namespace Retention.Metrics.Histories.Invoices;

/// <summary>A price that is charged over an interval of time: a line of an invoice, once its neighbors are known.</summary>
internal sealed class ChargedPeriod
{
    private readonly BilledLine line;

    public ChargedPeriod(BilledLine line, RecurringPrice price)
    {
        this.line = line;
        Price = price;
        (Start, End) = (line.Start, line.End);
    }

    public int Place => line.Place;

    public string Product => line.Product;

    /// <summary>The line.</summary>
    public BilledLine Line => line;

    /// <summary>How long the period is that was charged.</summary>
    public Duration Length => line.End - line.Start;

    public Instant Start { get; private init; }

    /// <summary>The end, which is earlier or later than that of the line where another line says so.</summary>
    public Instant End { get; set; }

    public RecurringPrice Price { get; private init; }

    /// <summary>Whether the price is what a proration adds to the prices beside it; it can be below 0.</summary>
    public bool IsDelta { get; private init; }

    /// <summary>By how much the amounts of prorations may miss, a month, because each was rounded.</summary>
    public decimal Rounding { get; private init; }

    /// <summary>What prorations add, a month.</summary>
    public static ChargedPeriod Delta(BilledLine first, Instant end, Money monthly, decimal rounding) =>
        new(first, new RecurringPrice(monthly, BillingInterval.Monthly)) { End = end, IsDelta = true, Rounding = rounding };

    /// <summary>The same price over an earlier interval.</summary>
    public ChargedPeriod From(Instant start, Instant end) => new(line, Price) { Start = start, End = end };
}
