using NodaTime;

namespace Retention.Metrics;

/// <summary>Collects responses to surveys one by one, from a reader or a query that streams, and builds a timeline of them.</summary>
/// <remarks>
/// <para><b>Cost:</b> 24 bytes a response while responses are added, and the table of keys; building is linear, whatever the order of the rows, and uses all cores.</para>
/// <para><b>Keys:</b> as those of <see cref="OrderTimelineBuilder{TCustomer}"/>.</para>
/// </remarks>
/// <example><code>
/// var answers = new SurveyTimelineBuilder&lt;long&gt;(SurveyKind.Nps);
/// answers.Add(customer: 17, Instant.FromUtc(2026, 3, 5, 9, 30), survey: "relationship", score: 9);
/// answers.Add(customer: 18, Instant.FromUtc(2026, 3, 6, 14, 0), survey: "relationship", score: 4, touchpoint: "support");
/// SurveyTimeline surveyTimeline = answers.Build();
/// </code></example>
/// <typeparam name="TCustomer">The caller's key of a customer: a number, a <see cref="Guid"/>, a text.</typeparam>
public sealed class SurveyTimelineBuilder<TCustomer>
    where TCustomer : notnull
{
    private readonly AsyncRanges ranges = new();
    private readonly SurveyKind? kind;
    private SurveyRowCollector<TCustomer> responses;

    /// <summary>A builder without responses.</summary>
    /// <param name="kind">The kind of all surveys: the scores must be on its scale; if left out, surveys of several kinds may be mixed, and each figure checks the scores it reads.</param>
    /// <param name="expectedResponses">How many responses will come, where that is known; else they are collected in blocks.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="expectedResponses"/> is negative, or the kind is not one of the enumeration.</exception>
    public SurveyTimelineBuilder(SurveyKind? kind = null, int expectedResponses = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(expectedResponses);
        this.kind = kind;
        responses = new SurveyRowCollector<TCustomer>(kind, expectedResponses);
    }

    /// <summary>How many responses were added since the last timeline was built.</summary>
    public int Count => responses.Count;

    /// <summary>Adds a response.</summary>
    /// <param name="customer">Who answered.</param>
    /// <param name="at">When.</param>
    /// <param name="survey">The name of the survey.</param>
    /// <param name="score">The score on the survey's scale.</param>
    /// <param name="touchpoint">Where it was asked; <see langword="null"/> where that is not known.</param>
    /// <param name="comment">What the customer wrote; <see langword="null"/> where nothing.</param>
    /// <exception cref="ArgumentException">The score is not on the scale, or the key, the survey or the touchpoint is blank.</exception>
    public void Add(TCustomer customer, Instant at, string survey, int score, string? touchpoint = null, string? comment = null) =>
        responses.Add(customer, at, survey, score, touchpoint, comment);

    /// <summary>Adds responses as they are read from a query, a queue or any other stream.</summary>
    /// <remarks>A cancellation or an exception stops between two rows. The builder then lacks rows, and refuses to build.</remarks>
    /// <typeparam name="TRow">A row of the stream.</typeparam>
    /// <param name="rows">The rows, in any order.</param>
    /// <param name="add">Adds a row to the builder that it is given, which is this one.</param>
    /// <param name="cancellation">Stops reading; also given to the stream.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task AddRangeAsync<TRow>(IAsyncEnumerable<TRow> rows, Action<SurveyTimelineBuilder<TCustomer>, TRow> add, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(add);
        return ranges.AddAsync(rows, row => add(this, row), cancellation);
    }

    /// <summary>Builds a timeline of the responses and removes them: the builder is empty again.</summary>
    /// <param name="execution">How many threads take part; all cores if left out.</param>
    /// <exception cref="InvalidOperationException">A range of rows was not added to its end.</exception>
    public SurveyTimeline Build(ExecutionOptions? execution = null)
    {
        ranges.RequireComplete();
        SurveyRowCollector<TCustomer> taken = responses;
        responses = new SurveyRowCollector<TCustomer>(kind, expectedResponses: 0);
        return SurveyTimeline.Of(taken, kind, execution ?? ExecutionOptions.Default);
    }

    /// <summary>How many responses were added.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count} responses");
}
