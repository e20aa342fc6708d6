using System.Globalization;
using NodaTime;
using Retention.Metrics.Tool.Options;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.View;

/// <summary>The changes of figures from the period before, and from the same period a year before.</summary>
/// <remarks>An amount or a count changes by a share of what it was, undefined where that was 0 or below; a rate by the difference, in percentage points.</remarks>
internal static class PeriodChanges
{
    private const int WeeksOfAYear = 52;

    /// <summary>The name of the column of a change.</summary>
    public static string NameOf(string figure, ComparedPeriod compared) => $"{figure}Vs{compared}";

    /// <summary>The first day that must be answered for, so that the first period can be compared.</summary>
    public static LocalDate FirstCompared(LocalDate from, ReportingCalendar calendar, IReadOnlyList<ComparedPeriod> compared)
    {
        LocalDate start = calendar.Containing(from)[0].LocalStart.Date;
        return compared.Select(one => StartOf(start, calendar, one)).Append(start).Min();
    }

    /// <summary>Adds the changes after each figure, and removes the periods before the first that was asked for.</summary>
    /// <param name="answer">A row for each period, or for each segment and period.</param>
    /// <param name="figures">The columns that are compared.</param>
    /// <param name="compared">The periods with which they are compared.</param>
    /// <param name="settings">What was asked for.</param>
    public static Answer Add(Answer answer, int[] figures, IReadOnlyList<ComparedPeriod> compared, Settings settings)
    {
        int start = answer.IndexOf("start"), segment = answer.IndexOf("segment");
        Dictionary<(LocalDate, string), AnswerRow> rowOf = [];
        foreach (AnswerRow row in answer.Data.Where(IsWhole))
        {
            rowOf.Add((Day(row), Segment(row)), row);
        }

        LocalDate first = settings.From is { } day ? settings.Calendar.Containing(day)[0].LocalStart.Date : LocalDate.MinIsoValue;
        return answer with
        {
            Columns = [.. answer.Columns.SelectMany((column, i) => figures.Contains(i) ? compared.Select(one => Column(column, one)).Prepend(column) : [column])],
            Data =
            [
                .. answer.Data.Where(row => Day(row) >= first).Select(row => row with
                {
                    Cells =
                    [
                        .. row.Cells.SelectMany((cell, i) => figures.Contains(i)
                            ? compared.Select(one => Change(cell, IsWhole(row) ? rowOf.GetValueOrDefault((StartOf(Day(row), settings.Calendar, one), Segment(row)))?.Cells[i] : null)).Prepend(cell)
                            : [cell]),
                    ],
                }),
            ],
        };

        // The rest of a period that is cut at the end of the data is compared with nothing.
        bool IsWhole(AnswerRow row) =>
            row.Cells[start].Plain == NodaTime.Text.OffsetDateTimePattern.Rfc3339.Format(settings.Calendar.Containing(Day(row))[0].LocalStart.ToOffsetDateTime());

        // The local date is the beginning of an instant with its offset.
        LocalDate Day(AnswerRow row) => NodaTime.Text.LocalDatePattern.Iso.Parse(row.Cells[start].Plain[..10]).Value;

        string Segment(AnswerRow row) => segment < 0 ? "" : row.Cells[segment].Plain;
    }

    private static AnswerColumn Column(AnswerColumn figure, ComparedPeriod compared) =>
        figure with { Name = NameOf(figure.Name, compared), Label = compared == ComparedPeriod.Previous ? "  vs the period before" : "  vs a year before" };

    private static LocalDate StartOf(LocalDate start, ReportingCalendar calendar, ComparedPeriod compared) => compared == ComparedPeriod.Previous
        ? calendar.Containing(start.PlusDays(-1))[0].LocalStart.Date
        : calendar.Containing(IsOfWeeks(calendar) ? start.PlusWeeks(-WeeksOfAYear) : start.PlusYears(-1))[0].LocalStart.Date;

    private static bool IsOfWeeks(ReportingCalendar calendar) =>
        calendar.Containing(new LocalDate(2026, 3, 4))[0] is var period && (period.LocalEnd.Date - period.LocalStart.Date).Days == 7;

    private static Cell Change(Cell now, Cell? before) =>
        Number(now) is not { } value || before is null || Number(before) is not { } was ? Cell.Nothing with { Shown = Cell.NoValue }
        : now.IsShare ? Cell.Points(value - was)
        : Cell.Change(was > 0m ? Ratio.Of(value - was, was) : Ratio.Undefined);

    private static decimal? Number(Cell cell) => cell.IsNumber && decimal.TryParse(cell.Plain, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;
}
