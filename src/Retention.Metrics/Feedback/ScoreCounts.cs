using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;

namespace Retention.Metrics;

/// <summary>How many responses of a period have each score: the totals from which a row of <see cref="Nps"/>, <see cref="Csat"/> or <see cref="Ces"/> is made.</summary>
/// <remarks>
/// The counts come from whatever engine has computed them: this library, a database, a test. One response for each customer, survey and period is counted: the latest.
/// <see langword="default"/> is an NPS survey without a response.
/// </remarks>
/// <example><code>
/// var counts = new ScoreCounts(SurveyKind.Csat, 1, 0, 2, 3, 4); // scores 1 to 5
/// counts.Responses;     // 10
/// counts[5];            // 4
/// counts.Between(4, 5); // 7
/// </code></example>
[JsonConverter(typeof(ScoreCountsJsonConverter))]
public readonly struct ScoreCounts : IEquatable<ScoreCounts>, IAdditionOperators<ScoreCounts, ScoreCounts, ScoreCounts>
{
    private readonly long[]? counts;

    /// <summary>Counts of responses.</summary>
    /// <param name="kind">The kind of survey, which determines the scale.</param>
    /// <param name="counts">The number of responses of each score, from the lowest of the scale to the highest.</param>
    /// <exception cref="ArgumentOutOfRangeException">The kind is not one of the enumeration.</exception>
    /// <exception cref="ArgumentException">There is not one number for each score, or one is below 0.</exception>
    public ScoreCounts(SurveyKind kind, params ReadOnlySpan<long> counts)
    {
        SurveyScale scale = SurveyScale.Of(kind);
        if (counts.Length != scale.Highest - scale.Lowest + 1)
        {
            throw new ArgumentException(FormattableString.Invariant($"There are {counts.Length} counts; {scale.Name} has scores from {scale.Lowest} to {scale.Highest}, so expected {scale.Highest - scale.Lowest + 1}."), nameof(counts));
        }

        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] < 0)
            {
                throw new ArgumentException(FormattableString.Invariant($"The count of score {scale.Lowest + i} is {counts[i]}; it must be 0 or more."), nameof(counts));
            }
        }

        Kind = kind;
        this.counts = counts.ToArray();
    }

    /// <summary>The kind of survey.</summary>
    public SurveyKind Kind { get; }

    /// <summary>All responses.</summary>
    public long Responses => Between(Scale.Lowest, Scale.Highest);

    /// <summary>The responses of a score.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The score is not on the scale.</exception>
    public long this[int score] => Scale.Contains(score)
        ? counts?[score - Scale.Lowest] ?? 0
        : throw new ArgumentOutOfRangeException(nameof(score), score, FormattableString.Invariant($"A score of {Scale.Name} is between {Scale.Lowest} and {Scale.Highest}."));

    /// <summary>The scale of the survey.</summary>
    internal SurveyScale Scale => SurveyScale.Of(Kind);

    /// <summary>The responses from one score to another, both included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A score is not on the scale.</exception>
    public long Between(int lowest, int highest)
    {
        long sum = 0;
        for (int score = lowest; score <= highest; score++)
        {
            sum += this[score];
        }

        return sum;
    }

    /// <summary>Adds the responses of other customers in the same period.</summary>
    /// <exception cref="ArgumentException">The kinds differ.</exception>
    public static ScoreCounts operator +(ScoreCounts left, ScoreCounts right)
    {
        if (left.Kind != right.Kind)
        {
            throw new ArgumentException(FormattableString.Invariant($"Responses of {left.Scale.Name} and of {right.Scale.Name} do not add; expected one kind of survey."), nameof(right));
        }

        long[] sums = left.All();
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += right[left.Scale.Lowest + i];
        }

        return new ScoreCounts(left.Kind, sums);
    }

    /// <summary>Whether both have equal counts of one kind.</summary>
    public static bool operator ==(ScoreCounts left, ScoreCounts right) => left.Equals(right);

    /// <summary>Whether the kind or a count differs.</summary>
    public static bool operator !=(ScoreCounts left, ScoreCounts right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(ScoreCounts other) => Kind == other.Kind && All().AsSpan().SequenceEqual(other.All());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ScoreCounts other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(Kind);
        foreach (long count in All())
        {
            hash.Add(count);
        }

        return hash.ToHashCode();
    }

    /// <summary>The kind and the counts: <c>CSAT 1, 0, 2, 3, 4</c>.</summary>
    public override string ToString() => $"{Scale.Name} {string.Join(", ", All().Select(count => count.ToString(CultureInfo.InvariantCulture)))}";

    /// <summary>The counts of all scores, in an array of the caller's.</summary>
    internal long[] All() => counts is null ? new long[Scale.Highest - Scale.Lowest + 1] : [.. counts];

    /// <summary>Refuses totals of an answer that are not one for each period, or are of another kind.</summary>
    internal static PeriodTotals<ScoreCounts> Checked(ReportingPeriods periods, IReadOnlyList<ScoreCounts> totals, SurveyKind kind)
    {
        ArgumentNullException.ThrowIfNull(periods);
        TotalsArgument.RequireOnePerPeriod(periods, totals);
        for (int period = 0; period < totals.Count; period++)
        {
            TotalsArgument.RequireNoContradiction(periods, period, totals, totals[period].Kind != kind
                ? FormattableString.Invariant($"the counts are of {totals[period].Scale.Name}; they must be of {SurveyScale.NameOf(kind)}")
                : null);
        }

        return new PeriodTotals<ScoreCounts>(totals);
    }
}
