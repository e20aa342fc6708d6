using FsCheck.Fluent;
using NodaTime;

namespace Retention.Metrics.Tests.Churn;

public sealed class ChurnLaws
{
    private static readonly Instant Release = Instant.FromUtc(2026, 2, 20, 0, 0);

    [Fact]
    public void TheGenerator_MakesChurnOfEveryKindOfReason()
    {
        var seen = new HashSet<ChurnKind>();
        int churned = 0;
        foreach (ChurnCase one in ChurnCase.Any.Generator.Sample(300))
        {
            foreach (ExplainedChurn lost in one.Analysis.Explain(one.Periods))
            {
                _ = seen.Add(lost.Reason.Kind);
                churned++;
            }
        }

        Assert.Equal(Enum.GetValues<ChurnKind>(), seen.Order());
        Assert.True(churned > 100, $"only {churned} churns in all cases: the laws would hold for want of anything to look at");
    }

    [Fact]
    public void ByReason_AddsUpToTheRollForward() => ChurnCase.Check(one =>
    {
        foreach ((ChurnByReasonRow row, RollForwardRow total) in one.Analysis.ByReason(one.Periods).Zip(one.RollForward))
        {
            Assert.Equal(total.ChurnedCustomers, row.Reasons.Sum(reason => row.Of(reason).ChurnedCustomers));
            Assert.Equal(total.ChurnedCustomers, Enum.GetValues<ChurnKind>().Sum(kind => row.Of(kind).ChurnedCustomers));
            Assert.Equal(total.ChurnMrr, row.Reasons.Aggregate(RecurringRevenue.Zero(row.Currency), (sum, reason) => sum + row.Of(reason).ChurnMrr));
            Assert.Equal(total.ChurnedCustomers, row.Total.ChurnedCustomers);
            Assert.Equal(CustomerChurn.Rate(total.ChurnedCustomers, total.OpeningCustomers), row.Total.CustomerChurnRate);
            Assert.Equal(MrrChurn.Gross(total.ChurnMrr.Annual.Amount, 0m, total.OpeningMrr.Annual.Amount).Value, row.Total.MrrChurnRate.Value);
        }
    });

    [Fact]
    public void ByTenure_AddsUpToTheRollForward() => ChurnCase.Check(one =>
    {
        ChurnByTenure byTenure = one.Analysis.ByTenure(one.Periods);
        RollForward totals = one.RollForward;
        foreach ((ChurnByTenureRow row, RollForwardRow total) in byTenure.Zip(totals))
        {
            Assert.Equal(total.ChurnedCustomers, row.Months.Sum(month => month.Churned));
            Assert.Equal(total.OpeningCustomers, row.Months.Sum(month => month.AtRisk));
            Assert.All(row.Months, month => Assert.InRange(month.Churned, 0, month.AtRisk));
        }

        Assert.Equal(totals.Sum(total => total.ChurnedCustomers), byTenure.Whole.Sum(month => month.Churned));
        Assert.Equal(byTenure.Whole.Select(month => month.Month).Distinct().Order(), byTenure.Whole.Select(month => month.Month));
    });

    [Fact]
    public void ByTrigger_CountsEachChurnOnceInTotal_AndAtLeastOnceOverTriggers() => ChurnCase.Check(one =>
    {
        TriggerWindow window = TriggerWindow.OfDays(10).Marking("release", Release);
        foreach ((ChurnByTriggerRow row, RollForwardRow total) in one.Analysis.ByTrigger(one.Periods, window).Zip(one.RollForward))
        {
            Assert.Equal(total.ChurnedCustomers, row.Total.ChurnedCustomers);
            Assert.Equal(total.ChurnMrr, row.Total.ChurnMrr);
            Assert.InRange(row.Triggers.Sum(trigger => row.Of(trigger).ChurnedCustomers), total.ChurnedCustomers, long.MaxValue);
            Assert.All(row.Triggers, trigger => Assert.InRange(row.Of(trigger).ChurnedCustomers, 0, total.ChurnedCustomers));
        }
    });

