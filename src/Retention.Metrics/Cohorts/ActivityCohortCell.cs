using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>What a cohort by first activity did in one period, and its shares of the base and of the column before.</summary>
/// <inheritdoc path="/remarks"/>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed class ActivityCohortCell : CohortCell<ActivityCohortCell, ActivityCellTotals>
{
    internal ActivityCohortCell(CohortPlace place, in CellTotals<ActivityCellTotals> totals)
        : base(place, currency: null, in totals)
    {
    }

    /// <summary>The members' activities in the period.</summary>
    public long Activities => Now.Activities;

    /// <summary>Activities of the period for each active member.</summary>
    public Ratio ActivitiesPerActiveCustomer => Ratio.Of(Now.Activities, Now.Customers);

    /// <summary>Activities out of those of the column before.</summary>
    public Ratio ActivitiesVsPrevious => Ratio.Of(Now.Activities, Previous.Activities);

    /// <summary>Customers and activities.</summary>
    public override string ToString() => FormattableString.Invariant($"{Customers} customers, {Activities} activities");

    private protected override void WriteFigures(JsonAnswerWriter json)
    {
        json.Add("activities", Activities);
        json.Add("activitiesPerActiveCustomer", ActivitiesPerActiveCustomer);
        json.Add("activitiesOfPrevious", ActivitiesVsPrevious);
    }
}
