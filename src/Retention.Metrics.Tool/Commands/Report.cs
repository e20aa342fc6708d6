using System.Text.Json;
using NodaTime.Text;
using Retention.Metrics.Json;
using Retention.Metrics.Tool.Figures;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Commands;

/// <summary>The figures of a portfolio under the settings.</summary>
internal sealed class Report
{
    private readonly Settings settings;
    private readonly SubscriptionHistory? subscriptions;
    private readonly RevenueTimeline? timeline;
    private readonly ConvertedRevenue? converted;
    private readonly OrderTimeline? orderTimeline;
    private readonly Coverage coverage;
    private readonly ReportingPeriods? periods;
    private readonly Segmentation? segmentation;
    private readonly Definition definition;

    private Report(Portfolio portfolio, Settings settings, Segmentation? segmentation)
    {
        this.settings = settings;
        this.segmentation = segmentation;
        converted = ConvertedRevenue.Of(portfolio, settings);

        // What is agreed in several currencies has no rate yet.
        subscriptions = converted is null ? portfolio.Subscriptions : null;
        timeline = portfolio.Subscriptions is null ? null : converted?.AtConstantRates ?? RevenueTimeline.FromHistory(portfolio.Subscriptions, settings.Policy.Policy);
        OrderHistory? orders = portfolio is { Orders: { } several, Conversion: { } conversion } ? several.AtRatesOfOrders(conversion.Currency, conversion.Rates) : portfolio.Orders;
        orderTimeline = orders is null ? null : OrderTimeline.FromHistory(orders, settings.Policy.Policy);
        coverage = Coverage.Of(settings, portfolio, timeline);
        periods = coverage.Periods;
        definition = Definition.Of(settings, timeline, orderTimeline);
    }

    private IEnumerable<KeyValuePair<string, Action<Utf8JsonWriter>>> Head =>
        [.. definition.Head, .. coverage.Head, .. segmentation is null ? [] : new[] { SegmentOption.InJson(segmentation.Attributes) }];

    private string[] RatesNote => converted is null ? [] : [ConvertedRevenue.Note];

    public static Report Of(Portfolio portfolio, Settings settings, IReadOnlyList<string> attributes) => new(portfolio, settings, portfolio.SplitBy(attributes, settings.Policy.Policy));

    /// <summary>A row for each period, or for each segment and period.</summary>
    public Answer Periods()
    {
        PeriodFigures[] figures = [.. Figures()];
        bool isScheduled = CommittedFields.AreUsed(figures);
        (AnswerColumn Column, Func<PeriodFigures, Cell> Of)[] fields =
        [
            PeriodFigures.Heading[0],
            .. segmentation is null ? [] : new[] { PeriodFigures.SegmentField },
            .. PeriodFigures.Heading.Skip(1),
            .. timeline is null ? [] : CommittedFields.AddTo(RevenueFields.Under(settings.Policy.Policy), isScheduled),
            .. orderTimeline is null ? [] : OrderFields.All,
        ];
        return new Answer
        {
            Rows = "periods",
            Columns = [.. fields.Select(field => field.Column)],
            Data = [.. figures.Select(one => new AnswerRow([.. fields.Select(field => field.Of(one))], one.Revenue is { } row ? [.. RevenueFields.Exact(row), .. CommittedFields.Exact(one.Committed)] : null))],
            SideBySide = true,
            SectionBy = segmentation is null ? null : 1,
            Notes = [.. coverage.Notes, .. timeline is null ? [] : RevenueFields.ChurnRateNotes(settings.Policy.Policy), definition.ToString(), .. RatesNote],
            Head = [.. Head],
        };
    }

    private IEnumerable<PeriodFigures> Figures()
    {
        if (periods is null)
        {
            return [];
        }

        TrailingRetention? trailing = converted?.TrailingYear(periods) ?? timeline?.TrailingYear(periods);
        if (segmentation is null)
        {
            RollForward? ofAll = converted?.RollForward(periods) ?? timeline?.RollForward(periods);
            CommittedRevenue? committedOfAll = ofAll is null ? null : subscriptions?.CommittedRevenue(ofAll, settings.Policy.Policy);
            return Figures(PeriodFigures.Everyone, committedOfAll, ofAll, trailing, orderTimeline?.Metrics(periods), orderTimeline?.DaysBetweenOrders(periods));
        }

        BySegment<RollForward>? revenue = converted?.RollForward(periods, segmentation) ?? timeline?.By(segmentation).RollForward(periods);
        BySegment<OrderMetrics>? orders = orderTimeline?.By(segmentation).Metrics(periods);
        BySegment<DaysBetweenOrders>? days = orderTimeline?.By(segmentation).DaysBetweenOrders(periods);
        BySegment<TrailingRetention>? trailingOf = converted?.TrailingYear(periods, segmentation) ?? timeline?.By(segmentation).TrailingYear(periods);
        BySegment<CommittedRevenue>? committed = subscriptions?.CommittedRevenue(periods, segmentation, settings.Policy.Policy);
        return
        [
            .. (revenue?.Segments ?? orders!.Segments).SelectMany(one => Figures(SegmentOption.NameOf(one), committed?[one], revenue?[one], trailingOf?[one], orders?[one], days?[one])),
            .. Figures(PeriodFigures.Everyone, committed?.Total, revenue?.Total, trailing, orders?.Total, days?.Total),
        ];
    }

