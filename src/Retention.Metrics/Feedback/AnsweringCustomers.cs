namespace Retention.Metrics.Feedback;

/// <summary>The customers of a timeline of revenue, each with the number under which they answered; behind them those who answered and are not in it.</summary>
internal sealed class AnsweringCustomers
{
    private readonly RevenueTimeline revenue;
    private readonly SurveyTimeline responses;

    private AnsweringCustomers(RevenueTimeline revenue, SurveyTimeline responses, int[] numbers, int[] others)
    {
        this.revenue = revenue;
        this.responses = responses;
        Numbers = numbers;
        Others = others;
    }

    /// <summary>By customer of the timeline of revenue, the number under which they answered, or −1.</summary>
    public int[] Numbers { get; }

    /// <summary>The numbers of those who answered and are not in the timeline of revenue.</summary>
    public int[] Others { get; }

    public static AnsweringCustomers Of(RevenueTimeline revenue, SurveyTimeline responses)
    {
        int[] numbers = CustomerPositions.Of(responses, revenue);
        var known = new bool[responses.CustomerCount];
        foreach (int number in numbers.Where(number => number >= 0))
        {
            known[number] = true;
        }

        return new AnsweringCustomers(revenue, responses, numbers, [.. Enumerable.Range(0, known.Length).Where(number => !known[number])]);
    }

    /// <summary>The segment of each customer, and behind them of the others.</summary>
    public SegmentColumn SegmentsBy(Segmentation segmentation) => segmentation.Over(
        this, Numbers.Length + Others.Length, place => place < Numbers.Length ? revenue.CustomerAt(place) : responses.CustomerAt(Others[place - Numbers.Length]));
}
