using NodaTime;
using Retention.Metrics.Histories.Invoices;

namespace Retention.Metrics.Tests.Reference;

/// <summary>What is charged over an interval of time: a line, or what prorations add to others.</summary>
internal sealed class ReferencePeriod
{
    /// <summary>The line.</summary>
    public required BilledLine Line { get; init; }

    public required Instant Start { get; init; }

    public required Instant End { get; set; }

    /// <summary>The price of a line.</summary>
    public RecurringPrice? Price { get; init; }

    /// <summary>What prorations add, a month.</summary>
    public decimal Added { get; init; }

    /// <summary>By how much that may miss.</summary>
    public Rational Rounding { get; init; } = Rational.Zero;

    public bool IsAdded => Price is null;

    /// <summary>What is charged a year, to a millionth.</summary>
    /// <exception cref="OverflowException">It is above what revenue can be.</exception>
    public Rational Annual => InWhole is var annual && annual <= 9_223_372_036_854.775807m ? annual : throw new OverflowException();

    private Rational InWhole => Price is { } price ? (price.Amount.Amount * ReferenceServicePeriod.PerYear(price.Interval)).RoundHalfEven(6) : Added * (Rational)12;
}
