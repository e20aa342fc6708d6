using NodaTime;

namespace Retention.Metrics;

/// <summary>The responses to surveys, by customer and time: the columns every figure of feedback is read from.</summary>
/// <remarks>
/// <para>Customers are stored one after another, each with the instants, scores, surveys and touchpoints of their responses: 20 bytes a response. Names of
/// surveys and touchpoints are stored once.</para>
/// <para>Responses of one customer at one instant are ordered by score, the highest first: the lowest of them counts as the latest. A response that comes twice is stored once.</para>
/// <para><b>Cost:</b> building sorts what is not sorted; every figure afterwards is one pass over the columns.</para>
/// </remarks>
/// <example><code>
/// SurveyTimeline responses = SurveyTimeline.FromResponses(
/// [
///     new SurveyResponse("ada", Instant.FromUtc(2026, 3, 5, 9, 30), "relationship", Score: 9),
///     new SurveyResponse("bo", Instant.FromUtc(2026, 3, 6, 14, 0), "relationship", Score: 4) { Touchpoint = "support" },
/// ], SurveyKind.Nps);
/// responses.ResponseCount; // 2
/// responses.OfSurvey("relationship").AtTouchpoint("support").CustomerCount; // 1
/// </code></example>
public sealed partial class SurveyTimeline
{
    private readonly ICustomerNames names;
    private readonly CustomerList customers;

    private SurveyTimeline(SurveyKind? kind, SurveyColumns columns, ICustomerNames names)
    {
        Kind = kind;
        Columns = columns;
        this.names = names;
        customers = new CustomerList(names, CustomerCount);
    }

    /// <summary>The kind of survey that all scores were checked against; <see langword="null"/> where they were not, then each figure checks them.</summary>
    public SurveyKind? Kind { get; }

    /// <summary>How many customers have a response.</summary>
    public int CustomerCount => Columns.Offsets.Length - 1;

    /// <summary>How many responses there are.</summary>
    public int ResponseCount => Columns.Time.Length;

    /// <summary>The names of the surveys, in ordinal order.</summary>
    public IReadOnlyList<string> Surveys => Array.AsReadOnly(Columns.Surveys);

    /// <summary>The names of the touchpoints, in ordinal order; <c>unknown</c> where a response names none.</summary>
    public IReadOnlyList<string> Touchpoints => Array.AsReadOnly(Columns.Touchpoints);

    /// <summary>The instant of the first response of all, or <see langword="null"/> where there is none.</summary>
    public Instant? FirstResponse => ResponseCount == 0 ? null : Instant.FromUnixTimeTicks(Columns.Earliest);

    /// <summary>The instant of the last response of all, or <see langword="null"/> where there is none.</summary>
    public Instant? LastResponse => ResponseCount == 0 ? null : Instant.FromUnixTimeTicks(Columns.Latest);

    /// <summary>The customers with a response, by their numbers. An id is made when it is read.</summary>
    public IReadOnlyList<CustomerId> Customers => customers;

    internal SurveyColumns Columns { get; }

    /// <summary>The same, with the positions of ids that are known to be one.</summary>
    internal CustomerList CustomerList => customers;

    /// <summary>Makes a timeline of responses in any order.</summary>
    /// <param name="responses">The responses.</param>
    /// <param name="kind">The kind of all surveys: the scores must be on its scale; if left out, surveys of several kinds may be mixed, and each figure checks the scores it reads.</param>
    /// <exception cref="ArgumentException">A response is null, has no customer, or has a score that is not on the scale; the message names its position.</exception>
    public static SurveyTimeline FromResponses(IEnumerable<SurveyResponse> responses, SurveyKind? kind = null)
    {
        ArgumentNullException.ThrowIfNull(responses);
        var rows = new SurveyRowCollector<CustomerId>(kind, expectedResponses: 0);
        foreach (SurveyResponse response in responses)
        {
            Add(rows, response);
        }

        return Of(rows, kind, ExecutionOptions.Default);
    }

    /// <summary>Makes a timeline of responses that are read from a query, a queue or any other stream.</summary>
    /// <param name="responses">The responses, in any order.</param>
    /// <param name="kind">The kind of all surveys: the scores must be on its scale; if left out, surveys of several kinds may be mixed.</param>
    /// <param name="cancellation">Stops reading; also given to the stream.</param>
    /// <exception cref="ArgumentException">A response is null, has no customer, or has a score that is not on the scale; the message names its position.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Task<SurveyTimeline> FromResponsesAsync(IAsyncEnumerable<SurveyResponse> responses, SurveyKind? kind = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(responses);
        var rows = new SurveyRowCollector<CustomerId>(kind, expectedResponses: 0);
        return ResultAsync();

