using System.Runtime.InteropServices;
using NodaTime;

namespace Retention.Metrics.Modeling.Orders;

/// <summary>Purchases in columns: customers in the order of their ids, each with its days in order and the day's amount.</summary>
internal sealed class PurchaseDays
{
    private readonly int[] offsets;
    private readonly int[] dates;
    private readonly decimal[] amounts;

    private PurchaseDays(CustomerId[] customers, int[] offsets, int[] dates, decimal[] amounts)
    {
        Customers = customers;
        this.offsets = offsets;
        this.dates = dates;
        this.amounts = amounts;
    }

    public CustomerId[] Customers { get; }

    public static int Number(LocalDate date) => date.WithCalendar(CalendarSystem.Iso).ToDateOnly().DayNumber;

    public static int CountUpTo(ReadOnlySpan<int> dates, int last)
    {
        int count = dates.Length;
        while (count > 0 && dates[count - 1] > last)
        {
            count--;
        }

        return count;
    }

    public ReadOnlySpan<int> DatesOf(int customer) => dates.AsSpan(offsets[customer]..offsets[customer + 1]);

    public ReadOnlySpan<decimal> AmountsOf(int customer) => amounts.AsSpan(offsets[customer]..offsets[customer + 1]);

    public static PurchaseDays Collect(IEnumerable<Purchase> purchases)
    {
        ArgumentNullException.ThrowIfNull(purchases);
        int capacity = purchases.TryGetNonEnumeratedCount(out int known) ? known : 0;
        var positions = new Dictionary<CustomerId, int>();
        var customers = new List<CustomerId>();
        var owners = new List<int>(capacity);
        var days = new List<int>(capacity);
        var values = new List<decimal>(capacity);
        CustomerId previous = default;
        int position = -1;
        foreach (Purchase purchase in purchases)
        {
            if (purchase.Amount < 0m)
            {
                throw new ArgumentException(
                    $"The amount {purchase.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture)} of customer {purchase.Customer} is negative; "
                    + "an amount is 0 or more, and a refund is subtracted from its order.",
                    nameof(purchases));
            }

            // Exports come sorted by customer more often than not.
            if (position < 0 || purchase.Customer != previous)
            {
                ref int slot = ref CollectionsMarshal.GetValueRefOrAddDefault(positions, purchase.Customer, out bool exists);
                if (!exists)
                {
                    slot = customers.Count;
                    customers.Add(purchase.Customer);
                }

                position = slot;
                previous = purchase.Customer;
            }

            owners.Add(position);
            days.Add(Number(purchase.Date));
            values.Add(purchase.Amount);
        }

        return Arrange(customers, CollectionsMarshal.AsSpan(owners), CollectionsMarshal.AsSpan(days), CollectionsMarshal.AsSpan(values));
    }

    /// <summary>Takes the orders that count from a book, each on its local day.</summary>
    public static PurchaseDays Collect(OrderTimeline book, DateTimeZone zone)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(zone);
        OrderColumns columns = book.Columns;
        int count = book.CustomerCount;
        var names = new string[count];
        for (int customer = 0; customer < count; customer++)
        {
            names[customer] = book.CustomerAt(customer).Value;
        }

        int[] order = OrdinalOrder.Of(names);
        var local = new LocalDays(zone);
        var starts = new int[count + 1];
        var days = new int[columns.Time.Length];
        var values = new decimal[columns.Time.Length];
        int to = 0;
        for (int i = 0; i < count; i++)
        {
            for (int at = columns.Offsets[order[i]]; at < columns.Offsets[order[i] + 1]; at++)
            {
                days[to] = local.Of(columns.Time[at]);
                values[to] = OfMillionths(columns.Amount[at]);
                to++;
            }

            starts[i + 1] = to;
        }

        return JoinDays([.. order.Select(customer => new CustomerId(names[customer]))], starts, days, values);

        // The same number as a division gives, without one: amounts of a book are never negative.
        static decimal OfMillionths(long millionths) => unchecked(new decimal((int)millionths, (int)(millionths >> 32), 0, false, 6));
    }

    private static PurchaseDays Arrange(List<CustomerId> found, ReadOnlySpan<int> owners, ReadOnlySpan<int> days, ReadOnlySpan<decimal> values)
    {
        int[] order = OrdinalOrder.Of([.. found.Select(customer => customer.Value)]);
        CustomerId[] customers = [.. order.Select(position => found[position])];

        // Bring the orders of each customer together, customers by id.
        var rank = new int[customers.Length];
        for (int i = 0; i < order.Length; i++)
        {
            rank[order[i]] = i;
        }

        var starts = new int[customers.Length + 1];
        foreach (int owner in owners)
        {
            starts[rank[owner] + 1]++;
        }

        for (int i = 0; i < customers.Length; i++)
        {
            starts[i + 1] += starts[i];
        }

        var next = (int[])starts.Clone();
        var sortedDays = new int[owners.Length];
        var sortedValues = new decimal[owners.Length];
        for (int i = 0; i < owners.Length; i++)
        {
            int at = next[rank[owners[i]]]++;
            sortedDays[at] = days[i];
            sortedValues[at] = values[i];
        }

        return JoinDays(customers, starts, sortedDays, sortedValues);
    }

    private static PurchaseDays JoinDays(CustomerId[] customers, int[] starts, int[] days, decimal[] values)
    {
        var ends = new int[customers.Length + 1];
        int to = 0;
        for (int customer = 0; customer < customers.Length; customer++)
        {
            int from = starts[customer];
            int length = starts[customer + 1] - from;
            Span<int> own = days.AsSpan(from, length);
            Span<decimal> spent = values.AsSpan(from, length);
            if (!IsSorted(own))
            {
                own.Sort(spent);
            }

            ends[customer] = to;
            for (int i = 0; i < length; i++)
            {
                if (i > 0 && own[i] == days[to - 1])
                {
                    values[to - 1] += spent[i];
                }
                else
                {
                    days[to] = own[i];
                    values[to] = spent[i];
                    to++;
                }
            }
        }

        ends[^1] = to;
        return new PurchaseDays(customers, ends, days, values);
    }

    private static bool IsSorted<T>(ReadOnlySpan<T> values)
        where T : IComparable<T>
    {
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i].CompareTo(values[i - 1]) < 0)
            {
                return false;
            }
        }

        return true;
    }
}
