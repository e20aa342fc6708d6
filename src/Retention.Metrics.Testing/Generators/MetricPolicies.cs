using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Testing.Generators;

/// <summary>Policies with any combination of settings that hold together, smaller ones being nearer to the default.</summary>
internal static class MetricPolicies
{
    private static readonly Gen<MetricPolicy> Revenue =
        from discounts in Gen.Elements(Enum.GetValues<DiscountRule>())
        from freeMonths in Gen.Elements(Enum.GetValues<FreeMonthRule>())
        from pauses in Gen.Elements(Enum.GetValues<PauseRule>())
        from freePlans in Gen.Elements(Enum.GetValues<FreePlanRule>())
        from cancellation in Gen.Elements(Enum.GetValues<CancellationRule>())
        from pastDue in Gen.Elements<int?>(null, null, 0, 1, 30)
        from weeks in Gen.Elements(52m, 48m, 51.96m, 0m)
        from days in Gen.Elements(365m, 360m, 0m)
        select MetricPolicy.Default with
        {
            Discounts = discounts,
            FreeMonths = freeMonths,
            Pauses = pauses,
            FreePlans = freePlans,
            Cancellation = cancellation,
            InvoluntaryChurnAfterDays = pastDue,
            WeeksPerYear = weeks,
            DaysPerYear = days,
        };

    // Scenarios have most of their instants on the bounds of periods: as many days apart as some months, weeks and years are long.
    private static readonly int?[] Windows = [null, null, null, 0, 1, 7, 28, 30, 31, 59, 61, 365];

    public static Arbitrary<MetricPolicy> Any { get; } = Arb.From(
        from revenue in Revenue
        from netting in Gen.Elements(Enum.GetValues<Netting>())
        from counting in Gen.Elements(Enum.GetValues<ChurnCounting>())
        from denominator in Gen.Elements(Enum.GetValues<ChurnDenominator>())
        from joiners in Gen.Elements(Enum.GetValues<SamePeriodJoiners>())
        from window in Gen.Elements(Windows)
        from inNet in Gen.Elements(false, true)
        from inQuick in Gen.Elements(false, true)
        from cancelled in Gen.Elements(Enum.GetValues<CancelledOrders>())
        from refunds in Gen.Elements(Enum.GetValues<Refunds>())
        select revenue with
        {
            Netting = netting,
            ChurnCounting = counting,
            ChurnDenominator = denominator,

            // Who joins in a period has no term that could end in it: the two contradict each other.
            SamePeriodJoiners = denominator == ChurnDenominator.UpForRenewal ? SamePeriodJoiners.LeftOut : joiners,
            ReactivationWindowDays = window,
            ReactivationInNetChurn = inNet,
            ReactivationInQuickRatio = inQuick,
            CancelledOrders = cancelled,
            Refunds = refunds,
        },
        Smaller);

    private static IEnumerable<MetricPolicy> Smaller(MetricPolicy policy)
    {
        MetricPolicy plain = MetricPolicy.Default;
        MetricPolicy[] candidates =
        [
            policy with { Discounts = plain.Discounts },
            policy with { FreeMonths = plain.FreeMonths },
            policy with { Pauses = plain.Pauses },
            policy with { FreePlans = plain.FreePlans },
            policy with { Cancellation = plain.Cancellation },
            policy with { InvoluntaryChurnAfterDays = null },
            policy with { WeeksPerYear = plain.WeeksPerYear },
            policy with { DaysPerYear = plain.DaysPerYear },
            policy with { Netting = plain.Netting },
            policy with { ChurnCounting = plain.ChurnCounting },
            policy with { ChurnDenominator = plain.ChurnDenominator },
            policy with { SamePeriodJoiners = plain.SamePeriodJoiners },
            policy with { ReactivationWindowDays = null },
            policy with { ReactivationInNetChurn = false },
            policy with { ReactivationInQuickRatio = false },
            policy with { CancelledOrders = plain.CancelledOrders },
            policy with { Refunds = plain.Refunds },
        ];
        return candidates.Where(candidate => candidate != policy);
    }
}
