namespace Retention.Metrics.Revenue.Customers;

/// <summary>The customers of a timeline who are active at an instant.</summary>
internal static class ActiveCustomers
{
    /// <summary>Their positions: the largest revenue first, then the smallest id.</summary>
    public static int[] Of(RevenueTimeline timeline, long ticks)
    {
        RevenueColumns columns = timeline.Columns;
        var active = new List<Active>();
        for (int customer = 0; customer < timeline.CustomerCount; customer++)
        {
            if (columns.StateAt(customer, ticks).IsActive)
            {
                active.Add(new Active(columns.LevelAt(customer, ticks), timeline.CustomerAt(customer), customer));
            }
        }

        active.Sort();
        return [.. active.Select(one => one.Position)];
    }

    /// <summary>When a customer who is active at an instant first paid, and since when they are active without a gap.</summary>
    public static (long FirstPaid, long Since) PaymentsOf(RevenueColumns columns, int customer, long ticks)
    {
        int first = columns.Offsets[customer], next = columns.Offsets[customer + 1];
        long paid = 0, since = 0;
        bool hasPaid = false, wasActive = false;
        for (int row = first; row < next && columns.Time[row] < ticks; row++)
        {
            CustomerState state = columns.StateAfter(row);
            if (state.Level > 0 && !hasPaid)
            {
                (paid, hasPaid) = (columns.Time[row], true);
            }

            if (state.IsActive && !wasActive)
            {
                since = columns.Time[row];
            }

            wasActive = state.IsActive;
        }

        return (paid, since);
    }

    private readonly record struct Active(long Level, CustomerId Customer, int Position) : IComparable<Active>
    {
        public int CompareTo(Active other) => Level != other.Level ? other.Level.CompareTo(Level) : Customer.CompareTo(other.Customer);
    }
}
