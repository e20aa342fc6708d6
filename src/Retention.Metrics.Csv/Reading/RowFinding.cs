namespace Retention.Metrics.Csv.Reading;

/// <summary>What is wrong with a row.</summary>
/// <param name="Row">The row.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Message">The same in words.</param>
/// <param name="Lines">The lines that it concerns.</param>
internal readonly record struct RowFinding(int Row, FindingKind Kind, FormattableString Message, long[] Lines);
