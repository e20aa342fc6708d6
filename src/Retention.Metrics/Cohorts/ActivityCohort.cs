using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>The customers with their first activity ever in one period, and their activities, column by column.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
public sealed class ActivityCohort : Cohort<ActivityCohortCell, ActivityCellTotals>
{
    internal ActivityCohort(CohortMatrix<ActivityCellTotals> totals, int row)
        : base(totals, row, currency: null)
    {
    }

    /// <summary>The members' first activities: one each, more where a member's first instant has several.</summary>
    public long InitialActivities => Initial.Activities;

    private protected override ActivityCohortCell CellOf(CohortPlace place, in CellTotals<ActivityCellTotals> cell) => new(place, in cell);

    private protected override void WriteInitial(JsonAnswerWriter json) => json.Add("initialActivities", InitialActivities);
}
