using System.Text.Json;

namespace Retention.Metrics;

/// <summary>The totals of churn after the answer in JSON: its members in camel case.</summary>
public sealed class AfterAnswerTotalsJsonConverter : ValueJsonConverter<AfterAnswerTotals>
{
    private static readonly TotalsFields<AfterAnswerTotals> Fields = new TotalsFields<AfterAnswerTotals>("The totals of churn after the answer")
        .Count("detractors", totals => totals.Detractors, (totals, value) => totals with { Detractors = value })
        .Count("detractorsLost", totals => totals.DetractorsLost, (totals, value) => totals with { DetractorsLost = value })
        .Count("detractorsOpen", totals => totals.DetractorsOpen, (totals, value) => totals with { DetractorsOpen = value })
        .Count("passives", totals => totals.Passives, (totals, value) => totals with { Passives = value })
        .Count("passivesLost", totals => totals.PassivesLost, (totals, value) => totals with { PassivesLost = value })
        .Count("passivesOpen", totals => totals.PassivesOpen, (totals, value) => totals with { PassivesOpen = value })
        .Count("promoters", totals => totals.Promoters, (totals, value) => totals with { Promoters = value })
        .Count("promotersLost", totals => totals.PromotersLost, (totals, value) => totals with { PromotersLost = value })
        .Count("promotersOpen", totals => totals.PromotersOpen, (totals, value) => totals with { PromotersOpen = value })
        .Count("silent", totals => totals.Silent, (totals, value) => totals with { Silent = value })
        .Count("silentLost", totals => totals.SilentLost, (totals, value) => totals with { SilentLost = value })
        .Count("silentOpen", totals => totals.SilentOpen, (totals, value) => totals with { SilentOpen = value })
        .Count("notPaying", totals => totals.NotPaying, (totals, value) => totals with { NotPaying = value });

    internal static AfterAnswerTotalsJsonConverter Instance { get; } = new();

    internal override void WriteValue(Utf8JsonWriter json, AfterAnswerTotals value) => Fields.Write(json, value);

    internal override AfterAnswerTotals ReadValue(JsonElement json) => Fields.Read(json);
}
