using System.Text.Json;
using Retention.Metrics.Tool.Figures;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Commands;

/// <summary>The figures of a portfolio under several policies.</summary>
internal sealed class Comparison
{
    private readonly IReadOnlyList<NamedPolicy> policies;
    private readonly Coverage coverage;
    private readonly ReportingPeriods? periods;
    private readonly PolicyComparison? revenue;
    private readonly RevenueTimeline[] timelines;
    private readonly OrderTimeline[] orderTimelines;
    private readonly Definition definition;
    private readonly DifferingSetting[] settingsThatDiffer;

    private Comparison(Portfolio portfolio, Settings settings, IReadOnlyList<NamedPolicy> policies)
    {
        this.policies = policies;
        timelines = portfolio.Subscriptions is { } subscriptions ? [.. policies.Select(one => RevenueTimeline.FromHistory(subscriptions, one.Policy))] : [];
        coverage = Coverage.Of(settings, portfolio, timelines);
        periods = coverage.Periods;
        orderTimelines = portfolio.Orders is { } orders ? [.. policies.Select(one => OrderTimeline.FromHistory(orders, one.Policy))] : [];
        revenue = periods is null || portfolio.Subscriptions is null ? null : PolicyComparison.Of(portfolio.Subscriptions, periods, [.. policies.Select(one => (one.Name, one.Policy))]);
        definition = Definition.Of(settings, timelines.FirstOrDefault(one => one.ChangeCount > 0) ?? timelines.FirstOrDefault(), orderTimelines.FirstOrDefault(one => one.OrderCount > 0) ?? orderTimelines.FirstOrDefault());
        settingsThatDiffer = [.. policies[0].Policy.Settings
            .Select((setting, i) => new DifferingSetting(setting.Name, [.. policies.Select(one => one.Policy.Settings[i].Value)]))
            .Where(setting => setting.Values.Distinct(StringComparer.Ordinal).Count() > 1)];
    }

    private IReadOnlyList<KeyValuePair<string, Action<Utf8JsonWriter>>> Head =>
    [
        new("policies", WritePolicies),
        new("settings", WriteSettings),
        .. definition.Place,
        .. coverage.Head,
    ];

    /// <summary>A line for each setting that differs: its values, and who has them.</summary>
    private IEnumerable<string> Settings => settingsThatDiffer.Length == 0
        ? ["the policies do not differ in any setting"]
        : settingsThatDiffer.Select(setting => $"{setting.Name}: {string.Join("; ", setting.Values.Zip(policies).GroupBy(pair => pair.First, StringComparer.Ordinal).Select(same => $"{same.Key} under {string.Join(", ", same.Select(pair => pair.Second.Name))}"))}");

    public static Comparison Of(Portfolio portfolio, Settings settings, IReadOnlyList<NamedPolicy> policies) => new(portfolio, settings, policies);

    /// <summary>A row for each period and policy. A person sees the figures that differ.</summary>
    public Answer Periods()
    {
        (AnswerColumn Column, Func<PeriodFigures, Cell> Of)[] fields = [.. timelines.Length == 0 ? [] : RevenueFields.All, .. orderTimelines.Length == 0 ? [] : OrderFields.All];
        TrailingRetention[] trailing = periods is null ? [] : [.. timelines.Select(one => one.TrailingYear(periods))];
        OrderMetrics[] orders = periods is null ? [] : [.. orderTimelines.Select(one => one.Metrics(periods))];
        DaysBetweenOrders[] days = periods is null ? [] : [.. orderTimelines.Select(one => one.DaysBetweenOrders(periods))];
        PeriodFigures[][] figures =
        [
            .. (periods ?? Enumerable.Empty<ReportingPeriod>()).Select((period, i) => policies
                .Select((policy, p) => new PeriodFigures(
                    period, coverage, definition.Currency, revenue?.Answers[p][i], trailing.ElementAtOrDefault(p)?[i], orders.ElementAtOrDefault(p)?[i], days.ElementAtOrDefault(p)?[i], policy.Name))
                .ToArray()),
        ];
        bool[] differs = [.. fields.Select(field => figures.Any(ofPeriod => ofPeriod.Select(one => field.Of(one).Plain).Distinct(StringComparer.Ordinal).Count() > 1))];
        return new Answer
        {
            Rows = "periods",
            Columns =
            [
                new("period", Group: null),
                new("policy", "policy"),
                .. PeriodFigures.Heading.Skip(1).Select(field => field.Column),
                .. settingsThatDiffer.Select(setting => new AnswerColumn(setting.Name, Group: null)),
                .. fields.Select((field, i) => differs[i] ? field.Column : field.Column with { Group = null }),
            ],
            Data = [.. figures.SelectMany(ofPeriod => ofPeriod.Select((one, p) => new AnswerRow(
                [
                    coverage.NameOf(one.Period),
                    Cell.Text(one.Whose),
                    .. PeriodFigures.Heading.Skip(1).Select(field => field.Of(one)),
                    .. settingsThatDiffer.Select(setting => Cell.Text(setting.Values[p])),
                    .. fields.Select(field => field.Of(one)),
                ],
                one.Revenue is { } row ? RevenueFields.Exact(row) : null)))],
            SideBySide = true,
            SectionBy = 0,
            Notes = [.. coverage.Notes, .. Settings, differs.Contains(value: true) ? "figures that are the same under all policies in every period are not shown" : "no figure differs"],
            Head = Head,
        };
    }

