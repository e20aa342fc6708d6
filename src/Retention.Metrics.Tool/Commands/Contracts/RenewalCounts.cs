using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Retention.Metrics.Modeling;
using Retention.Metrics.Tool.Figures;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;

namespace Retention.Metrics.Tool.Commands.Contracts;

/// <summary>The customers by renewal, and where they come from.</summary>
/// <param name="Table">The customers.</param>
/// <param name="Unit">The contract period.</param>
/// <param name="End">The last day watched; <see langword="null"/> for counts without days.</param>
/// <param name="Head">What JSON says of them.</param>
/// <param name="Source">What a person reads of them.</param>
internal sealed record RenewalCounts(RiskTable Table, ModelUnit Unit, string? End, IReadOnlyList<KeyValuePair<string, Action<Utf8JsonWriter>>> Head, string Source)
{
    /// <summary>Cohorts as they were counted: size, then the customers left after each renewal.</summary>
    public static RenewalCounts Of(IReadOnlyList<int[]> cohorts)
    {
        RiskTable all = RiskTable.Empty;
        foreach (int[] survivors in cohorts)
        {
            try
            {
                all = all.Merge(RiskTable.FromSurvivors(survivors));
            }
            catch (ArgumentException wrong)
            {
                throw new UsageException($"--survivors {string.Join(',', survivors)}: {wrong.Message.Split(" (Parameter '")[0]}");
            }
        }

        return new RenewalCounts(
            all,
            ContractModel.Renewal,
            End: null,
            [Basis.Text("unit", ContractModel.Renewal.Name)],
            string.Create(CultureInfo.InvariantCulture, $"{cohorts.Count} {(cohorts.Count == 1 ? "cohort" : "cohorts")} of {all.CustomerCount} customers"));
    }

    /// <summary>The subscriptions of a file: a tenure of k periods is the k-th renewal, not made.</summary>
    public static RenewalCounts Of(Portfolio portfolio, Settings settings, PeriodUnit unit)
    {
        SubscriptionHistory history = Answering.NeedSubscriptions(portfolio, "contracts");
        RevenueTimeline timeline = RevenueTimeline.FromHistory(history, settings.Policy.Policy);
        LocalDate last = Observation.LastDay(settings, history.Count > 0 ? history.Max(one => one.At) : null)
            ?? throw new UsageException("There are no subscriptions; a model is fitted to some.");
        var window = new ObservationWindow(last.PlusDays(1), settings.Calendar.Zone) { Unit = unit.Tenure, From = settings.From };
        var basis = Basis.Of(settings, timeline);
        string end = LocalDatePattern.Iso.Format(last);
        return new RenewalCounts(
            RiskTable.FromTimeline(timeline, window),
            unit.Model,
            end,
            [.. basis.Head, Basis.Text("unit", unit.Name), Basis.Text("lastDay", end)],
            $"first payment to first churn, a renewal every {unit.Name}, watched to {end}; {basis}");
    }
}
