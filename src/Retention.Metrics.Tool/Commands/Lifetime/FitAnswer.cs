using System.Text.Json;
using Retention.Metrics.Modeling;
using Retention.Metrics.Tool.Output;

namespace Retention.Metrics.Tool.Commands.Lifetime;

/// <summary>The table of a fit, of whatever model.</summary>
internal static class FitAnswer
{
    /// <summary>Makes the table.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="end">The last day of the data, if they have one.</param>
    /// <param name="head">What JSON says besides the fit.</param>
    /// <param name="notes">The lines under the table.</param>
    public static Answer Of(FittedModel fit, string? end, IReadOnlyList<KeyValuePair<string, Action<Utf8JsonWriter>>> head, IReadOnlyList<string> notes)
    {
        (AnswerColumn Column, Cell Cell)[] fields =
        [
            (new("model", "model"), Cell.Text(fit.Name.Title)),
            (new("unit", "model"), Cell.Text(fit.Unit.Name)),
            .. end is null ? Array.Empty<(AnswerColumn, Cell)>() : [(new("end", "model"), Cell.Text(end))],
            (new("customers", "model"), Cell.Count(fit.Customers)),
            (new("distinctRows", "model"), Cell.Count(fit.DistinctRows)),
            .. fit.Parameters.SelectMany(parameter => new (AnswerColumn, Cell)[]
            {
                (new(parameter.Name, "parameters"), ModelCell.Number(parameter.Value)),
                (new($"{parameter.Name}StandardError", "parameters"), ModelCell.Number(parameter.StandardError)),
            }),
            (new("logLikelihood", "fit"), ModelCell.Number(fit.LogLikelihood)),
            (new("aic", "fit"), ModelCell.Number(fit.Aic)),
            (new("bic", "fit"), ModelCell.Number(fit.Bic)),
            (new("gradientNorm", Group: null), ModelCell.Number(fit.GradientNorm)),
            (new("starts", "fit"), Counted(fit.Search?.Starts)),
            (new("reachedTop", "fit"), Counted(fit.Search?.ReachedTop)),
            (new("status", "fit"), Cell.Text(Outcome(fit.Status.Outcome))),
            (new("simplerModel", Group: null), Cell.Text(fit.Status.SimplerModel)),
            (new("reason", Group: null), Cell.Text(fit.Status.Reason)),
            (new("ranAway", Group: null), Cell.Text(Joined(fit.Limits.SelectMany(limit => limit.RanAway).Distinct()))),
            (new("identified", Group: null), Cell.Text(Joined(fit.Limits.Where(limit => limit.Ratio is not null).Select(limit => $"{limit.Ratio} = {ModelCell.Number(limit.Value, "G6").Shown}")))),
        ];
        return new Answer
        {
            Rows = "fits",
            SideBySide = true,
            Columns = [.. fields.Select(field => field.Column)],
            Data = [new AnswerRow([.. fields.Select(field => field.Cell)])],
            Head = [.. head, new("fit", json => json.WriteRawValue(fit.Json))],
            Notes = notes,
        };
    }

    private static Cell Counted(int? count) => count is { } number ? Cell.Count(number) : Cell.Number(null);

    private static string? Joined(IEnumerable<string> words) => string.Join(", ", words) is { Length: > 0 } text ? text : null;

    private static string Outcome(FitOutcome outcome) => outcome switch
    {
        FitOutcome.Converged => "converged",
        FitOutcome.Boundary => "boundary",
        FitOutcome.NotIdentified => "notIdentified",
        _ => "failed",
    };
}