    /// <summary>A row for each customer who adds to a figure differently.</summary>
    public Answer Explain(FigureName figure)
    {
        bool ofRevenue = figure.Revenue is not null;
        if ((ofRevenue ? timelines.Length : orderTimelines.Length) == 0)
        {
            throw new UsageException($"--explain {figure.Name} needs a file of {(ofRevenue ? "subscriptions" : "orders")}.");
        }

        bool ofMoney = figure.IsMrr;
        IEnumerable<Cell[]> rows =
            periods is null ? []
            : figure.Revenue is { } one ? revenue!.Customers(one).Select(customer => Row(customer, ofMoney))
            : Buyers(figure.Orders!.Value);
        return new Answer
        {
            Rows = "customers",
            Columns = [new("period"), new("customer"), .. policies.Select(policy => new AnswerColumn(policy.Name) { Label = policy.Name }), PeriodFigures.StatusColumn],
            Data = [.. rows.Where(cells => cells.Skip(2).SkipLast(1).DistinctBy(cell => cell.Plain, StringComparer.Ordinal).Count() > 1).Select(cells => new AnswerRow(cells))],
            Notes = [.. coverage.Notes, .. Settings, $"{ColumnLabel.Of(figure.Name)}: customers who add to it differently; {definition.Currency.Code}"],
            Head = [.. Head, KeyValuePair.Create<string, Action<Utf8JsonWriter>>("figure", json => json.WriteStringValue(figure.Name))],
        };
    }

    private Cell[] Row(PolicyDifference one, bool ofMoney) =>
    [
        coverage.NameOf(one.Period),
        Cell.Text(one.Customer.Value),
        .. ofMoney ? one.Amounts.Select(amount => Cell.Amount(amount.Monthly)) : one.Counts.Select(count => Cell.Number(count, "0.######")),
        coverage.StatusCell(one.Period),
    ];

    private IEnumerable<Cell[]> Buyers(OrderFigure figure)
    {
        (ReportingPeriod Period, CustomerId Customer, int Policy, OrderContribution Part)[] parts =
            [.. orderTimelines.SelectMany((orderTimeline, p) => orderTimeline.Explain(periods!, figure).Select(part => (part.Period, part.Customer, p, part)))];
        return
            from customer in parts.GroupBy(part => (part.Period, part.Customer))
            orderby customer.Key.Period.Start, customer.Key.Customer
            let own = customer.ToDictionary(part => part.Policy, part => part.Part)
            select (Cell[])[coverage.NameOf(customer.Key.Period), Cell.Text(customer.Key.Customer.Value), .. policies.Select((_, p) => Amount(figure, own.GetValueOrDefault(p))), coverage.StatusCell(customer.Key.Period)];
    }

    private Cell Amount(OrderFigure figure, OrderContribution? part) => figure switch
    {
        OrderFigure.Revenue => Cell.Amount(part?.Revenue ?? definition.Currency.Amount(0m)),
        OrderFigure.Orders => Cell.Count(part?.Orders ?? 0),
        _ => Cell.Count(part is null ? 0 : 1),
    };

    private void WritePolicies(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (NamedPolicy policy in policies)
        {
            json.WriteString(policy.Name, definition.Of(policy));
        }

        json.WriteEndObject();
    }

    private void WriteSettings(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (DifferingSetting setting in settingsThatDiffer)
        {
            json.WriteStartObject(setting.Name);
            foreach ((string value, NamedPolicy policy) in setting.Values.Zip(policies))
            {
                json.WriteString(policy.Name, value);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
