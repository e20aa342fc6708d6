using NodaTime;

namespace Retention.Metrics.Testing.Simulation;

/// <summary>Which customers arrive in which month: customers are numbered in the order of their months.</summary>
internal sealed class Arrivals
{
    // arrived[m + 1]: how many customers there are by the end of month m; month −1 brings those of the opening.
    private readonly int[] arrived;

    public Arrivals(BusinessParameters parameters)
    {
        arrived = new int[parameters.Months + 1];
        arrived[0] = parameters.OpeningCustomers;
        decimal ordinary = parameters.CustomersPerMonth, sum = parameters.OpeningCustomers;
        for (int month = 0; month < parameters.Months; month++)
        {
            YearMonth named = parameters.FirstMonth.PlusMonths(month);
            sum += ordinary * parameters.Seasonality[named.Month - 1];
            if (ordinary > SimulatedBusiness.MostCustomers || sum > SimulatedBusiness.MostCustomers)
            {
                throw new ArgumentException(FormattableString.Invariant($"By {named.Year:0000}-{named.Month:00} the parameters ask for more than {SimulatedBusiness.MostCustomers} customers; ask for fewer months, arrivals or growth."), nameof(parameters));
            }

            // Rounding the sum, not its parts, carries on what is less than a customer.
            arrived[month + 1] = (int)decimal.Floor(sum + 0.5m);
            ordinary *= 1m + parameters.MonthlyGrowth;
        }
    }

    public int Count => arrived[^1];

    /// <summary>The month in which a customer joins; −1 for those of the opening.</summary>
    public int MonthOf(int customer)
    {
        int found = Array.BinarySearch(arrived, customer);
        if (found < 0)
        {
            return ~found - 1;
        }

        // A month that brings nobody repeats the count before it: the customer belongs to the first month that exceeds it.
        while (arrived[found] == customer)
        {
            found++;
        }

        return found - 1;
    }
}
