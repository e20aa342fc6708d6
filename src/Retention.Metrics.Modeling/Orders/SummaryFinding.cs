using System.Globalization;
using System.Text.Json.Serialization;

namespace Retention.Metrics.Modeling;

/// <summary>What is impossible about a row of frequency, recency and age.</summary>
[JsonConverter(typeof(ChoiceJsonConverter<SummaryFindingKind>))]
public enum SummaryFindingKind
{
    /// <summary>A figure is missing, or is not a number.</summary>
    NotANumber,

    /// <summary>A figure is negative.</summary>
    Negative,

    /// <summary>The number of repeat purchases is not whole, or too large to be a count.</summary>
    FractionalFrequency,

    /// <summary>The last purchase lies after the end of observation.</summary>
    RecencyBeyondAge,

    /// <summary>There is no repeat purchase, and still a last purchase after the first, or a value of repeat purchases.</summary>
    WithoutRepeat,

    /// <summary>The customer is in several rows.</summary>
    RepeatedCustomer,

    /// <summary>The row has no customer, although others have.</summary>
    NoCustomer,
}

/// <summary>A row that cannot be true, with the value and what is expected.</summary>
/// <param name="Line">The line of the file on which the row begins; of rows from code, the number of the row from 1 on.</param>
/// <param name="Kind">What is impossible.</param>
/// <param name="Message">The column, its value and what is expected.</param>
[JsonConverter(typeof(AnswerJsonConverter))]
[ComputedBy("PurchaseSummaryImport")]
public sealed record SummaryFinding(long Line, SummaryFindingKind Kind, string Message) : IJsonAnswer
{
    /// <summary>The line and what is wrong with it.</summary>
    /// <returns>For example <c>line 3: the recency 40 must be at most the age 38.86</c>.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"line {Line}: {Message}");

    void IJsonAnswer.WriteFields(JsonAnswerWriter json)
    {
        json.Add("line", Line);
        json.Add("kind", Kind);
        json.Add("message", Message);
    }
}
