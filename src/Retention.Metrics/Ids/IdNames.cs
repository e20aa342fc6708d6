namespace Retention.Metrics.Ids;

/// <summary>Customers by ids that were read as bytes.</summary>
/// <param name="texts">The text of an id.</param>
/// <param name="numbers">The number of each customer among the ids, where some ids are of no customer.</param>
internal sealed class IdNames(Func<int, string> texts, int[]? numbers) : ICustomerNames
{
    public CustomerId NameOf(int customer) => new(texts(numbers is null ? customer : numbers[customer]));
}
