using NodaTime;
using Retention.Metrics.Modeling;

namespace Retention.Metrics.Tests.Promises;

/// <summary>Samples, with a fit and what follows from one.</summary>
internal static class Examples
{
    private static readonly Lazy<Fit<BgNbd>> Fitted = new(() => BgNbd.Fit(Summary()));

    private static readonly Lazy<CalibrationHoldout> Split = new(() => CalibrationHoldout.Of(
        [.. Enumerable.Range(0, 40).Select(i => new Purchase($"c{(i % 12).ToString(System.Globalization.CultureInfo.InvariantCulture)}", new LocalDate(2026, 1, 5).PlusDays(7 * (i / 2)), 20m))],
        new LocalDate(2026, 3, 30),
        new LocalDate(2026, 6, 29),
        ModelUnit.Week));

    public static Samples Known() => new()
    {
        [typeof(Fit<BgNbd>)] = Fitted.Value,
        [typeof(FitStatus)] = Fitted.Value.Status,
        [typeof(FittedParameter)] = Fitted.Value.Parameters[0],
        [typeof(PurchaseSummary)] = Summary(),
        [typeof(LocalDate)] = new LocalDate(2026, 4, 1),
        [typeof(ContractModel)] = new Geometric(0.2),
        [typeof(Spell)] = Spell.ChurnedAt(3),
        [typeof(CustomerSpell)] = new CustomerSpell("ada", 1, new LocalDate(2026, 1, 5), Spell.OpenAt(4)),
        [typeof(SpellCheck)] = RiskTable.Check([3, -1], [true, false]),
        [typeof(LogRankTest)] = LogRank.Test(SurvivalGroups.FromColumns([3, 4, 5, 6], [true, true, false, true], ["monthly", "monthly", "yearly", "yearly"])),
        [typeof(CalibrationHoldout)] = Split.Value,
        [typeof(HoldoutReport)] = HoldoutReport.Of(Fitted.Value.ModelDespiteStatus, Split.Value),
        [typeof(Bootstrap<BgNbd>)] = Bootstrap<BgNbd>.Run(Fitted.Value, replicates: 20, seed: 1, (_, _) => Fitted.Value),
    };

    /// <summary>Customers who buy at rates of their own and leave after each purchase with a chance of their own, as the model has it.</summary>
    private static PurchaseSummary Summary()
    {
        var random = new Random(5);
        return PurchaseSummary.Of([.. Enumerable.Range(0, 300).Select(Simulated)], ModelUnit.Week);

        CustomerPurchases Simulated(int number)
        {
            const double Weeks = 40;
            double rate = -0.3 * Math.Log(random.NextDouble()) * random.NextDouble(), leaves = Math.Pow(random.NextDouble(), 3), last = 0;
            int repeats = 0;
            for (double next = 0; random.NextDouble() > leaves || repeats == 0; repeats++)
            {
                next -= Math.Log(random.NextDouble()) / rate;
                if (next > Weeks)
                {
                    break;
                }

                last = next;
            }

            return new CustomerPurchases($"c{number.ToString(System.Globalization.CultureInfo.InvariantCulture)}", new PurchaseHistory(repeats, repeats == 0 ? 0 : last, Weeks), repeats == 0 ? 0m : 20m);
        }
    }
}
