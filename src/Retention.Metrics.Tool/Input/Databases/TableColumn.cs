using System.Data.Common;

namespace Retention.Metrics.Tool.Input.Databases;

/// <summary>How a value of a column becomes the text of a cell.</summary>
internal enum CellKind
{
    Text,
    Number,
    Decimal,
    Double,
    Flag,
    Uuid,
    Date,
    LocalTime,
    Instant,

    /// <summary>Bytes, which are read in hexadecimal: an id may be stored as such.</summary>
    Bytes,

    /// <summary>Each value has a type of its own.</summary>
    Any,
}

/// <summary>A column of a table that is read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">How it is written.</param>
/// <param name="IsCast">Whether the database writes it as a text.</param>
internal readonly record struct TableColumn(string Name, CellKind Kind, bool IsCast)
{
    /// <summary>Whether it holds dates or times.</summary>
    public bool IsTime => Kind is CellKind.Date or CellKind.LocalTime or CellKind.Instant;

    /// <summary>The columns of a table.</summary>
    /// <param name="reader">A reader of the table.</param>
    /// <param name="hasTypes">Whether every value of a column has the type of the column.</param>
    public static TableColumn[] AllOf(DbDataReader reader, bool hasTypes)
    {
        var columns = new List<TableColumn>();
        for (int i = 0; i < reader.FieldCount; i++)
        {
            string name = reader.GetName(i);
            if (!hasTypes)
            {
                columns.Add(new TableColumn(name, CellKind.Any, IsCast: false));
            }
            else if (KindOf(reader, i) is { } kind)
            {
                columns.Add(new TableColumn(name, kind, IsCast: false));
            }
            else
            {
                columns.Add(new TableColumn(name, CellKind.Text, IsCast: true));
            }
        }

        return [.. columns];
    }

    private static CellKind? KindOf(DbDataReader reader, int column)
    {
        string type = reader.GetDataTypeName(column);
        if (type.StartsWith("timestamp", StringComparison.OrdinalIgnoreCase))
        {
            bool isInstant = type.Contains("with time zone", StringComparison.OrdinalIgnoreCase) || type.EndsWith("tz", StringComparison.OrdinalIgnoreCase);
            return isInstant ? CellKind.Instant : CellKind.LocalTime;
        }

        return type.ToUpperInvariant() switch
        {
            "DATE" => CellKind.Date,
            "BIGINT" or "INTEGER" or "SMALLINT" or "TINYINT" => CellKind.Number,
            "REAL" or "DOUBLE" or "FLOAT" or "DOUBLE PRECISION" => CellKind.Double,
            "BOOLEAN" => CellKind.Flag,
            "UUID" => CellKind.Uuid,
            "BYTEA" or "BLOB" => CellKind.Bytes,
            "TEXT" or "VARCHAR" or "CHARACTER VARYING" => CellKind.Text,
            "NUMERIC" or "DECIMAL" => CellKind.Decimal,
            _ => null,
        };
    }
}
