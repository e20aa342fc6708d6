namespace Retention.Metrics.Tool.Commands.Reconcile;

/// <summary>What attributes of a customer say about a difference that the history does not explain: a coupon that is only named, or a status.</summary>
internal static class AttributeHint
{
    public static Func<CustomerId, DifferenceCause?> Of(Lazy<IReadOnlyList<Customer>> customers)
    {
        var known = new Lazy<Dictionary<CustomerId, DifferenceCause>>(() => customers.Value
            .Select(customer => (customer.Id, Cause: CauseOf(customer)))
            .Where(one => one.Cause is not null)
            .ToDictionary(one => one.Id, one => one.Cause!.Value));
        return customer => known.Value.TryGetValue(customer, out DifferenceCause cause) ? cause : null;
    }

    private static DifferenceCause? CauseOf(Customer customer)
    {
        foreach ((string name, string value) in customer.Attributes.OrderBy(attribute => attribute.Key, StringComparer.Ordinal))
        {
            if (value.Length > 0 && (Has(name, "coupon") || Has(name, "discount")))
            {
                return DifferenceCause.Discount;
            }

            if (Has(name, "status"))
            {
                return Has(value, "trial") ? DifferenceCause.Trial : Has(value, "past_due") || Has(value, "past due") || Has(value, "unpaid") ? DifferenceCause.PastDue : null;
            }
        }

        return null;
    }

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
