using System.Text.Json;
using NodaTime.Text;
using Retention.Metrics.Tool.Figures;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Commands;

/// <summary>The figures of a portfolio under the settings.</summary>
internal sealed class Report
{
    private readonly Settings settings;
    private readonly RevenueTimeline? timeline;
    private readonly OrderBook? book;
    private readonly ReportingPeriods? periods;
    private readonly Definition definition;

    private Report(Settings settings, RevenueTimeline? timeline, OrderBook? book, ReportingPeriods? periods)
    {
        this.settings = settings;
        this.timeline = timeline;
        this.book = book;
        this.periods = periods;
        definition = Definition.Of(settings, timeline, book);
    }

    public static Report Of(Portfolio portfolio, Settings settings) => new(
        settings,
        portfolio.Subscriptions is { } subscriptions ? RevenueTimeline.FromHistory(subscriptions, settings.Policy.Policy) : null,
        portfolio.Orders is { } orders ? OrderBook.FromHistory(orders, settings.Policy.Policy) : null,
        settings.PeriodsOver(portfolio.Span));

    /// <summary>A row for each period.</summary>
    public Answer Periods()
    {
        (AnswerColumn Column, Func<PeriodFigures, Cell> Of)[] fields =
        [
            .. PeriodFigures.Heading,
            .. timeline is null ? [] : RevenueFields.All,
            .. book is null ? [] : OrderFields.All,
        ];
        RollForward? revenue = periods is null ? null : timeline?.RollForward(periods, settings.Policy.Policy);
        TrailingRetention? trailing = periods is null ? null : timeline?.TrailingYear(periods);
        OrderMetrics? orders = periods is null ? null : book?.Metrics(periods);
        IEnumerable<PeriodFigures> figures = (periods ?? Enumerable.Empty<ReportingPeriod>()).Select((period, i) => new PeriodFigures(period, definition.Currency, revenue?[i], trailing?[i], orders?[i]));
        return new Answer
        {
            Rows = "periods",
            Columns = [.. fields.Select(field => field.Column)],
            Data = [.. figures.Select(one => new AnswerRow([.. fields.Select(field => field.Of(one))], one.Revenue is { } row ? RevenueFields.Exact(row) : null))],
            SideBySide = true,
            Notes = [definition.ToString()],
            Head = definition.Head,
        };
    }

    /// <summary>A row for each customer, or each movement of one, behind a figure.</summary>
    public Answer Explain(FigureName figure)
    {
        if ((figure.Revenue is not null && timeline is null) || (figure.Orders is not null && book is null))
        {
            throw new UsageException($"--explain {figure.Name} needs a file of {(figure.Revenue is not null ? "subscriptions" : "orders")}.");
        }

        bool ofRevenue = figure.Revenue is not null;
        bool ofMoney = figure.Name.EndsWith("Mrr", StringComparison.Ordinal);
        string[] columns =
            !ofRevenue ? ["period", "customer", "orders", "revenue"]
            : ofMoney ? ["period", "customer", "at", "beforeMrr", "afterMrr", "amountMrr"]
            : ["period", "customer", "at", "beforeMrr", "afterMrr", "count"];
        IEnumerable<AnswerRow> rows =
            periods is null ? []
            : figure.Revenue is { } revenue ? timeline!.Explain(periods, revenue, settings.Policy.Policy).Select(one => RowOf(one, ofMoney))
            : book!.Explain(periods, figure.Orders!.Value).Select(RowOf);
        return new Answer
        {
            Rows = "customers",
            Columns = [.. columns.Select(name => new AnswerColumn(name))],
            Data = [.. rows],
            Notes = [$"{figure.Name}: {definition}"],
            Head = [.. definition.Head, KeyValuePair.Create<string, Action<Utf8JsonWriter>>("figure", json => json.WriteStringValue(figure.Name))],
        };
    }

    private AnswerRow RowOf(MrrContribution one, bool ofMoney) => new(
        [
            Cell.Text(one.Period.Name),
            Cell.Text(one.Customer.Value),
            Cell.Text(one.At is { } at ? OffsetDateTimePattern.Rfc3339.Format(at.InZone(settings.Calendar.Zone).ToOffsetDateTime()) : null),
            Cell.Amount(one.Before.Monthly),
            Cell.Amount(one.After.Monthly),
            ofMoney ? Cell.Amount(one.Amount.Monthly) : Cell.Number(one.Count, "0.######"),
        ],
        [
            KeyValuePair.Create("beforeMrr", RevenueFields.Millionths(one.Before)),
            KeyValuePair.Create("afterMrr", RevenueFields.Millionths(one.After)),
            .. ofMoney ? new[] { KeyValuePair.Create("amountMrr", RevenueFields.Millionths(one.Amount)) } : [],
        ]);

    private static AnswerRow RowOf(OrderContribution one) =>
        new([Cell.Text(one.Period.Name), Cell.Text(one.Customer.Value), Cell.Count(one.Orders), Cell.Amount(one.Revenue)]);
}