        async Task<SurveyTimeline> ResultAsync()
        {
            await AsyncRows.ForEachAsync(responses, response => Add(rows, response), cancellation).ConfigureAwait(false);
            return Of(rows, kind, ExecutionOptions.Default with { Cancellation = cancellation });
        }
    }

    /// <summary>The responses to one survey.</summary>
    /// <param name="survey">The name of the survey.</param>
    /// <exception cref="ArgumentException">There is no such survey; the message names those there are.</exception>
    public SurveyTimeline OfSurvey(string survey)
    {
        int code = PositionOf(survey, Columns.Surveys, "survey", nameof(survey));
        return Columns.Surveys.Length == 1 ? this : Where(row => Columns.Survey[row] == code);
    }

    /// <summary>The responses at one touchpoint.</summary>
    /// <param name="touchpoint">The name of the touchpoint; <c>unknown</c> for responses that name none.</param>
    /// <exception cref="ArgumentException">There is no such touchpoint; the message names those there are.</exception>
    public SurveyTimeline AtTouchpoint(string touchpoint)
    {
        int code = PositionOf(touchpoint, Columns.Touchpoints, "touchpoint", nameof(touchpoint));
        return Columns.Touchpoints.Length == 1 ? this : Where(row => Columns.Touchpoint[row] == code);
    }

    /// <summary>The responses before an instant: what was known then.</summary>
    /// <param name="instant">The instant; a response at it is left out.</param>
    public SurveyTimeline Before(Instant instant)
    {
        // A response between two ticks is stored at the earlier one.
        long ticks = instant.ToUnixTimeTicks();
        return Columns.Latest < ticks ? this : Where(row => Columns.Time[row] < ticks);
    }

    /// <summary>The responses to each survey, by its name.</summary>
    /// <returns>In ordinal order of the names.</returns>
    public IEnumerable<KeyValuePair<string, SurveyTimeline>> BySurvey() => Columns.Surveys.Select(name => KeyValuePair.Create(name, OfSurvey(name)));

    /// <summary>The responses at each touchpoint, by its name.</summary>
    /// <remarks>A customer who answers at two touchpoints in one period counts at each: the figures of touchpoints need not pool to those of all responses.</remarks>
    /// <returns>In ordinal order of the names; <c>unknown</c> for responses that name none.</returns>
    public IEnumerable<KeyValuePair<string, SurveyTimeline>> ByTouchpoint() => Columns.Touchpoints.Select(name => KeyValuePair.Create(name, AtTouchpoint(name)));

    /// <summary>The number of a customer, which is its position in <see cref="Customers"/>; −1 where the customer has no response.</summary>
    /// <remarks><b>Cost:</b> the first call makes a table of all customers.</remarks>
    /// <param name="customer">The customer.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    public int IndexOf(CustomerId customer) => customers.PositionOf(customer.Named(nameof(customer)));

    /// <summary>The responses of a customer, by time; none where the customer did not answer.</summary>
    /// <param name="customer">The customer.</param>
    /// <exception cref="ArgumentException"><paramref name="customer"/> is <see langword="default"/>.</exception>
    public IReadOnlyList<SurveyResponse> ResponsesOf(CustomerId customer)
    {
        int number = IndexOf(customer);
        return number < 0 ? [] : [.. Enumerable.Range(Columns.Offsets[number], Columns.Offsets[number + 1] - Columns.Offsets[number]).Select(row => ResponseAt(customer, row))];
    }

    /// <summary>Makes a timeline of collected responses.</summary>
    internal static SurveyTimeline Of<TCustomer>(SurveyRowCollector<TCustomer> rows, SurveyKind? kind, ExecutionOptions execution)
        where TCustomer : notnull
    {
        (SurveyColumns columns, ICustomerNames names) = rows.Build(execution);
        return new SurveyTimeline(kind, columns, names);
    }

    /// <summary>The customer at a position of the columns.</summary>
    internal CustomerId CustomerAt(int index) => names.NameOf(index);

    /// <summary>The response of a row.</summary>
    internal SurveyResponse ResponseAt(CustomerId customer, int row)
    {
        string touchpoint = Columns.Touchpoints[Columns.Touchpoint[row]];
        return new SurveyResponse(customer, Instant.FromUnixTimeTicks(Columns.Time[row]), Columns.Surveys[Columns.Survey[row]], Columns.Score[row])
        {
            Touchpoint = string.Equals(touchpoint, SurveyColumns.NoTouchpoint, StringComparison.Ordinal) ? null : touchpoint,
            Comment = Columns.Comments?[row],
        };
    }

    private static void Add(SurveyRowCollector<CustomerId> rows, SurveyResponse? response)
    {
        if (response is null)
        {
            throw new ArgumentException(FormattableString.Invariant($"Response {rows.Count} is null; expected a response."), nameof(response));
        }

        rows.Add(response.Customer, response.At, response.Survey, response.Score, response.Touchpoint, response.Comment);
    }

    private static int PositionOf(string name, string[] names, string what, string parameter)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        int found = Array.BinarySearch(names, name, StringComparer.Ordinal);
        return found >= 0
            ? found
            : throw new ArgumentException(FormattableString.Invariant($"There is no {what} '{name}'; {(names.Length == 0 ? "there are no responses" : $"there are '{string.Join("', '", names)}'")}."), parameter);
    }

    private SurveyTimeline Where(Func<int, bool> keeps)
    {
        (SurveyColumns columns, int[] customers) = Columns.Where(keeps);
        return new SurveyTimeline(Kind, columns, new SomeCustomers(names, customers));
    }

    /// <summary>How much there is in it.</summary>
    public override string ToString() => FormattableString.Invariant($"{ResponseCount} responses of {CustomerCount} customers");
}
