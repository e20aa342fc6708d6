using Retention.Metrics.Rivals.Jobs;

namespace Retention.Metrics.Rivals.Linq;

/// <summary>J3 and J4 as they are written without a library.</summary>
internal static class LinqOrders
{
    public static IReadOnlyList<ResultRow> Metrics(List<Order> orders)
    {
        var firstMonth = orders.GroupBy(order => order.CustomerId).ToDictionary(own => own.Key, own => Months.Of(own.Min(order => order.TimestampUtc)));
        return [.. orders.GroupBy(order => Months.Of(order.TimestampUtc)).OrderBy(month => month.Key).Select(month =>
        {
            var customers = month.GroupBy(order => order.CustomerId).Select(own => (Id: own.Key, Orders: own.Count())).ToList();
            return OrderAnswer.Row(
                month.Key,
                month.Count(),
                Cents(month.Sum(order => order.Amount)),
                customers.Count,
                customers.Count(customer => customer.Orders > 1),
                customers.Count(customer => customer.Orders > 1 || firstMonth[customer.Id] < month.Key));
        })];
    }

    public static IReadOnlyList<ResultRow> Summary(List<Order> orders)
    {
        DateTime end = orders.Max(order => order.TimestampUtc).Date;
        List<CustomerSummary> customers = [.. orders.GroupBy(order => order.CustomerId).Select(own =>
        {
            var days = own.GroupBy(order => order.TimestampUtc.Date).Select(day => (Date: day.Key, Sum: day.Sum(order => order.Amount))).OrderBy(day => day.Date).ToList();
            decimal repeat = days.Skip(1).Sum(day => day.Sum);
            return new CustomerSummary(own.Key, days.Count - 1, (days[^1].Date - days[0].Date).Days, (end - days[0].Date).Days, days.Count > 1 ? repeat / (days.Count - 1) : 0, repeat);
        })];
        SummaryAnswer answer = default;
        foreach (CustomerSummary one in customers)
        {
            answer.Add(one.CustomerId, one.Frequency, one.RecencyDays, one.AgeDays, Cents(one.RepeatRevenue), (double)one.MonetaryValue * 100);
        }

        return answer.Rows();
    }

    private static long Cents(decimal amount) => (long)(amount * 100);

    private sealed record CustomerSummary(int CustomerId, int Frequency, int RecencyDays, int AgeDays, decimal MonetaryValue, decimal RepeatRevenue);
}
