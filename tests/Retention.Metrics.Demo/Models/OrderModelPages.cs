#region usings-modeling
using NodaTime;
using Retention.Metrics;
using Retention.Metrics.Modeling;
#endregion

namespace DocumentedCode.Models;

public sealed class OrderModelPages
{
    // Drawn from known models, so that what a fit finds can be judged.
    private static PurchaseSummary Shop()
    {
        #region simulated-shop
        var random = new Random(20260101);
        var truth = new BgNbd(0.6, 4.4, 0.8, 2.4, ModelUnit.Week);
        PurchaseSummary summary = PurchaseSummary.Of(
            Enumerable.Range(1, 2000).Select(i =>
            {
                PurchaseHistory history = truth.Simulate(27 + (i % 12), random);
                return new CustomerPurchases($"c{i}", history, history.Frequency * (20m + random.Next(60)));
            }),
            ModelUnit.Week);
        #endregion
        return summary;
    }

    [Fact]
    public void Fit()
    {
        PurchaseSummary summary = Shop();

        #region order-model-fit
        Fit<BgNbd> fit = BgNbd.Fit(summary);
        Console.WriteLine(fit.Status);                                      // Converged
        Console.WriteLine(fit.Customers);                                   // 2000
        Console.WriteLine(fit["r"].Value > fit["r"].StandardError);         // true
        Console.WriteLine(fit.IntervalOf("r")!.Contains(0.6));              // true: the customers were drawn with r = 0.6
        Console.WriteLine(FitJson.Read<BgNbd>(FitJson.Write(fit)).Equals(fit));  // true: to the last bit
        #endregion
    }

    [Fact]
    public void Search()
    {
        PurchaseSummary summary = Shop();

        #region order-model-search
        Fit<BgNbd> searched = BgNbd.Fit(summary);
        Console.WriteLine(searched.Search!.Starts > 10);                     // true
        Console.WriteLine(searched.Search.ReachedTop >= 1);                  // true
        Console.WriteLine(searched.Limits.IsEmpty);                          // true: it converged inside
        #endregion
    }

    [Fact]
    public void Limit()
    {
        #region order-model-limit
        Fit<ShiftedBetaGeometric> alike = ShiftedBetaGeometric.Fit(RiskTable.FromSurvivors(1000, 900, 810, 729));
        Console.WriteLine(alike.Limits[0].Model);                            // geometric
        Console.WriteLine(string.Join(", ", alike.Limits[0].RanAway));       // alpha, beta
        Console.WriteLine(alike.Limits[0].Ratio);                            // alpha / (alpha + beta)
        Console.WriteLine(Math.Round(alike.Limits[0].Value!.Value, 6));      // 0.1
        Console.WriteLine(Math.Round(alike.ModelAtSupremum.Survival(2), 6)); // 0.81: the geometric model's
        #endregion
    }

    [Fact]
    public void SummaryFromElsewhere()
    {
        #region summary-import
        PurchaseSummaryImport import = PurchaseSummaryImport.Read(
            new StringReader("x,t.x,T.cal\n2,30.43,38.86\n1,40,38.86\n1.5,2,38.86\n0,0,38.86\n"), ModelUnit.Week);

        Console.WriteLine(import);                  // 4 rows = 2 customers + 2 findings, in weeks
        Console.WriteLine(import.Findings[0]);      // line 3: the recency 40 must be at most the age 38.86
        Console.WriteLine(import.Findings[1]);      // line 4: the frequency 1.5 must be a whole number of repeat purchases
        #endregion
    }

    [Fact]
    public void Tracking()
    {
        #region purchase-tracking
        Purchase[] visits =
        [
            new("ada", new LocalDate(2026, 1, 5), 30m), new("ada", new LocalDate(2026, 1, 19), 50m),
            new("bo", new LocalDate(2026, 1, 6), 20m), new("bo", new LocalDate(2026, 2, 20), 20m),
        ];
        var published = new BgNbd(0.243, 4.414, 0.793, 2.426, ModelUnit.Week);
        PurchaseTracking tracking = PurchaseTracking.Of(published, visits, calibrationEnd: new LocalDate(2026, 2, 1), end: new LocalDate(2026, 3, 1));

        Console.WriteLine(tracking.Weeks.Length);               // 8: four of calibration, four held out
        Console.WriteLine(tracking.Weeks[2].CumulativeActual);  // 1: Ada came again on 19 January
        Console.WriteLine(tracking.HoldoutActual);              // 1
        Console.WriteLine(tracking.HoldoutExpected);            // 0.328…
        #endregion
    }

    [Fact]
    public void Status()
    {
        #region order-model-status
        PurchaseSummary nobodyReturns = PurchaseSummary.Of(
            [new("ada", new PurchaseHistory(0, 0, 20)), new("bo", new PurchaseHistory(0, 0, 30))], ModelUnit.Week);
        Fit<ParetoNbd> fit = ParetoNbd.Fit(nobodyReturns);
        Console.WriteLine(fit.IsConverged);              // false
        Console.WriteLine(fit.Status.Reason is null);    // false: it says why
        // fit.Model throws here; fit.ModelDespiteStatus does not.
        #endregion

        Assert.Throws<FitNotConvergedException>(() => fit.Model);
    }

