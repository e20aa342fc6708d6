using System.Collections.Immutable;
using Retention.Metrics.Modeling.Fitting;
using Retention.Metrics.Modeling.Orders;

namespace Retention.Metrics.Modeling;

/// <summary>The gamma-gamma model: what a customer's purchases are worth on average, judged from the few that were seen.</summary>
/// <remarks>
/// <para><b>Formula:</b> a customer's purchases are gamma(p, ν) distributed with ν itself gamma(q, v) distributed over customers, so that
/// <c>E[M | x, m] = p (v + x m) / (p x + q − 1)</c>: a weighted mean of the customer's own m and the population's p v / (q − 1).</para>
/// <para><b>Unit:</b> v in the currency; p and q have none.</para>
/// <para><b>Undefined:</b> for q ≤ 1 the population has no mean: the expected value of a customer without a repeat purchase is null, as is
/// that of any customer with p x + q ≤ 1.</para>
/// <para><b>Cost:</b> a fit is a few dozen passes over the customers with repeat purchases.</para>
/// <para><b>Source:</b> Fader, Hardie and Lee (2005), RFM and CLV; Fader and Hardie (2013), The gamma-gamma model of monetary value.</para>
/// </remarks>
/// <example><code>
/// var model = new GammaGamma(p: 6.25, q: 3.74, v: 15.44, Currency.Usd);
/// model.ExpectedValue(frequency: 2, mean: 22.35); // 24.66…: pulled towards the 35.22 of all customers
/// </code></example>
public sealed record GammaGamma : IFittedModel<GammaGamma>
{
    /// <summary>Makes the model from known parameters.</summary>
    /// <param name="p">The shape of one customer's purchases, above 0.</param>
    /// <param name="q">The shape of the distribution over customers, above 0.</param>
    /// <param name="v">Its rate parameter, in the currency, above 0.</param>
    /// <param name="currency">The currency of the values.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not a finite number above 0.</exception>
    public GammaGamma(double p, double q, double v, Currency currency)
    {
        P = ModelArgument.Positive(p);
        Q = ModelArgument.Positive(q);
        V = ModelArgument.Positive(v);
        Currency = currency;
        Unit = ModelUnit.Named(currency == Currency.None ? "currency" : currency.Code);
    }

    /// <inheritdoc/>
    public static string ModelName => "gamma-gamma";

    /// <inheritdoc/>
    public static ImmutableArray<string> ParameterNames { get; } = ["p", "q", "v"];

    /// <summary>The shape of one customer's purchases.</summary>
    public double P { get; }

    /// <summary>The shape of the distribution over customers.</summary>
    public double Q { get; }

    /// <summary>The rate parameter of the distribution over customers, in the currency.</summary>
    public double V { get; }

    /// <summary>The currency of the values.</summary>
    public Currency Currency { get; }

    /// <summary>The currency, as the unit of the fit.</summary>
    public ModelUnit Unit { get; }

    /// <summary>The mean value of a purchase over all customers, p v / (q − 1); null for q ≤ 1, where it is infinite.</summary>
    public double? PopulationMean => ExpectedValue(0, 0.0);

    ImmutableArray<double> IFittedModel<GammaGamma>.Parameters => [P, Q, V];

    /// <summary>Fits the model by maximum likelihood to the customers with a repeat purchase of some value.</summary>
    /// <param name="summary">The purchases; customers without repeat purchases, or with repeat purchases of 0 only, are left out.</param>
    /// <param name="currency">The currency of the amounts.</param>
    /// <param name="warmStart">A model to search from too, besides the places the data choose.</param>
    /// <returns>The fit, with its status; <see cref="Fit{TModel}.Customers"/> counts those used.</returns>
    /// <exception cref="ArgumentException">No customer has a repeat purchase of some value.</exception>
    public static Fit<GammaGamma> Fit(PurchaseSummary summary, Currency currency, GammaGamma? warmStart = null)
    {
        ArgumentNullException.ThrowIfNull(summary);
        RowCounts<SpendRow> rows = RowCounts<SpendRow>.Of(summary.Customers
            .Where(customer => customer.RepeatSpend > 0m)
            .Select(customer => new SpendRow(customer.Frequency, customer.MeanRepeatValue!.Value)));
        if (rows.Rows.Length == 0)
        {
            throw new ArgumentException("The gamma-gamma model is fitted to customers with repeat purchases above 0; the summary has none.", nameof(summary));
        }

        double mean = rows.Rows.Select((row, i) => row.Mean * rows.Counts[i]).Sum() / rows.Total;
        RowCounts<SpendRow>? sample = rows.Sample(PurchaseFitting.SampleSize);
        var problem = new FitProblem(new GammaGammaLikelihood(rows), Chart(mean), rows.Total, rows.Rows.Length)
        {
            Sample = sample is null ? null : new GammaGammaLikelihood(sample),
        };
        var unit = ModelUnit.Named(currency == Currency.None ? "currency" : currency.Code);
        return warmStart is null
            ? MaximumLikelihood.Fit<GammaGamma>(problem, unit)
            : MaximumLikelihood.Fit<GammaGamma>(problem, unit, [warmStart.P, warmStart.Q, warmStart.V]);
    }

