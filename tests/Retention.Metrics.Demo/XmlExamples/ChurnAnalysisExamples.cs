using NodaTime;
using Retention.Metrics;
using static DocumentedCode.XmlExample;

namespace DocumentedCode.XmlExamples;

public sealed class ChurnAnalysisExamples
{
    private readonly SubscriptionHistory history = FiveLeavers.History;
    private readonly ReportingPeriods march = FiveLeavers.March;
    private readonly ReportingPeriods year = FiveLeavers.Year;

    [Fact]
    public void ChurnAnalysis_Type()
    {
        #region xml: ChurnAnalysis
        ChurnAnalysis analysis = ChurnAnalysis.Of(history);
        Show(analysis.ByReason(march)[0].Of(ChurnReason.Paused).ChurnMrr.Monthly); // 50.00 EUR
        Show(analysis.Renewals(march)[0].ShareOfChurnOnRenewal.Value);             // 0.25
        #endregion
    }

    [Fact]
    public void ChurnAnalysis_Explain()
    {
        #region xml: ChurnAnalysis.Explain
        foreach (ExplainedChurn lost in ChurnAnalysis.Of(history).Explain(march))
        {
            Console.WriteLine($"{lost.Movement.Customer}: {lost.Reason} after {lost.TenureMonth} months");
        }
        #endregion

        Assert.Equal(["ada: too dear after 0 months", "bo: voluntary after 11 months", "cy: involuntary after 8 months", "dee: paused after 6 months"], Console.Printed);
    }

    [Fact]
    public void ChurnByReason_Type()
    {
        #region xml: ChurnByReason
        ChurnByReason byReason = ChurnAnalysis.Of(history).ByReason(march);
        Show(byReason[0].Of(ChurnKind.Voluntary).ChurnedCustomers);          // 2: Ada, who found it too dear, and Bo
        Show(byReason[0].Of(ChurnKind.Involuntary).CustomerChurnRate.Value); // 0.2: Cy, of five at the start
        #endregion
    }

    [Fact]
    public void ChurnExtensions_By()
    {
        Customer[] customers = [new("ada", [new("plan", "pro")]), new("bo", [new("plan", "basic")]), new("cy", [new("plan", "pro")])];
        #region xml: ChurnExtensions.By
        BySegment<ChurnByReason> byPlan = ChurnAnalysis.Of(history).By(Segmentation.By(customers, "plan")).ByReason(march);
        Show(byPlan[new Segment("pro")][0].Of(ChurnKind.Voluntary).ChurnedCustomers); // 1: Ada
        Show(byPlan.Total[0].Of(ChurnKind.Voluntary).ChurnedCustomers);               // 2: Ada and Bo
        #endregion
    }

    [Fact]
    public void ChurnReport_Type()
    {
        #region xml: ChurnReport
        ChurnReport report = ChurnAnalysis.Of(history).Report(march);
        Show(report.ByReason[0].Of(ChurnReason.Paused).ChurnMrr.Monthly); // 50.00 EUR
        Show(report.Renewals[0].ShareOfChurnOnRenewal.Value);             // 0.25
        #endregion
    }

    [Fact]
    public void ChurnByTrigger_Type()
    {
        #region xml: ChurnByTrigger
        ChurnByTrigger before = ChurnAnalysis.Of(history).ByTrigger(march, TriggerWindow.OfDays(14));
        Show(before[0].Of(ChurnTrigger.PriceRise).ShareOfChurnedCustomers.Value); // 0.25: Ada, of four who left
        #endregion
    }

    [Fact]
    public void TriggerWindow_Type()
    {
        #region xml: TriggerWindow
        TriggerWindow month = TriggerWindow.OfDays(30).Marking("release 4", Instant.FromUtc(2026, 3, 2, 8, 0));
        #endregion

        Assert.Equal(["release 4"], month.MarkNames);
    }

    [Fact]
    public void ChurnByTenure_Type()
    {
        #region xml: ChurnByTenure
        ChurnByTenure byTenure = ChurnAnalysis.Of(history).ByTenure(year);
        Show(byTenure.Whole[0].Hazard); // 1/3 = 0.333333: Ada, of three who were in their first month when a month of the year began
        #endregion
    }

    [Fact]
    public void Renewals_Type()
    {
        #region xml: Renewals
        Renewals renewals = ChurnAnalysis.Of(history).Renewals(march);
        Show(renewals[0].SubscriptionRenewalRate); // 4/5 = 0.8: all but Bo's
        Show(renewals[0].CustomerRenewalRate);     // 1/5 = 0.2: three who renewed left later in the month
        #endregion
    }

    [Fact]
    public void RenewalCalendar_Type()
    {
        #region xml: RenewalCalendar
        RenewalCalendar terms = RenewalCalendar.Of(history, DateTimeZone.Utc);
        Show(terms.TermEnds("bo", march.Start, march.End).Single().Renewed); // false: he left on that very day
        #endregion
    }

    [Fact]
    public void TrialConversion_Type()
    {
        #region xml: TrialConversion
        TrialConversion trials = TrialConversion.Of(history, march);
        Show(trials[0].ConversionRate); // 1/2 = 0.5
        Show(trials[0].OpenTrials);     // 1
        #endregion
    }

    [Fact]
    public void PaymentRecovery_Type()
    {
        #region xml: PaymentRecovery
        PaymentRecovery recovery = PaymentRecovery.Of(history, march);
        Show(recovery[0].RecoveryRate);   // 1/2 = 0.5: Eve's of hers and Cy's, which are settled
        Show(recovery[0].RecoveredSoFar); // 1/3 = 0.333333: with the one still open
        #endregion
    }

    /// <summary>The example prints a list without saying what is in it.</summary>
    private static class Console
    {
        public static List<string> Printed { get; } = [];

        public static void WriteLine(string line) => Printed.Add(line);
    }
}
