namespace Retention.Metrics.Timelines.Building;

/// <summary>A customer's revenue does not fit into 64 bits of annual millionths. Thrown where customers are numbers, and renamed where they have keys.</summary>
internal sealed class CustomerOverflowException(int customer, OverflowException inner) : OverflowException(Text("a customer"), inner)
{
    public int Customer => customer;

    /// <summary>Runs work on numbered customers; what does not fit is said of the customer by key.</summary>
    public static TResult Named<TResult>(Func<TResult> work, Func<int, object> keyOf)
    {
        try
        {
            return work();
        }
        catch (CustomerOverflowException problem)
        {
            throw new OverflowException(Text(FormattableString.Invariant($"customer {keyOf(problem.Customer)}")), problem);
        }
    }

    private static string Text(string customer) => FormattableString.Invariant($"The revenue of {customer} does not fit: a year of all subscriptions together must be at most 9,223,372,036,854.775807.");
}
