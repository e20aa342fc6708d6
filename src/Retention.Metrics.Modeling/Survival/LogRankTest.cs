using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Retention.Metrics.Modeling;

/// <summary>The result of a test of the log-rank family.</summary>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("LogRank")]
public sealed class LogRankTest : IEquatable<LogRankTest>, IJsonAnswer
{
    private readonly double[] covariance;

    internal LogRankTest(
        LogRankWeights weights, ImmutableArray<LogRankGroup> groups, double[] covariance, double? chiSquare, int degrees, ImmutableArray<LogRankStratum> strata)
    {
        this.covariance = covariance;
        Weights = weights;
        Groups = groups;
        ChiSquare = chiSquare;
        DegreesOfFreedom = degrees;
        Strata = strata;
        PValue = chiSquare is { } statistic ? LogRank.UpperTail(statistic, degrees) : null;
    }

    /// <summary>The weights of the test.</summary>
    public LogRankWeights Weights { get; }

    /// <summary>What was observed and expected in each group, in the order of their names.</summary>
    public ImmutableArray<LogRankGroup> Groups { get; }

    /// <summary>The strata within which groups were compared, in the order of their names; empty for a test without strata.</summary>
    public ImmutableArray<LogRankStratum> Strata { get; }

    /// <summary>The test statistic; <see langword="null"/> when the groups were never at risk together at a churn.</summary>
    public double? ChiSquare { get; }

    /// <summary>The degrees of freedom: distinguishable groups, less one; 0 when there is no statistic.</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>
    /// The chance of a statistic at least this large if all groups churned alike; <see langword="null"/> with it.
    /// </summary>
    public double? PValue { get; }

    /// <summary>The covariance of observed less expected of two groups, by the hypergeometric formula.</summary>
    /// <param name="row">The index of a group.</param>
    /// <param name="column">The index of a group.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such group.</exception>
    /// <returns>The covariance; the variance on the diagonal.</returns>
    public double Covariance(int row, int column)
    {
        RequireGroup(row, nameof(row));
        RequireGroup(column, nameof(column));
        return covariance[(row * Groups.Length) + column];
    }

    /// <summary>Whether both tests hold the same figures.</summary>
    /// <param name="other">Another test.</param>
    /// <returns><see langword="true"/> when weights, groups and statistic are equal.</returns>
    public bool Equals(LogRankTest? other) =>
        other is not null
        && Weights == other.Weights
        && Groups.SequenceEqual(other.Groups)
        && Strata.SequenceEqual(other.Strata)
        && Nullable.Equals(ChiSquare, other.ChiSquare)
        && DegreesOfFreedom == other.DegreesOfFreedom
        && covariance.AsSpan().SequenceEqual(other.covariance);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LogRankTest);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Weights, Groups.Length, ChiSquare, DegreesOfFreedom);

    /// <summary>Writes the statistic and its p-value, and the number of strata where there are any.</summary>
    /// <returns>For example <c>LogRank: chi-square 3.396 on 1, p 0.0653</c>.</returns>
    public override string ToString() => ChiSquare is null
        ? $"{Title}: undefined"
        : string.Create(
            CultureInfo.InvariantCulture, $"{Title}: chi-square {ChiSquare:0.###} on {DegreesOfFreedom}, p {PValue:G3}");

    private string Title => Strata.IsEmpty ? Weights.ToString() : FormattableString.Invariant($"{Weights} in {Strata.Length} strata");

    private void RequireGroup(int index, string parameter)
    {
        if (index < 0 || index >= Groups.Length)
        {
            throw new ArgumentOutOfRangeException(
                parameter, index, FormattableString.Invariant($"The index must be 0 or more and below {Groups.Length}."));
        }
    }

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("weights", Weights.ToString());
        json.Add("chiSquare", ChiSquare);
        json.Add("degreesOfFreedom", DegreesOfFreedom);
        json.Add("pValue", PValue);
        json.AddAll("segments", Groups);
        json.AddAll("strata", Strata);
    }
}

/// <summary>One stratum of a stratified test, with the test of it alone.</summary>
/// <param name="Name">The name of the stratum.</param>
/// <param name="Customers">The customers in it.</param>
/// <param name="Churned">The customers of it who churned.</param>
/// <param name="ChiSquare">The statistic of the stratum alone; <see langword="null"/> when its groups were never at risk together at a churn.</param>
/// <param name="DegreesOfFreedom">The degrees of freedom of it alone.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("LogRank")]
public readonly record struct LogRankStratum(string Name, int Customers, int Churned, double? ChiSquare, int DegreesOfFreedom) : IJsonAnswer
{
    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(LogRankStratum), PrintMembers);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("stratum", Name);
        json.Add("customers", Customers);
        json.Add("churned", Churned);
        json.Add("chiSquare", ChiSquare);
        json.Add("degreesOfFreedom", DegreesOfFreedom);
    }
}

/// <summary>What a test of the log-rank family saw in one group.</summary>
/// <param name="Name">The name of the group.</param>
/// <param name="Customers">The customers in it.</param>
/// <param name="Observed">Churns observed, each times its weight.</param>
/// <param name="Expected">Churns expected if all groups churned alike, each times its weight.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("LogRank")]
public readonly record struct LogRankGroup(string Name, int Customers, double Observed, double Expected) : IJsonAnswer
{
    /// <summary>The members, the same in every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => InvariantText.Of(nameof(LogRankGroup), PrintMembers);

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("segment", Name);
        json.Add("customers", Customers);
        json.Add("observed", Observed);
        json.Add("expected", Expected);
    }
}
