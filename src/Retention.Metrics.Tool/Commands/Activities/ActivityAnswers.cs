using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Retention.Metrics.Tool.Figures;
using Retention.Metrics.Tool.Options;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Commands.Activities;

/// <summary>Active customers period by period, and retention by days after the first activity.</summary>
internal static class ActivityAnswers
{
    private static readonly Duration Moment = Duration.FromTicks(1);

    /// <summary>A row for each period, or for each segment and period.</summary>
    public static Answer Metrics(ActivityTimeline activities, Coverage coverage, Segmentation? segmentation, ActivityBasis basis)
    {
        (string Segment, ActivityMetrics Metrics)[] all = coverage.Periods is not { } periods ? []
            : segmentation is null ? [(PeriodFigures.Everyone, activities.Metrics(periods))]
            : Split(activities.By(segmentation).Metrics(periods));

        // Where every quantity is 1 their sum is the number of activities.
        bool hasQuantities = all.Any(one => one.Metrics.Any(row => row.Quantity != row.Activities));
        return new Answer
        {
            Rows = "periods",
            Columns =
            [
                new("period", Group: "period"),
                .. segmentation is null ? [] : new[] { PeriodFigures.SegmentField.Column },
                new("start", Group: null),
                new("end", Group: null),
                PeriodFigures.StatusColumn,
                .. ActivityMetricsFigure.All.Select(figure => new AnswerColumn(figure.Name, figure.Name == "activityQuantity" && !hasQuantities ? null : "activity")),
            ],
            Data =
            [
                .. from one in all
                   from row in one.Metrics
                   select new AnswerRow(
                   [
                       coverage.NameOf(row.Period),
                       .. segmentation is null ? [] : new[] { Cell.Text(one.Segment) },
                       Cell.Text(OffsetDateTimePattern.Rfc3339.Format(row.Period.LocalStart.ToOffsetDateTime())),
                       Cell.Text(OffsetDateTimePattern.Rfc3339.Format(row.Period.LocalEnd.ToOffsetDateTime())),
                       coverage.StatusCell(row.Period),
                       .. ActivityMetricsFigure.All.Select(figure => FigureCell.Of(figure.Unit, figure.ValueOf(row))),
                   ]),
            ],
            SideBySide = true,
            SectionBy = segmentation is null ? null : 1,
            Notes = [.. coverage.Notes, basis.ToString()],
            Head = Head(basis, coverage, segmentation),
        };
    }

    /// <summary>For a person a row for each cohort, with a column for each window of days; for a program a row for each cohort and window.</summary>
    public static Answer Retention(ActivityTimeline activities, Coverage coverage, Settings settings, Segmentation? segmentation, ActivityBasis basis, IReadOnlyList<DayWindow> days)
    {
        // What happens at the end of the data is known, so everything before the next instant is.
        Instant asOf = coverage.DataEnd is { } end ? Instant.FromUnixTimeTicks(end.ToUnixTimeTicks()) + Moment : NodaConstants.UnixEpoch;
        (string Segment, DayRetention Retention)[] all = coverage.Periods is not { } periods ? []
            : segmentation is null ? [(PeriodFigures.Everyone, activities.DayRetention(periods, days, asOf))]
            : Split(activities.By(segmentation).DayRetention(periods, days, asOf));
        IEnumerable<(string Segment, string Cohort, DayRetentionRow Row)> rows = all.SelectMany(one =>
            one.Retention.Select(row => (one.Segment, row.Period.Name, row)).Append((one.Segment, PeriodFigures.Everyone, one.Retention.Overall)));
        return settings.Format.ForReading ? Table(rows, segmentation, basis, days, coverage.DataEnd is { } shown ? $", {InZone(shown, settings)}" : "")
            : List(rows, coverage, segmentation, basis, days, coverage.DataEnd is null ? null : InZone(asOf, settings));
    }

    private static Answer Table(IEnumerable<(string Segment, string Cohort, DayRetentionRow Row)> rows, Segmentation? segmentation, ActivityBasis basis, IReadOnlyList<DayWindow> days, string dataEnd) => new()
    {
        Rows = "cohorts",
        Columns =
        [
            .. segmentation is null ? [] : new AnswerColumn[] { new("segment") },
            new("cohort"),
            new("customers"),
            .. days.Select(window => new AnswerColumn($"days{window}") { Label = window.First == window.Last ? $"Day {window}" : $"Days {window}" }),
        ],
        Data =
        [
            .. rows.Select(one => new AnswerRow(
                [.. segmentation is null ? [] : new[] { Cell.Text(one.Segment) }, Cell.Text(one.Cohort), Cell.Count(one.Row.Customers), .. one.Row.Select(Cell.Percent)])),
        ],
        Notes =
        [
            $"customers by the period of their first activity: those active so many local days after it, out of those with that day ended by the end of the data{dataEnd}; days 7+ are day 7 or later",
            basis.ToString(),
        ],
    };

    private static Answer List(
        IEnumerable<(string Segment, string Cohort, DayRetentionRow Row)> rows, Coverage coverage, Segmentation? segmentation, ActivityBasis basis, IReadOnlyList<DayWindow> days, string? asOf)
    {
        return new Answer
        {
            Rows = "retention",
            Columns =
            [
                new("cohort"), .. segmentation is null ? [] : new AnswerColumn[] { new("segment") }, new("customers"), new("days"), new("activeCustomers"), new("matureCustomers"), new("retention"),
            ],
            Data =
            [
                .. from one in rows
                   from window in days.Index()
                   let rate = one.Row[window.Index]
                   select new AnswerRow(
                   [
                       Cell.Text(one.Cohort),
                       .. segmentation is null ? [] : new[] { Cell.Text(one.Segment) },
                       Cell.Count(one.Row.Customers),
                       Cell.Text(window.Item.ToString()),
                       Cell.Count((long)rate.Numerator),
                       Cell.Count((long)rate.Denominator),
                       Cell.Percent(rate),
                   ]),
            ],
            Head = [.. Head(basis, coverage, segmentation), Basis.Text("asOf", asOf)],
        };
    }

    private static IReadOnlyList<KeyValuePair<string, Action<Utf8JsonWriter>>> Head(ActivityBasis basis, Coverage coverage, Segmentation? segmentation) =>
        [.. basis.Head, coverage.Head[0], .. segmentation is null ? [] : new[] { SegmentOption.InJson(segmentation.Attributes) }];

    private static (string Segment, TAnswer Answer)[] Split<TAnswer>(BySegment<TAnswer> answers)
        where TAnswer : class, IEquatable<TAnswer> =>
        [.. answers.Select(one => (SegmentOption.NameOf(one.Key), one.Value)), (PeriodFigures.Everyone, answers.Total)];

    private static string InZone(Instant instant, Settings settings) => OffsetDateTimePattern.Rfc3339.Format(instant.InZone(settings.Calendar.Zone).ToOffsetDateTime());
}
