namespace Retention.Metrics.Tool.Options;

/// <summary>A file of responses to surveys of one kind.</summary>
/// <param name="Path">The file.</param>
/// <param name="Kind">The kind of survey.</param>
/// <param name="Survey">The survey that is read; all of the file where there is none.</param>
internal sealed record ResponseSource(string Path, SurveyKind Kind, string? Survey);