    [Fact]
    public void ByTrigger_ALongerWindow_NeverLowersATrigger_AndNeverRaisesNone() => ChurnCase.Check(one =>
    {
        ChurnByTrigger[] windows = [.. new[] { 0, 1, 7, 30, 400 }.Select(days => one.Analysis.ByTrigger(one.Periods, TriggerWindow.OfDays(days).Marking("release", Release)))];
        for (int longer = 1; longer < windows.Length; longer++)
        {
            foreach ((ChurnByTriggerRow before, ChurnByTriggerRow after) in windows[longer - 1].Zip(windows[longer]))
            {
                foreach (ChurnTrigger trigger in before.Triggers.Union(after.Triggers))
                {
                    long change = after.Of(trigger).ChurnedCustomers - before.Of(trigger).ChurnedCustomers;
                    Assert.True(trigger == ChurnTrigger.None ? change <= 0 : change >= 0, $"{trigger} changes by {change} from {windows[longer - 1].Window} to {windows[longer].Window}");
                }
            }
        }
    });

    [Fact]
    public void Explain_AddsUpToEverySplit() => ChurnCase.Check(one =>
    {
        TriggerWindow window = TriggerWindow.OfDays(10).Marking("release", Release);
        ChurnAnalysis analysis = one.Analysis;
        ILookup<ReportingPeriod, ExplainedChurn> customers = analysis.Explain(one.Periods, RevenueFigure.ChurnedCustomers, window).ToLookup(lost => lost.Movement.Period);
        ILookup<ReportingPeriod, ExplainedChurn> movements = analysis.Explain(one.Periods, RevenueFigure.ChurnMrr, window).ToLookup(lost => lost.Movement.Period);
        ChurnByReason byReason = analysis.ByReason(one.Periods);
        ChurnByTrigger byTrigger = analysis.ByTrigger(one.Periods, window);
        ChurnByTenure byTenure = analysis.ByTenure(one.Periods);
        Renewals renewals = analysis.Renewals(one.Periods);
        for (int i = 0; i < one.Periods.Count; i++)
        {
            ReportingPeriod period = one.Periods[i];
            Assert.All(byReason[i].Reasons, reason =>
            {
                Assert.Equal(byReason[i].Of(reason).ChurnedCustomers, customers[period].Count(lost => lost.Reason == reason));
                Assert.Equal(byReason[i].Of(reason).ChurnMrr, Sum(movements[period].Where(lost => lost.Reason == reason), byReason.Currency));
            });
            Assert.All(byTrigger[i].Triggers, trigger =>
            {
                Assert.Equal(byTrigger[i].Of(trigger).ChurnedCustomers, customers[period].Count(lost => lost.Triggers.Contains(trigger)));
                Assert.Equal(byTrigger[i].Of(trigger).ChurnMrr, Sum(movements[period].Where(lost => lost.Triggers.Contains(trigger)), byReason.Currency));
            });
            Assert.All(byTenure[i].Months, month => Assert.Equal(month.Churned, customers[period].Count(lost => lost.TenureMonth == month.Month)));
            Assert.Equal(renewals[i].ChurnedOnRenewal, customers[period].Count(lost => lost.OnRenewal));
        }
    });

    [Fact]
    public void NoAnswer_DependsOnTheOrderOfInput() => ChurnCase.Check(one =>
    {
        TriggerWindow window = TriggerWindow.OfDays(10);
        (ChurnAnalysis straight, ChurnAnalysis reversed) = (one.Analysis, one.Reversed.Analysis);
        Assert.Equal(straight.ByReason(one.Periods), reversed.ByReason(one.Periods));
        Assert.Equal(straight.ByTenure(one.Periods), reversed.ByTenure(one.Periods));
        Assert.Equal(straight.ByTrigger(one.Periods, window), reversed.ByTrigger(one.Periods, window));
        Assert.Equal(straight.Renewals(one.Periods), reversed.Renewals(one.Periods));
        Assert.Equal(TrialConversion.Of(one.History, one.Periods), TrialConversion.Of(one.Reversed.History, one.Periods));
        Assert.Equal(PaymentRecovery.Of(one.History, one.Periods), PaymentRecovery.Of(one.Reversed.History, one.Periods));
    });

