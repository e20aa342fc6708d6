using Retention.Metrics.Sql;

namespace Retention.Metrics.Tool.Input.Databases;

/// <summary>Files of Parquet, known by the name <c>.parquet</c>, which may have a pattern: <c>events/*.parquet</c>. DuckDB reads them.</summary>
internal static class ParquetFile
{
    public static bool Is(string path) => path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the files.</summary>
    public static TResult Read<TResult>(string path, Terminal terminal, Func<TableReading, TResult> read)
    {
        if (Directory.Exists(path))
        {
            throw new InvalidDataException($"{path}: it is a directory, not a file");
        }

        if (!path.AsSpan().ContainsAny("*?[:") && !File.Exists(path))
        {
            throw new InvalidDataException($"{path}: there is no such file");
        }

        var table = SqlTable.Select($"SELECT * FROM read_parquet('{path.Replace("'", "''", StringComparison.Ordinal)}', union_by_name = true)");
        return TableReading.Read(DatabaseSource.OfFiles, new TableSource(table, path), terminal, read);
    }
}
