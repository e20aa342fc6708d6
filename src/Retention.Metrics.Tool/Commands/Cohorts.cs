using System.Globalization;
using System.Text.Json;
using NodaTime;
using Retention.Metrics.Json;
using Retention.Metrics.Tool.Figures;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Commands;

/// <summary>The cohorts of subscribers, of buyers or of active customers, segment by segment.</summary>
internal sealed class Cohorts
{
    private readonly Coverage coverage;
    private readonly string definition;
    private readonly IReadOnlyList<KeyValuePair<string, Action<Utf8JsonWriter>>> head;
    private readonly string of;
    private readonly IReadOnlyList<CohortMeasure> known;
    private readonly Segmentation? segmentation;
    private readonly CohortFigures[] cohorts = [];
    private readonly long earlier;

    private Cohorts(Portfolio portfolio, Coverage coverage, Settings settings, Segmentation? segmentation, int? columns)
    {
        this.segmentation = segmentation;
        this.coverage = coverage;
        RevenueTimeline? timeline = portfolio.Subscriptions is { } subscriptions ? RevenueTimeline.FromHistory(subscriptions, settings.Policy.Policy) : null;
        OrderTimeline? orderTimeline = portfolio.Orders is { } orders ? OrderTimeline.FromHistory(orders, settings.Policy.Policy) : null;
        var basis = Definition.Of(settings, timeline, orderTimeline);
        (definition, head, of) = (basis.ToString(), basis.Head, basis.OfRevenue ? "subscriptions" : "orders");
        known = [.. CohortMeasure.All.Where(one => (basis.OfRevenue ? (object?)one.OfRevenue : one.OfOrders) is not null)];
        if (coverage.Periods is not { } periods)
        {
            return;
        }

        // What happens at the instant is known, so everything before the next one is.
        Instant? asOf = settings.AsOf + Duration.FromTicks(1);
        if (timeline is not null)
        {
            (cohorts, earlier) = segmentation is null
                ? Whole(timeline.Cohorts(periods, asOf, columns), CohortFigures.Of, table => table.Earlier.Size)
                : Split(timeline.By(segmentation).Cohorts(periods, asOf, columns), CohortFigures.Of, table => table.Earlier.Size);
        }
        else
        {
            (cohorts, earlier) = segmentation is null
                ? Whole(orderTimeline!.Cohorts(periods, asOf, columns), CohortFigures.Of, table => table.Earlier.Size)
                : Split(orderTimeline!.By(segmentation).Cohorts(periods, asOf, columns), CohortFigures.Of, table => table.Earlier.Size);
        }
    }

    private Cohorts(ActivityTimeline activities, Coverage coverage, Settings settings, Segmentation? segmentation, ActivityBasis basis)
    {
        this.segmentation = segmentation;
        this.coverage = coverage;
        (definition, head, of, known) = (basis.ToString(), basis.Head, "activities", CohortMeasure.OfActivities);
        if (coverage.Periods is not { } periods)
        {
            return;
        }

        Instant? asOf = settings.AsOf + Duration.FromTicks(1);
        (cohorts, earlier) = segmentation is null
            ? Whole(activities.Cohorts(periods, asOf), CohortFigures.Of, table => table.Earlier.Size)
            : Split(activities.By(segmentation).Cohorts(periods, asOf), CohortFigures.Of, table => table.Earlier.Size);
    }

    /// <summary>Follows cohorts by first activity.</summary>
    /// <param name="activities">The activities.</param>
    /// <param name="coverage">The periods, and how far the data cover them.</param>
    /// <param name="settings">What was asked for.</param>
    /// <param name="segmentation">What to split by, if anything.</param>
    /// <param name="basis">What is counted.</param>
    public static Cohorts Of(ActivityTimeline activities, Coverage coverage, Settings settings, Segmentation? segmentation, ActivityBasis basis) =>
        new(activities, coverage, settings, segmentation, basis);

    /// <summary>Follows cohorts.</summary>
    /// <param name="portfolio">Subscriptions or orders, not both.</param>
    /// <param name="coverage">The periods, and how far the data cover them.</param>
    /// <param name="settings">What was asked for.</param>
    /// <param name="segmentation">What to split by, if anything.</param>
    /// <param name="columns">The most columns, if not all.</param>
    public static Cohorts Of(Portfolio portfolio, Coverage coverage, Settings settings, Segmentation? segmentation, int? columns) =>
        new(portfolio, coverage, settings, segmentation, columns);

