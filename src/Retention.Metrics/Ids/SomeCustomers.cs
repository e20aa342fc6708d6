namespace Retention.Metrics.Ids;

/// <summary>Some of the customers of other columns.</summary>
/// <param name="names">Who the customers of the other columns are.</param>
/// <param name="numbers">The position of each customer in the other columns.</param>
internal sealed class SomeCustomers(ICustomerNames names, int[] numbers) : ICustomerNames
{
    public CustomerId NameOf(int customer) => names.NameOf(numbers[customer]);
}
