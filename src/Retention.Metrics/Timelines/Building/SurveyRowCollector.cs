using NodaTime;

namespace Retention.Metrics.Timelines.Building;

/// <summary>Collects responses to surveys under the caller's keys, and builds columns of them.</summary>
/// <remarks>A row keeps the score and the number of the comment in one field, and the number of its channel: a survey at a touchpoint.</remarks>
internal sealed class SurveyRowCollector<TCustomer>(SurveyKind? kind, int expectedResponses)
    where TCustomer : notnull
{
    private readonly SurveyScale? scale = kind is { } given ? SurveyScale.Of(given) : null;
    private readonly KeyColumn<TCustomer> customers = new();
    private readonly RowStore store = new(expectedResponses);
    private readonly SurveyTexts texts = new();

    public int Count => store.Count;

    public void Add(TCustomer customer, Instant at, string survey, int score, string? touchpoint, string? comment)
    {
        if (scale is not null && !scale.Contains(score))
        {
            throw new ArgumentException(FormattableString.Invariant($"Response {store.Count} has {scale.Refusal(score)}."), nameof(score));
        }

        long ticks = at.ToUnixTimeTicks();
        (int channel, long details) = (texts.ChannelOf(survey, touchpoint), texts.DetailsOf(score, comment));
        store.Add(new LedgerRow { Ticks = ticks, Amount = details, Customer = customers.Of(customer), Subscription = channel });
    }

    /// <summary>Builds the columns; the rows are let go.</summary>
    public (SurveyColumns Columns, ICustomerNames Names) Build(ExecutionOptions execution)
    {
        customers.Compact(store, static (ref LedgerRow row) => ref row.Customer);
        PartitionedRows partitioned = PartitionedRows.Of(store, customers.Count, execution.Stage(0, 0.3));
        store.Clear();
        (SurveyColumns columns, int[]? numbers) = SurveyColumnsBuilder.Build(partitioned, texts, execution.Stage(0.3, 1));
        return (columns, new CustomerKeys<TCustomer>(customers, numbers));
    }
}
