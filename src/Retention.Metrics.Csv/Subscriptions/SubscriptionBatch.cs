using System.Text;
using Retention.Metrics.Csv.Reading;
using Retention.Metrics.Histories;

namespace Retention.Metrics.Csv.Subscriptions;

/// <summary>Some rows of a file of subscriptions, read by one thread: the ids in them, and what refused rows leave out.</summary>
internal sealed class SubscriptionBatch(CsvTable table, CsvImportOptions options, SubscriptionRows file)
{
    /// <summary>The ids, which have no numbers yet.</summary>
    public IdRows Ids { get; } = file.IdsOf(table);

    public PriceReader Prices { get; } = new(table, options);

    public ReasonReader Reasons { get; } = new(table);

    /// <summary>The subscriptions that refused rows leave out.</summary>
    public List<string> RefusedSubscriptions { get; } = [];

    /// <summary>The customers that refused rows leave out.</summary>
    public List<string> RefusedCustomers { get; } = [];

    /// <summary>The texts that name customer and subscription in the current row; refuses the row if one is missing.</summary>
    public bool TryNames(bool whole, out ReadOnlySpan<byte> customer, out ReadOnlySpan<byte> subscription)
    {
        subscription = default;
        bool hasCustomer = table.Name(Column.CustomerId, out customer), hasSubscription = !file.IsNamed || table.Name(Column.SubscriptionId, out subscription);
        customer = hasCustomer ? customer : [];
        subscription = hasSubscription ? subscription : [];
        return whole && (hasCustomer || table.RefuseText(Column.CustomerId)) && (hasSubscription || table.RefuseText(Column.SubscriptionId));
    }

    /// <summary>Adds the current row.</summary>
    public void AddRow(ReadOnlySpan<byte> customer, ReadOnlySpan<byte> subscription, ReadOnlySpan<byte> eventId, FactInstant at)
    {
        Ids.Add(NumberedIds.Customers, customer);
        if (file.IsNamed)
        {
            Ids.Add(NumberedIds.Customers + 1, subscription);
        }

        if (file.EventColumn >= 0)
        {
            Ids.Add(file.EventColumn, eventId.IsEmpty ? NumberedIds.NoId : eventId);
        }

        Ids.EndRow(at);
    }

    /// <summary>Leaves out what the current, refused row may belong to: its subscription, or all of its customer where that cannot be read.</summary>
    public void LeaveOut(ReadOnlySpan<byte> customer, ReadOnlySpan<byte> subscription)
    {
        if (file.IsNamed && !subscription.IsEmpty)
        {
            RefusedSubscriptions.Add(Encoding.UTF8.GetString(subscription));
        }
        else if (!file.EachRowIsOne && !customer.IsEmpty)
        {
            RefusedCustomers.Add(Encoding.UTF8.GetString(customer));
        }
    }

    public void Clear()
    {
        Ids.Clear();
        Prices.Clear();
        RefusedSubscriptions.Clear();
        RefusedCustomers.Clear();
    }
}
