namespace Retention.Metrics.Rivals.Measuring;

/// <summary>Who takes part, as options and results have it.</summary>
internal static class RivalNames
{
    public const string Ours = "ours";
    public const string Tuned = "tuned";
    public const string Linq = "linq";
    public const string DuckDb = "duckdb";
    public const string Polars = "polars";
    public const string Pandas = "pandas";

    /// <summary>The name as it is shown.</summary>
    public static string Shown(string name) => name switch
    {
        Linq => "LINQ",
        DuckDb => "DuckDB",
        Polars => "Polars",
        _ => name,
    };
}