    [Fact]
    public void BgNbdPage()
    {
        #region bg-nbd
        var model = new BgNbd(r: 0.2425945, alpha: 4.413602, a: 0.792922, b: 2.425907, ModelUnit.Week);
        var active = new PurchaseHistory(frequency: 26, recency: 30.857, age: 31);
        var once = new PurchaseHistory(frequency: 0, recency: 0, age: 39);

        Console.WriteLine(model.ProbabilityAlive(active));              // 0.968…
        Console.WriteLine(model.ExpectedPurchases(active, 52));         // 25.75…
        Console.WriteLine(model.ProbabilityAlive(once));                // 1: by assumption, not by evidence
        Console.WriteLine(model.ExpectedPurchasesOfNewCustomer(52));    // 1.444…
        #endregion
    }

    [Fact]
    public void MbgNbdPage()
    {
        #region mbg-nbd
        var model = new MbgNbd(r: 0.5248432, alpha: 6.183085, a: 0.8913594, b: 1.614002, ModelUnit.Week);

        Console.WriteLine(model.ProbabilityAlive(new PurchaseHistory(0, 0, 39)));          // 0.389…
        Console.WriteLine(model.ProbabilityAliveAfter(new PurchaseHistory(0, 0, 39), 52)); // 0.344…
        Console.WriteLine(model.ExpectedPurchases(new PurchaseHistory(0, 0, 39), 52));     // 0.196…
        #endregion
    }

    [Fact]
    public void ParetoNbdPage()
    {
        #region pareto-nbd
        var model = new ParetoNbd(r: 0.553277, alpha: 10.577683, s: 0.60624, beta: 11.668735, ModelUnit.Week);
        var active = new PurchaseHistory(26, 30.857, 31);

        Console.WriteLine(model.ProbabilityAlive(active));                                   // 0.997…
        Console.WriteLine(model.ExpectedPurchases(active, 52));                              // 25.45…
        Console.WriteLine(model.DiscountedExpectedPurchases(active, rate: 0.0027));          // 86.02…: 15 % a year, for ever
        #endregion
    }

    [Fact]
    public void BgBbPage()
    {
        #region bg-bb
        var model = new BgBb(alpha: 1.203522, beta: 0.749716, gamma: 0.656718, delta: 2.783442, ModelUnit.Named("year"));
        var gaveTwiceThenStopped = new OpportunityHistory(frequency: 2, lastUsed: 4, opportunities: 6);

        Console.WriteLine(model.ProbabilityAliveAtNextOpportunity(gaveTwiceThenStopped));      // 0.589…
        Console.WriteLine(model.ExpectedPurchases(gaveTwiceThenStopped, opportunities: 5));    // 1.057…
        #endregion
    }

    [Fact]
    public void GammaGammaPage()
    {
        #region gamma-gamma
        var model = new GammaGamma(p: 6.249572, q: 3.744225, v: 15.443521, Currency.Usd);

        Console.WriteLine(model.PopulationMean);                              // 35.17…
        Console.WriteLine(model.ExpectedValue(frequency: 1, mean: 11.77));    // 18.91…: one purchase proves little
        Console.WriteLine(model.ExpectedValue(frequency: 29, mean: 26.26));   // 26.39…: twenty-nine prove a lot
        #endregion
    }

    [Fact]
    public void PredictionsPage()
    {
        PurchaseSummary summary = Shop();

        #region purchase-predictions
        var purchases = new BgNbd(0.6, 4.4, 0.8, 2.4, ModelUnit.Week);
        var values = new GammaGamma(6.25, 3.74, 15.44, Currency.Eur);
        var monthly = Discounting.PerPeriod(0.01, ModelUnit.Month, CashTiming.EndOfPeriod);

        PurchasePredictions year = PurchasePredictions.Of(purchases, summary, new PredictionRequest(Horizon: 52, monthly), values);
        Console.WriteLine(year["c7"].Customer);                          // c7: by id, never by position
        Console.WriteLine(year["c7"].LifetimeValue!.Value.Currency);     // EUR
        Console.WriteLine(year.AtRisk(20).Length);                       // 20: the largest (1 − P(alive)) × value first
        #endregion
    }

    [Fact]
    public void HoldoutPage()
    {
        #region holdout-report
        var random = new Random(20260101);
        var truth = new BgNbd(0.6, 4.4, 0.8, 2.4, ModelUnit.Week);
        var start = new LocalDate(2025, 1, 1);
        Purchase[] orders =
        [
            .. Enumerable.Range(1, 300).SelectMany(i => Enumerable.Range(0, 1 + truth.Simulate(60, random).Frequency)
                .Select(k => new Purchase($"c{i}", start.PlusDays((i % 60) + (k == 0 ? 0 : random.Next(300))), 10m))),
        ];

        CalibrationHoldout split = CalibrationHoldout.Of(
            orders, calibrationEnd: new LocalDate(2025, 8, 31), holdoutEnd: new LocalDate(2025, 12, 31), ModelUnit.Week);
        HoldoutReport report = HoldoutReport.Of(BgNbd.Fit(split.Calibration).ModelDespiteStatus, split);

        Console.WriteLine(split.Length);                                  // 17.428…: exactly 122 days
        Console.WriteLine(report.Model.Actual == report.Naive.Actual);    // true: two predictions of the same purchases
        #endregion

        Assert.True(report.Model.MeanAbsoluteError > 0.0);
    }
}