    /// <inheritdoc/>
    public static GammaGamma FromParameters(ImmutableArray<double> values, ModelUnit unit)
    {
        ModelArgument.Count(values, 3, ModelName);
        ArgumentNullException.ThrowIfNull(unit);
        return new GammaGamma(values[0], values[1], values[2], Currency.TryParse(unit.Name, out Currency currency) ? currency : Currency.None);
    }

    /// <summary>The value expected of a customer's purchases, given those that were seen.</summary>
    /// <param name="frequency">The number of repeat purchases, 0 or more.</param>
    /// <param name="mean">Their mean value, 0 or more; not read where there are none.</param>
    /// <returns>The expected value; null where the model gives it no finite mean.</returns>
    public double? ExpectedValue(int frequency, double mean)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frequency);
        if (!(mean >= 0.0 && double.IsFinite(mean)))
        {
            throw new ArgumentOutOfRangeException(nameof(mean), mean, "A mean value is a finite number, 0 or more.");
        }

        double degrees = (P * frequency) + Q - 1.0;
        return degrees <= 0.0 ? null : P * (V + (frequency == 0 ? 0.0 : frequency * mean)) / degrees;
    }

    /// <summary>The value expected of a customer's purchases.</summary>
    /// <param name="customer">The customer's row.</param>
    /// <returns>The expected value; null where the model gives it no finite mean.</returns>
    public double? ExpectedValue(CustomerPurchases customer) => ExpectedValue(customer.Frequency, customer.MeanRepeatValue ?? 0.0);

    /// <summary>The correlation of frequency and mean value over the customers with repeat purchases, which the model takes to be 0.</summary>
    /// <param name="summary">The purchases.</param>
    /// <returns>Pearson's correlation; null for fewer than two customers, or where one of the two does not vary.</returns>
    public static double? CorrelationOfFrequencyAndValue(PurchaseSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        (double X, double Y)[] points =
        [
            .. summary.Customers.Where(customer => customer.RepeatSpend > 0m)
                .Select(customer => ((double)customer.Frequency, customer.MeanRepeatValue!.Value)),
        ];
        if (points.Length < 2)
        {
            return null;
        }

        double meanX = points.Average(point => point.X);
        double meanY = points.Average(point => point.Y);
        double xx = points.Sum(point => (point.X - meanX) * (point.X - meanX));
        double yy = points.Sum(point => (point.Y - meanY) * (point.Y - meanY));
        double xy = points.Sum(point => (point.X - meanX) * (point.Y - meanY));
        return xx > 0.0 && yy > 0.0 ? xy / Math.Sqrt(xx * yy) : null;
    }

    // Parameters p, q, v over ln p, ln q and ln(p v / q) in units of the mean value, so that the unit of money makes no difference.
    private static Chart Chart(double mean) => new(
        [
            new(-14.0, 14.0, -0.5, 4.0)
            {
                AtHigh = new Edge(25.0, "each customer's purchases all worth the same", "p grows without bound", [0, 2])
                {
                    Finite = ("p v / q", p => p[0] * p[2] / p[1]),
                },
            },
            new(-14.0, 14.0, -0.5, 4.0)
            {
                AtHigh = new Edge(25.0, "one mean value for all", "q and v grow without bound", [1, 2]) { Finite = ("p v / q", p => p[0] * p[2] / p[1]) },
            },
            new(-18.0, 18.0, -1.5, 0.5),
        ],
        [[1, 0, 0], [0, 1, 0], [-1, 1, 1]],
        [1.0, 1.0, mean]);

    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(GammaGamma), PrintMembers);
}
