using MathNet.Numerics.Distributions;

namespace Retention.Metrics.Modeling;

/// <summary>A purchase model that can be fitted and simulated.</summary>
/// <typeparam name="TSelf">The model itself.</typeparam>
public interface IPurchaseModel<TSelf> : IPurchaseModel, IFittedModel<TSelf>
    where TSelf : class, IPurchaseModel<TSelf>
{
    /// <summary>Fits the model by maximum likelihood.</summary>
    /// <param name="summary">The purchases of all customers, those who bought only once included.</param>
    /// <param name="warmStart">A model to search from too, besides the places the data choose.</param>
    /// <returns>The fit, with its status.</returns>
    static abstract Fit<TSelf> Fit(PurchaseSummary summary, TSelf? warmStart = null);

    /// <summary>Draws the history of a new customer.</summary>
    /// <param name="age">The time for which the customer is observed.</param>
    /// <param name="random">The source of randomness; the same seed draws the same customers.</param>
    /// <returns>A history of that age.</returns>
    PurchaseHistory Simulate(double age, Random random);
}

/// <summary>The parametric bootstrap of purchase and spend models.</summary>
public static class PurchaseBootstrap
{
    /// <summary>Simulates customers of the same ages from the fitted model, and fits again.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <param name="fit">A fit that converged.</param>
    /// <param name="summary">The customers; only their ages are used.</param>
    /// <param name="replicates">How many times, 20 to 1,000,000.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>The replicates.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of replicates lies outside its range.</exception>
    /// <exception cref="FitNotConvergedException">The fit did not converge.</exception>
    public static Bootstrap<TModel> Bootstrap<TModel>(this Fit<TModel> fit, PurchaseSummary summary, int replicates, int seed)
        where TModel : class, IPurchaseModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(summary);
        return Modeling.Bootstrap<TModel>.Run(fit, replicates, seed, (model, random) => TModel.Fit(Simulate(model, summary, random), model));
    }

    /// <summary>Simulates the spend of customers of the same frequencies from the fitted model, and fits again.</summary>
    /// <param name="fit">A fit that converged.</param>
    /// <param name="summary">The customers; only their frequencies are used.</param>
    /// <param name="replicates">How many times, 20 to 1,000,000.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>The replicates.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of replicates lies outside its range.</exception>
    /// <exception cref="FitNotConvergedException">The fit did not converge.</exception>
    public static Bootstrap<GammaGamma> Bootstrap(this Fit<GammaGamma> fit, PurchaseSummary summary, int replicates, int seed)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return Modeling.Bootstrap<GammaGamma>.Run(
            fit, replicates, seed, (model, random) => GammaGamma.Fit(SimulateSpend(model, summary, random), model.Currency, model));
    }

    /// <summary>Draws customers of the same ids and ages.</summary>
    internal static PurchaseSummary Simulate<TModel>(TModel model, PurchaseSummary summary, Random random)
        where TModel : class, IPurchaseModel<TModel>
    {
        CustomerPurchases[] rows =
        [
            .. summary.Customers.Select(customer => new CustomerPurchases(customer.Customer, model.Simulate(customer.History.Age, random))),
        ];
        return PurchaseSummary.Of(rows, summary.Unit);
    }

    internal static PurchaseSummary SimulateSpend(GammaGamma model, PurchaseSummary summary, Random random)
    {
        CustomerPurchases[] rows =
        [
            .. summary.Customers.Where(customer => customer.RepeatSpend > 0m).Select(customer =>
            {
                double rate = Gamma.Sample(random, model.Q, model.V);
                double total = Gamma.Sample(random, model.P * customer.Frequency, rate);
                return new CustomerPurchases(customer.Customer, customer.History, (decimal)Math.Clamp(total, 1e-9, 1e20));
            }),
        ];
        return PurchaseSummary.Of(rows, summary.Unit);
    }
}