    /// <summary>For a person: cohorts below each other, columns from left to right.</summary>
    public Answer Triangle(CohortMeasure measure)
    {
        IGrouping<string, CohortFigures>[] segments = [.. ConsecutiveSegments()];
        string[] names = segments.Length == 0 ? [] : [.. segments[0].Select(cohort => cohort.Name)];
        return new Answer
        {
            Rows = "columns",
            Columns =
            [
                new("cohort", "cohorts"),
                .. names.Select((name, i) => new AnswerColumn(name, i == names.Length - 1 ? PeriodFigures.Everyone : "cohorts") { Label = name }),
                new("segment", Group: null),
            ],
            Data = [.. segments.SelectMany(own => Columns([.. own], measure))],
            SideBySide = true,
            SectionBy = segmentation is null ? null : names.Length + 1,
            Notes =
            [
                .. LastCellsNote,
                .. earlier == 0 ? [] : new[] { string.Create(CultureInfo.InvariantCulture, $"{earlier} customers began before the first period and are in no cohort") },
                $"{ColumnLabel.Of(measure.Name)}: {measure.Meaning}; {definition}",
            ],
        };
    }

    /// <summary>Where the data end within the last period, its cells are to date, and so is what is averaged over them.</summary>
    private IEnumerable<string> LastCellsNote =>
        cohorts.SelectMany(cohort => cohort.Points).OfType<CohortPoint>().Any(point => point.Period == coverage.Periods?[^1]) && coverage.ToDate("the last cell of each cohort") is { } note ? [note] : [];

    /// <summary>For a program: a row for each cell of an ended period.</summary>
    public Answer Cells(CohortMeasure? only)
    {
        IReadOnlyList<CohortMeasure> measures = only is not null ? [only] : known;
        string[] columns = ["cohort", "column", "period", .. segmentation is null ? [] : new[] { "segment" }, "size", .. measures.Select(one => one.Name), PeriodFigures.StatusColumn.Name];
        return new Answer
        {
            Rows = "cells",
            Columns = [.. columns.Select(name => new AnswerColumn(name))],
            Data =
            [
                .. from cohort in cohorts
                   from point in cohort.Points.OfType<CohortPoint>()
                   select new AnswerRow(
                       [
                           Cell.Text(cohort.Name),
                           Cell.Count(point.Column),
                           Cell.Text(point.Period?.Name),
                           .. segmentation is null ? [] : new[] { Cell.Text(cohort.Segment) },
                           Cell.Count(point.Size),
                           .. measures.Select(one => one.Of(point)),
                           point.Period is { } period ? coverage.StatusCell(period) : Cell.Text(null),
                       ],
                       point.Revenue is { } revenue ? [new("mrr", JsonNumbers.Millionths(revenue.Mrr)), new("grossMrr", JsonNumbers.Millionths(revenue.GrossMrr))] : null),
            ],
            Head =
            [
                .. head,
                .. coverage.Head,
                .. segmentation is null ? [] : new[] { SegmentOption.InJson(segmentation.Attributes) },
                KeyValuePair.Create<string, Action<Utf8JsonWriter>>("of", json => json.WriteStringValue(of)),
                KeyValuePair.Create<string, Action<Utf8JsonWriter>>("earlierCustomers", json => json.WriteNumberValue(earlier)),
            ],
        };
    }

    /// <summary>The sizes, then column by column what all cohorts are.</summary>
    private static IEnumerable<AnswerRow> Columns(CohortFigures[] own, CohortMeasure measure)
    {
        var segment = Cell.Text(own[0].Segment);
        yield return new AnswerRow([Cell.Text("size") with { Shown = ColumnLabel.Of("size") }, .. own.Select(cohort => Cell.Count(cohort.Size)), segment]);
        for (int k = 0; k < own[0].Points.Count; k++)
        {
            yield return new AnswerRow([Cell.Count(k), .. own.Select(cohort => cohort.Points[k] is { } point ? measure.Of(point) : Cell.Nothing), segment]);
        }
    }

    /// <summary>By order, not by name: a segment may be called as all of them together are.</summary>
    private IEnumerable<IGrouping<string, CohortFigures>> ConsecutiveSegments()
    {
        int section = 0;
        return cohorts
            .Select((cohort, i) => (cohort, Section: cohort.Name == PeriodFigures.Everyone ? section++ : section))
            .GroupBy(one => one.Section.ToString(CultureInfo.InvariantCulture), one => one.cohort, StringComparer.Ordinal);
    }

    private static (CohortFigures[] Cohorts, long Earlier) Whole<TTable>(TTable table, Func<string, TTable, IEnumerable<CohortFigures>> figures, Func<TTable, long> earlier) =>
        ([.. figures(PeriodFigures.Everyone, table)], earlier(table));

    private static (CohortFigures[] Cohorts, long Earlier) Split<TTable>(BySegment<TTable> tables, Func<string, TTable, IEnumerable<CohortFigures>> figures, Func<TTable, long> earlier)
        where TTable : class, IEquatable<TTable> =>
        ([.. tables.SelectMany(one => figures(SegmentOption.NameOf(one.Key), one.Value)), .. figures(PeriodFigures.Everyone, tables.Total)], earlier(tables.Total));
}