    [Fact]
    public void Parts_MergeToTheWhole() => ChurnCase.Check(one =>
    {
        TriggerWindow window = TriggerWindow.OfDays(10);
        (ChurnCase first, ChurnCase second) = one.Halves;
        (ChurnAnalysis whole, ChurnAnalysis left, ChurnAnalysis right) = (one.Analysis, first.Analysis, second.Analysis);
        Assert.Equal(whole.ByReason(one.Periods), left.ByReason(one.Periods).Merge(right.ByReason(one.Periods)));
        Assert.Equal(whole.ByTenure(one.Periods), left.ByTenure(one.Periods).Merge(right.ByTenure(one.Periods)));
        Assert.Equal(whole.ByTrigger(one.Periods, window), left.ByTrigger(one.Periods, window).Merge(right.ByTrigger(one.Periods, window)));
        Assert.Equal(whole.Renewals(one.Periods), left.Renewals(one.Periods).Merge(right.Renewals(one.Periods)));
        Assert.Equal(TrialConversion.Of(one.History, one.Periods), TrialConversion.Of(first.History, one.Periods).Merge(TrialConversion.Of(second.History, one.Periods)));
        Assert.Equal(PaymentRecovery.Of(one.History, one.Periods), PaymentRecovery.Of(first.History, one.Periods).Merge(PaymentRecovery.Of(second.History, one.Periods)));
    });

    [Fact]
    public void NoPeriod_DependsOnWhichOthersAreAskedFor() => ChurnCase.Check(one =>
    {
        TriggerWindow window = TriggerWindow.OfDays(10);
        ReportingPeriod last = one.Periods[^1];
        var alone = ReportingPeriods.Between(one.Periods.Zone, last.Start, last.End);
        ChurnAnalysis analysis = one.Analysis;
        ChurnByReasonRow reasons = analysis.ByReason(one.Periods)[^1], reasonsAlone = analysis.ByReason(alone)[0];
        Assert.Equal(reasons.Reasons.Select(reason => (reason, reasons.Of(reason).ToString())), reasonsAlone.Reasons.Select(reason => (reason, reasonsAlone.Of(reason).ToString())));
        ChurnByTriggerRow triggers = analysis.ByTrigger(one.Periods, window)[^1], triggersAlone = analysis.ByTrigger(alone, window)[0];
        Assert.Equal(triggers.Triggers.Select(trigger => (trigger, triggers.Of(trigger).ToString())), triggersAlone.Triggers.Select(trigger => (trigger, triggersAlone.Of(trigger).ToString())));
        Assert.Equal(analysis.ByTenure(one.Periods)[^1].Months.ToArray(), analysis.ByTenure(alone)[0].Months.ToArray());
        RenewalsRow renewals = analysis.Renewals(one.Periods)[^1], renewalsAlone = analysis.Renewals(alone)[0];
        Assert.Equal((renewals.SubscriptionRenewalRate, renewals.MrrRenewalRate, renewals.ShareOfChurnOnRenewal), (renewalsAlone.SubscriptionRenewalRate, renewalsAlone.MrrRenewalRate, renewalsAlone.ShareOfChurnOnRenewal));
        Assert.Equal(TrialConversion.Of(one.History, one.Periods)[^1] with { Period = alone[0] }, TrialConversion.Of(one.History, alone)[0]);
        Assert.Equal(PaymentRecovery.Of(one.History, one.Periods)[^1] with { Period = alone[0] }, PaymentRecovery.Of(one.History, alone)[0]);
    });

    private static RecurringRevenue Sum(IEnumerable<ExplainedChurn> losses, Currency currency) =>
        losses.Aggregate(RecurringRevenue.Zero(currency), (sum, lost) => sum + lost.Movement.Amount);
}
