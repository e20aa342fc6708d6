using NodaTime.Text;
using Retention.Metrics.Tool.Figures;
using Retention.Metrics.Tool.Input;
using Retention.Metrics.Tool.Options;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Commands;

/// <summary>The roll-forward by the product of the price in force, with what customers move between products.</summary>
internal static class ProductReport
{
    private const string Meaning =
        "by product of the price in force: what customers move is in the transfers, which are equal over all products; customers of products do not add up; "
        + "retention and churn are of the revenue in the product, and of its customers in all products";

    private static readonly (AnswerColumn Column, Func<ProductFigures, Cell> Of)[] Fields =
    [
        (new("period", Group: "period"), one => one.Coverage.NameOf(one.Period)),
        (PeriodFigures.SegmentField.Column, one => Cell.Text(one.Product)),
        (new("start", Group: null), one => Cell.Text(OffsetDateTimePattern.Rfc3339.Format(one.Period.LocalStart.ToOffsetDateTime()))),
        (new("end", Group: null), one => Cell.Text(OffsetDateTimePattern.Rfc3339.Format(one.Period.LocalEnd.ToOffsetDateTime()))),
        (new("currency", Group: null), one => Cell.Text(one.Currency.Code)),
        (PeriodFigures.StatusColumn, one => one.Coverage.StatusCell(one.Period)),
        .. ProductFields.All,
    ];

    /// <summary>A row for each product and period, and for all customers and each period.</summary>
    /// <param name="portfolio">The facts, in one currency.</param>
    /// <param name="settings">What was asked for.</param>
    /// <param name="column">The column that names the product.</param>
    public static Answer Of(Portfolio portfolio, Settings settings, string column)
    {
        var timeline = ProductTimeline.FromHistory(Answering.NeedSubscriptions(portfolio, "--segment product:" + column), settings.Policy.Policy);
        var coverage = Coverage.Of(settings, portfolio, timeline.Total);
        var definition = Definition.Of(settings, timeline.Total, orderTimeline: null);
        ProductFigures[] figures = coverage.Periods is { } periods ? [.. Figures(timeline.RollForward(periods), coverage, definition.Currency)] : [];
        return new Answer
        {
            Rows = "periods",
            Columns = [.. Fields.Select(field => field.Column)],
            Data = [.. figures.Select(one => new AnswerRow([.. Fields.Select(field => field.Of(one))], ProductFields.Exact(one)))],
            SideBySide = true,
            SectionBy = 1,
            Notes = [.. coverage.Notes, Meaning, definition.ToString()],
            Head = [.. definition.Head, .. coverage.Head, SegmentOption.InJson([ProductOption.Prefix + column])],
        };
    }

    private static IEnumerable<ProductFigures> Figures(RollForwardByProduct answer, Coverage coverage, Currency currency)
    {
        RecurringRevenue[] moved = [.. answer.Total.Select((_, period) => answer.Aggregate(RecurringRevenue.Zero(answer.Total.Currency), (sum, product) => sum + product.Value[period].TransferInMrr))];
        foreach ((string product, ProductRollForward rows) in answer)
        {
            foreach ((int period, RollForwardRow all) in answer.Total.Index())
            {
                yield return new ProductFigures(all.Period, coverage, currency, OwnWord.Apart(product, PeriodFigures.Everyone), rows[period], all, moved[period]);
            }
        }

        foreach ((int period, RollForwardRow all) in answer.Total.Index())
        {
            yield return new ProductFigures(all.Period, coverage, currency, PeriodFigures.Everyone, Row: null, all, moved[period]);
        }
    }
}
