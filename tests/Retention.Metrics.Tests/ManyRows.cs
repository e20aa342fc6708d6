namespace Retention.Metrics.Tests;

/// <summary>Tests over so many rows that work is really split among threads: seconds each, so a mutation run leaves them out.</summary>
internal static class ManyRows
{
    public const string LeftOut = "RETENTION_MANY_ROWS is no: tests over very many rows are left out.";

    public static bool AreRead => Environment.GetEnvironmentVariable("RETENTION_MANY_ROWS") is not "no";
}
