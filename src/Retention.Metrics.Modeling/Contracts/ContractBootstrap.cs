using Retention.Metrics.Modeling.Contracts;
using Retention.Metrics.Modeling.Survival;

namespace Retention.Metrics.Modeling;

/// <summary>Bootstrap intervals of contract models: the renewals are decided anew, by the fitted model.</summary>
/// <remarks>
/// <para>At each renewal as many customers decide as came to it in the data, and each leaves with the model's chance; the likelihood
/// asks for nothing else. So cohorts of any age, open contracts and late entry need no assumption of how they came about.</para>
/// <para><b>Cost:</b> for each replicate one draw per renewal and one fit.</para>
/// </remarks>
/// <example><code>
/// RiskTable renewals = RiskTable.FromSurvivors(1000, 869, 743, 653, 593, 551, 517, 491);
/// Fit&lt;ShiftedBetaGeometric&gt; fit = ShiftedBetaGeometric.Fit(renewals);
/// ConfidenceInterval? share = fit.Bootstrap(renewals, replicates: 200, seed: 7).IntervalOf(model => model.Survival(12));
/// share?.Contains(0.394); // true: what was seen after twelve renewals
/// </code></example>
public static class ContractBootstrap
{
    /// <summary>Simulates the renewals and fits again and again.</summary>
    /// <param name="fit">A fit that converged.</param>
    /// <param name="renewals">The data it was fitted to.</param>
    /// <param name="replicates">How many times, 20 to 1,000,000; 1,000 or more for limits.</param>
    /// <param name="seed">The seed; the same seed gives the same bits.</param>
    /// <exception cref="ArgumentNullException">The fit or the data are <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of replicates lies outside its range.</exception>
    /// <exception cref="FitNotConvergedException">The fit did not converge.</exception>
    /// <returns>The replicates.</returns>
    public static Bootstrap<ShiftedBetaGeometric> Bootstrap(
        this Fit<ShiftedBetaGeometric> fit, RiskTable renewals, int replicates, int seed)
    {
        RenewalDecisions data = RenewalDecisions.Of(renewals);
        return Bootstrap<ShiftedBetaGeometric>.Run(fit, replicates, seed, (model, random) =>
            ShiftedBetaGeometric.Fit(data.Simulate(model, random), model.Unit, warmStart: model));
    }

    /// <inheritdoc cref="Bootstrap(Fit{ShiftedBetaGeometric}, RiskTable, int, int)"/>
    public static Bootstrap<BetaDiscreteWeibull> Bootstrap(
        this Fit<BetaDiscreteWeibull> fit, RiskTable renewals, int replicates, int seed)
    {
        RenewalDecisions data = RenewalDecisions.Of(renewals);
        return Bootstrap<BetaDiscreteWeibull>.Run(fit, replicates, seed, (model, random) =>
            BetaDiscreteWeibull.Fit(data.Simulate(model, random), model.Unit, warmStart: model));
    }

    private static RiskTable Simulate(this RenewalDecisions data, ContractModel model, Random random)
    {
        int renewals = data.AtRisk.Length;
        var rows = new RiskRow[renewals];
        for (int i = 0; i < renewals; i++)
        {
            int deciding = data.AtRisk[i];
            int left = BinomialDraw.Of(deciding, 1 - model.RetentionRate(i + 1), random);

            // Surplus customers of the next renewal are censored, missing ones enter late: the numbers that decide stay the same.
            int next = i + 1 < renewals ? data.AtRisk[i + 1] : 0, surplus = deciding - left - next;
            rows[i] = new RiskRow(i + 1, deciding, left, Math.Max(0, surplus), Math.Max(0, -surplus));
        }

        return RiskTableBuilder.FromRows(renewals > 0 ? data.AtRisk[0] : 0, rows);
    }
}
