using NodaTime;

namespace Retention.Metrics;

/// <summary>Cohorts of customers by the period in which they began, and what became of them period by period.</summary>
/// <remarks>Tables are compared by value. They are equal, and merge, only where periods, columns, as-of instant, currency and the settings that select and value the facts agree.</remarks>
/// <typeparam name="TSelf">The table itself.</typeparam>
/// <typeparam name="TCohort">One cohort.</typeparam>
/// <typeparam name="TCell">The figures of one cohort in one period.</typeparam>
/// <typeparam name="TTotals">The totals from which they are made.</typeparam>
public abstract class CohortTable<TSelf, TCohort, TCell, TTotals> : PeriodAnswer<TSelf, TCohort>
    where TSelf : CohortTable<TSelf, TCohort, TCell, TTotals>
    where TCohort : Cohort<TCell, TTotals>
    where TCell : CohortCell<TCell, TTotals>
    where TTotals : struct, ICohortTotals<TTotals>
{
    private readonly CohortMatrix<TTotals> totals;
    private readonly TCell?[] average;
    private readonly MetricPolicy? policy;
    private readonly Currency? currency;

    /// <summary>Makes a table.</summary>
    /// <param name="policy">The policy under which the totals were computed; nothing where none has a part in them.</param>
    /// <param name="settings">Its settings that select and value the facts.</param>
    /// <param name="currency">The currency of all amounts; nothing where there are none.</param>
    /// <param name="totals">The totals of all cohorts.</param>
    /// <param name="cohortOf">Makes the cohort of a row.</param>
    private protected CohortTable(MetricPolicy? policy, IEnumerable<(string Name, object Value)> settings, Currency? currency, CohortMatrix<TTotals> totals, Func<int, TCohort> cohortOf)
        : base(
            totals.Shape.Periods,
            currency,
            settings.Prepend(("as-of instant", totals.Shape.AsOf)).Prepend(("columns", totals.Shape.Columns)),
            totals,
            Enumerable.Range(0, totals.Shape.Earlier).Select(cohortOf))
    {
        this.totals = totals;
        this.policy = policy;
        this.currency = currency;
        Earlier = cohortOf(totals.Shape.Earlier);
        average = Earlier.Average();
    }

    /// <summary>The instant from which on nothing is known.</summary>
    public Instant AsOf => totals.Shape.AsOf;

    /// <summary>The number of columns of each cohort.</summary>
    public int Columns => totals.Shape.Columns;

    /// <summary>The customers who began before the first period; the columns are the periods from the first on.</summary>
    /// <remarks>With it, and with all columns, the cells of one period add up to the figures of that period for all customers.</remarks>
    public TCohort Earlier { get; }

    /// <summary>All cohorts together, column by column: sums over sums of those with a mature cell, never a mean of shares.</summary>
    /// <remarks>It is <see langword="null"/> where no cell is mature. <see cref="Earlier"/> is not in it.</remarks>
    public IReadOnlyList<TCell?> Average => average;

    private protected CohortMatrix<TTotals> PlusTotals(TSelf other) => totals.Plus(other.totals);

    private protected override void WriteHead(JsonAnswerWriter json)
    {
        if (policy is not null)
        {
            json.Add("policy", policy, MetricPolicyJsonConverter.Instance.WriteValue);
        }

        base.WriteHead(json);
        if (currency is { } own)
        {
            json.Add("currency", own);
        }

        json.Add("asOf", AsOf);
    }

    private protected override void WriteRows(JsonAnswerWriter json)
    {
        json.AddAll("cohorts", this);
        json.AddAll("average", average);
        json.Add("earlier", Earlier);
    }
}
