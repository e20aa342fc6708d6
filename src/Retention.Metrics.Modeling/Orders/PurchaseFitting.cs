using Retention.Metrics.Modeling.Fitting;

namespace Retention.Metrics.Modeling.Orders;

/// <summary>What the fits of the purchase models share.</summary>
internal static class PurchaseFitting
{
    /// <summary>The number of distinct rows on which a search is begun.</summary>
    public const int SampleSize = 256;

    public static RowCounts<PurchaseHistory> Compress(PurchaseSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        RowCounts<PurchaseHistory> rows = summary.Compressed;
        if (rows.Rows.Length == 0)
        {
            throw new ArgumentException("A model is fitted to at least one customer; the summary has none.", nameof(summary));
        }

        return rows;
    }

    /// <summary>Fits a model of four parameters: shape and rate of the purchase rates, and two of dropout.</summary>
    /// <param name="rows">The distinct histories.</param>
    /// <param name="likelihood">The likelihood of rows.</param>
    /// <param name="chart">The chart, for the inverse of the observed purchase rate and the mean age.</param>
    /// <param name="unit">The unit of time.</param>
    /// <param name="warmStart">A model to start from.</param>
    public static Fit<TModel> Fit<TModel>(
        RowCounts<PurchaseHistory> rows,
        Func<RowCounts<PurchaseHistory>, IObjective> likelihood,
        Func<double, double, Chart> chart,
        ModelUnit unit,
        TModel? warmStart)
        where TModel : class, IFittedModel<TModel>
    {
        double purchases = 0.0, time = 0.0;
        for (int i = 0; i < rows.Rows.Length; i++)
        {
            purchases += (double)rows.Counts[i] * rows.Rows[i].Frequency;
            time += rows.Counts[i] * rows.Rows[i].Age;
        }

        double age = time > 0.0 ? time / rows.Total : 1.0;
        if (purchases == 0.0)
        {
            return WithoutRepeatPurchase<TModel>(rows, likelihood(rows), age, unit);
        }

        RowCounts<PurchaseHistory>? sample = rows.Sample(SampleSize);
        var problem = new FitProblem(likelihood(rows), chart(age * rows.Total / purchases, age), rows.Total, rows.Rows.Length)
        {
            Sample = sample is null ? null : likelihood(sample),
        };
        return warmStart is null
            ? MaximumLikelihood.Fit<TModel>(problem, unit)
            : MaximumLikelihood.Fit<TModel>(problem, unit, [.. warmStart.Parameters]);
    }

    /// <summary>The coordinates of gamma distributed purchase rates: ln(r / alpha) in units of the observed rate, and ln r.</summary>
    public static Coordinate[] Rates { get; } =
    [
        new(-18.0, 18.0, -0.5, 4.0),
        new(-14.0, 14.0, -2.0, 3.5)
        {
            AtHigh = new Edge(25.0, "one purchase rate for all", "r and alpha grow without bound", [0, 1])
            {
                Finite = ("r / alpha", p => p[0] / p[1]),
            },
        },
    ];

    // Any rate near 0 and any dropout fit as well: only the rate is identified.
    private static Fit<TModel> WithoutRepeatPurchase<TModel>(RowCounts<PurchaseHistory> rows, IObjective likelihood, double age, ModelUnit unit)
        where TModel : class, IFittedModel<TModel>
    {
        double[] parameters = [1.0, 1e14 * age, 1.0, TModel.ParameterNames[3] == "beta" ? age : 1.0];
        double[] gradient = new double[4];
        double value = likelihood.Evaluate([.. parameters.Select(value => Math.Log(value))], gradient);
        return new Fit<TModel>(
            TModel.FromParameters([.. parameters], unit),
            value,
            gradient.Max(Math.Abs),
            [],
            rows.Total,
            rows.Rows.Length,
            FitStatus.Boundary("no repeat purchases", "r / alpha tends to 0: no customer came back, so that dropout is not identified"),
            limits: [new FitLimit("no repeat purchases", [.. TModel.ParameterNames], $"{TModel.ParameterNames[0]} / {TModel.ParameterNames[1]}", 0.0)]);
    }
}
