using System.Collections;

namespace Retention.Metrics.Histories;

/// <summary>Findings about orders, in the order of the offending orders. Each is made when it is read.</summary>
internal sealed class OrderFindings : IReadOnlyList<OrderFinding>
{
    private readonly OrderFacts facts;
    private readonly IReadOnlyList<OrderProblem> problems;
    private readonly Lazy<int[]> order;

    /// <summary>The findings of a check.</summary>
    /// <param name="facts">The orders.</param>
    /// <param name="problems">What is wrong, in any order.</param>
    public OrderFindings(OrderFacts facts, IReadOnlyList<OrderProblem> problems)
    {
        (this.facts, this.problems) = (facts, problems);
        order = new Lazy<int[]>(InOrder);
    }

    public int Count => problems.Count;

    public OrderFinding this[int index] => Of(problems[order.Value[index]]);

    public IEnumerator<OrderFinding> GetEnumerator() => order.Value.Select(number => Of(problems[number])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private OrderFinding Of(OrderProblem problem) => new(problem.Kind, problem.Message(facts).ToString(System.Globalization.CultureInfo.InvariantCulture), Array.ConvertAll(problem.Rows, facts.OrderAt));

    private int[] InOrder()
    {
        Order[] first = [.. problems.Select(problem => facts.OrderAt(problem.FirstRow))];
        int[] numbers = [.. Enumerable.Range(0, first.Length)];
        Array.Sort(numbers, (x, y) => OrderHistory.Compare(first[x], first[y]) is not 0 and var other ? other : x.CompareTo(y));
        return numbers;
    }
}
