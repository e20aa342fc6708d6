using FsCheck;
using FsCheck.Fluent;

namespace Retention.Metrics.Testing.Generators;

/// <summary>Customers and what is known of them.</summary>
internal static class Customers
{
    public static Arbitrary<Customer> Any { get; } = Arb.From(
        from naming in Naming.Any
        from number in Gen.Choose(0, 4)
        from names in Gen.SubListOf("country", "plan", "channel", "Plan", "unknown")
        from values in Gen.Elements("DE", "pro", "", "unknown", "a \"b\"\n").ListOf(names.Count)
        select new Customer(naming.Of('c', number), names.Zip(values, (name, value) => new KeyValuePair<string, string>(name, value))),
        Smaller);

    private static IEnumerable<Customer> Smaller(Customer customer)
    {
        if (!Naming.IsPlain(customer.Id.Value))
        {
            yield return new Customer("c0", customer.Attributes);
        }

        foreach (string name in customer.Attributes.Keys.Order(StringComparer.Ordinal))
        {
            yield return new Customer(customer.Id, customer.Attributes.Where(attribute => !string.Equals(attribute.Key, name, StringComparison.Ordinal)));
        }
    }
}
