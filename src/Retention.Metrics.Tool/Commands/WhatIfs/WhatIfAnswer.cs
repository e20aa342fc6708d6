using System.Globalization;
using System.Text.Json;
using Retention.Metrics.Tool.Figures;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Commands.WhatIfs;

/// <summary>A row for each period to come; with a measure also what it has brought by then.</summary>
internal static class WhatIfAnswer
{
    private const string Mrr = "mrr", Customers = "customers", Worth = "worth";

    private static readonly (AnswerColumn Column, Func<ProjectedPeriod, Cell> Of)[] Projected =
    [
        (new("period", "period"), row => Cell.Count(row.Number)),
        (new("openingMrr", Mrr), row => Cell.Amount(row.OpeningMrr)),
        (new("acquiredMrr", Mrr), row => Cell.Amount(row.AcquiredMrr)),
        (new("expansionMrr", Mrr), row => Cell.Amount(row.ExpansionMrr)),
        (new("priceMrr", Mrr, OnlyIfUsed: true), row => Cell.Amount(row.PriceMrr)),
        (new("contractionMrr", Mrr), row => Cell.Amount(row.ContractionMrr)),
        (new("churnMrr", Mrr), row => Cell.Amount(row.ChurnMrr)),
        (new("closingMrr", Mrr), row => Cell.Amount(row.ClosingMrr)),
        (new("openingCustomers", Customers), row => Expected(row.OpeningCustomers)),
        (new("acquiredCustomers", Customers), row => Expected(row.AcquiredCustomers)),
        (new("churnedCustomers", Customers), row => Expected(row.ChurnedCustomers)),
        (new("closingCustomers", Customers), row => Expected(row.ClosingCustomers)),
        (new("revenue", "revenue"), row => Cell.Amount(row.Revenue)),
    ];

    private static readonly (AnswerColumn Column, Func<InitiativeReturn, int, Cell> Of)[] Compared =
    [
        (new("closingMrrWithout", Worth), (worth, i) => Cell.Amount(worth.Without[i].ClosingMrr)),
        (new("closingCustomersWithout", Worth), (worth, i) => Expected(worth.Without[i].ClosingCustomers)),
        (new("revenueWithout", Worth), (worth, i) => Cell.Amount(worth.Without[i].Revenue)),
        (new("netSoFar", Worth), (worth, i) => Cell.Amount(worth.NetUpTo(i + 1))),
    ];

    /// <summary>Tells the projection.</summary>
    /// <param name="worth">With the measure and without it.</param>
    /// <param name="changed">What the measure changes; <see langword="null"/> where there is none.</param>
    /// <param name="basis">What the figures rest on.</param>
    public static Answer Of(InitiativeReturn worth, IReadOnlyList<Assumption>? changed, Basis basis) => new()
    {
        Rows = "periods",
        SideBySide = true,
        Columns = [.. Projected.Select(field => field.Column), .. changed is null ? [] : Compared.Select(field => field.Column)],
        Data =
        [
            .. worth.With.Select((row, i) => new AnswerRow([.. Projected.Select(field => field.Of(row)), .. changed is null ? [] : Compared.Select(field => field.Of(worth, i))])),
        ],
        Head = [.. basis.Head, new("assumed", json => WriteAssumed(worth.Without.Assumed, json)), .. changed is null ? [] : Head(worth, changed)],
        Notes = [Rates(worth.Without.Assumed), .. changed is null ? [] : Lines(worth, changed), $"a calculation, not a forecast; {basis}"],
    };

    private static KeyValuePair<string, Action<Utf8JsonWriter>>[] Head(InitiativeReturn worth, IReadOnlyList<Assumption> changed) =>
    [
        new("changed", json => WriteAssumed(worth.With.Assumed, json)),
        Basis.Text("change", string.Join(", ", changed)),
        Basis.Cell("margin", Cell.Number(worth.Margin)),
        Basis.Cell("gain", Cell.Amount(worth.Gain)),
        Basis.Cell("cost", Cell.Amount(worth.TotalCost)),
        Basis.Cell("net", Cell.Amount(worth.Net)),
        Basis.Cell("return", Cell.Percent(worth.Return)),
        Basis.Cell("breakEvenPeriod", worth.BreakEvenPeriod is { } period ? Cell.Count(period) : Cell.Number(null)),
    ];

    private static string[] Lines(InitiativeReturn worth, IReadOnlyList<Assumption> changed) =>
    [
        $"with {(changed.Count == 0 ? "no change" : string.Join(", ", changed))}: gain {Cell.Amount(worth.Gain).Shown} - cost {Cell.Amount(worth.TotalCost).Shown} = net {Cell.Amount(worth.Net).Shown}, "
            + $"return {Cell.Percent(worth.Return).Shown}, break-even {(worth.BreakEvenPeriod is { } period ? $"in period {period.ToString(CultureInfo.InvariantCulture)}" : "in none of the periods")}",
    ];

    private static string Rates(WhatIf assumed) => string.Create(
        CultureInfo.InvariantCulture,
        $"as now: customer churn {assumed.CustomerChurn * 100m:0.00}%, revenue churn {assumed.RevenueChurn * 100m:0.00}%, contraction {assumed.Contraction * 100m:0.00}%, expansion {assumed.Expansion * 100m:0.00}%, {assumed.AcquiredCustomers:0.##} customers acquired a period");

    private static void WriteAssumed(WhatIf assumed, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        (string Name, Cell Cell)[] fields =
        [
            ("startingMrr", Cell.Amount(assumed.StartingMrr)),
            ("startingCustomers", Expected(assumed.StartingCustomers)),
            ("customerChurn", Cell.Number(assumed.CustomerChurn)),
            ("revenueChurn", Cell.Number(assumed.RevenueChurn)),
            ("contraction", Cell.Number(assumed.Contraction)),
            ("expansion", Cell.Number(assumed.Expansion)),
            ("acquiredCustomers", Expected(assumed.AcquiredCustomers)),
            ("acquiredMrr", Cell.Amount(assumed.AcquiredMrr)),
            ("price", Cell.Number(assumed.PriceChange)),
            ("monthsPerPeriod", Cell.Number(assumed.MonthsPerPeriod)),
        ];
        foreach ((string name, Cell cell) in fields)
        {
            json.WritePropertyName(name);
            cell.WriteJson(json);
        }

        json.WriteEndObject();
    }

    private static Cell Expected(decimal customers) => Cell.Number(customers, "0.0");
}
