namespace Retention.Metrics.Csv.Reading;

/// <summary>Files that are given as CSV now and then and begin with bytes that no CSV file begins with.</summary>
internal static class OtherFormat
{
    /// <summary>What a file is, and what to do with it, or nothing where it may be CSV.</summary>
    /// <param name="head">Its first four bytes.</param>
    public static string? ProblemOf(ReadOnlySpan<byte> head) => head switch
    {
        [0x1F, 0x8B, ..] => "the file is compressed with gzip; unpack it first",
        [(byte)'P', (byte)'K', 3, 4, ..] => "the file is a workbook of Excel (.xlsx) or another ZIP archive; save the sheet as CSV, or unpack the archive",
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "the file is a workbook of Excel (.xls); save the sheet as CSV",
        _ => null,
    };
}