    private IEnumerable<PeriodFigures> Figures(
        string segment, CommittedRevenue? committed, RollForward? revenue, TrailingRetention? trailing, OrderMetrics? orders, DaysBetweenOrders? days) =>
        periods!.Select((period, i) => new PeriodFigures(period, coverage, definition.Currency, revenue?[i], trailing?[i], orders?[i], days?[i], segment) { Committed = committed?[i] });

    /// <summary>A row for each customer, or each movement of one, behind a figure.</summary>
    public Answer Explain(FigureName figure)
    {
        if ((figure.Revenue is not null && timeline is null) || (figure.Orders is not null && orderTimeline is null))
        {
            throw new UsageException($"--explain {figure.Name} needs a file of {(figure.Revenue is not null ? "subscriptions" : "orders")}.");
        }

        bool ofRevenue = figure.Revenue is not null;
        bool ofMoney = figure.IsMrr;
        string[] columns =
            !ofRevenue ? ["period", "customer", "orders", "revenue"]
            : ofMoney ? ["period", "customer", "at", "beforeMrr", "afterMrr", "amountMrr"]
            : ["period", "customer", "at", "beforeMrr", "afterMrr", "count"];
        IEnumerable<(CustomerId Customer, AnswerRow Row)> rows =
            periods is null ? []
            : figure.Revenue is { } revenue ? (converted?.Explain(periods, revenue) ?? timeline!.Explain(periods, revenue)).Select(one => (one.Customer, RowOf(one, ofMoney)))
            : orderTimeline!.Explain(periods, figure.Orders!.Value).Select(one => (one.Customer, RowOf(one)));
        if (segmentation is not null)
        {
            columns = [columns[0], "segment", .. columns[1..]];
            rows = rows
                .Select(one => (Segment: segmentation.Of(one.Customer), one.Customer, one.Row))
                .OrderBy(one => one.Segment)
                .Select(one => (one.Customer, one.Row with { Cells = [one.Row.Cells[0], Cell.Text(SegmentOption.NameOf(one.Segment)), .. one.Row.Cells.Skip(1)] }));
        }

        return new Answer
        {
            Rows = "customers",
            Columns = [.. columns.Select(name => new AnswerColumn(name)), PeriodFigures.StatusColumn],
            Data = [.. rows.Select(one => one.Row)],
            Notes = [.. coverage.Notes, $"{ColumnLabel.Of(figure.Name)}: {definition}", .. RatesNote],
            Head = [.. Head, KeyValuePair.Create<string, Action<Utf8JsonWriter>>("figure", json => json.WriteStringValue(figure.Name))],
        };
    }

    private AnswerRow RowOf(MrrContribution one, bool ofMoney) => new(
        [
            coverage.NameOf(one.Period),
            Cell.Text(one.Customer.Value),
            Cell.Text(one.At is { } at ? OffsetDateTimePattern.Rfc3339.Format(at.InZone(settings.Calendar.Zone).ToOffsetDateTime()) : null),
            Cell.Amount(one.Before.Monthly),
            Cell.Amount(one.After.Monthly),
            ofMoney ? Cell.Amount(one.Amount.Monthly) : Cell.Number(one.Count, "0.######"),
            coverage.StatusCell(one.Period),
        ],
        [
            KeyValuePair.Create("beforeMrr", JsonNumbers.Millionths(one.Before)),
            KeyValuePair.Create("afterMrr", JsonNumbers.Millionths(one.After)),
            .. ofMoney ? new[] { KeyValuePair.Create("amountMrr", JsonNumbers.Millionths(one.Amount)) } : [],
        ]);

    private AnswerRow RowOf(OrderContribution one) =>
        new([coverage.NameOf(one.Period), Cell.Text(one.Customer.Value), Cell.Count(one.Orders), Cell.Amount(one.Revenue), coverage.StatusCell(one.Period)]);
}
