using NodaTime;
using Retention.Metrics;

namespace DocumentedCode.XmlExamples;

public sealed class ExplainExample
{
    [Fact]
    public void RevenueTimeline_Explain()
    {
        RevenueTimeline timeline = TypeExamples.TwoCustomers();
        ReportingPeriods march = ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1));

        #region xml: RevenueTimeline.Explain
        foreach (MrrContribution lost in timeline.Explain(march, RevenueFigure.ChurnMrr))
        {
            Console.WriteLine($"{lost.Customer} paid {lost.Before.Monthly}");
        }
        #endregion

        Assert.Equal(["ada paid 49.00 EUR"], Console.Printed);
    }

    /// <summary>The example prints a list without saying what is in it.</summary>
    private static class Console
    {
        public static List<string> Printed { get; } = [];

        public static void WriteLine(string line) => Printed.Add(line);
    }
}
