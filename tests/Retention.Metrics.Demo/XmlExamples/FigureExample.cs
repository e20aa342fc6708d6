using NodaTime;
using Retention.Metrics;

namespace DocumentedCode.XmlExamples;

public sealed class FigureExample
{
    [Fact]
    public void Figures_OfAMonth()
    {
        RevenueTimeline timeline = TypeExamples.TwoCustomers();

        #region xml: RollForwardFigure
        RollForwardRow march = timeline.RollForward(ReportingCalendar.Months(DateTimeZone.Utc).Containing(new LocalDate(2026, 3, 1)))[0];
        foreach (RollForwardFigure movement in RollForwardFigure.All.Where(figure => figure.Sign != 0 && !figure.IsOptional))
        {
            Console.WriteLine($"{movement.Name} {movement.ValueOf(march)}");
        }
        #endregion

        Assert.Contains("churnMrr 49.00 EUR/month", Console.Printed);
        Assert.Contains("churnedCustomers 1", Console.Printed);
    }

    /// <summary>The example prints a list without saying what is in it.</summary>
    private static class Console
    {
        public static List<string> Printed { get; } = [];

        public static void WriteLine(string line) => Printed.Add(line);
    }
}
