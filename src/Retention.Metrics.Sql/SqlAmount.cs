using System.Globalization;

namespace Retention.Metrics.Sql;

/// <summary>A column with an amount, in what it is counted, and by what it is multiplied.</summary>
/// <remarks>For revenue the product is what is paid in a year; a price of a month is multiplied by 12. For orders it is the amount of the order.</remarks>
/// <example><code>
/// SqlAmount cents = SqlAmount.MinorUnits("cents").Times(12);                   // 4900 a month
/// SqlAmount price = SqlAmount.Decimal("price").Times("charges_per_year");      // 49.00, and 12 in another column
/// SqlAmount annual = SqlAmount.AnnualMillionths("annual");                     // 588000000
/// </code></example>
public sealed class SqlAmount
{
    private readonly Unit unit;
    private readonly string? factorColumn;
    private readonly long factor;

    private SqlAmount(string column, Unit unit, long factor = 1, string? factorColumn = null)
    {
        SqlTable.RequireIdentifier(column, nameof(column));
        Column = column;
        this.unit = unit;
        this.factor = factor;
        this.factorColumn = factorColumn;
    }

    private enum Unit
    {
        Minor,
        Major,
        Millionths,
    }

    /// <summary>The column.</summary>
    public string Column { get; }

    /// <summary>Whole numbers of the currency's smallest unit: 4900 is 49.00 EUR, and 4900 JPY.</summary>
    /// <param name="column">The column.</param>
    public static SqlAmount MinorUnits(string column) => new(column, Unit.Minor);

    /// <summary>Decimal numbers of the currency's unit, with up to six decimals: 49.00.</summary>
    /// <param name="column">The column.</param>
    public static SqlAmount Decimal(string column) => new(column, Unit.Major);

    /// <summary>Whole millionths of the currency's unit; for revenue, what is paid in a year.</summary>
    /// <param name="column">The column.</param>
    public static SqlAmount AnnualMillionths(string column) => new(column, Unit.Millionths);

    /// <summary>The same amount multiplied by a constant: 12 for a price of a month.</summary>
    /// <param name="factor">The factor, 1 to 1,000,000.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="factor"/> is not 1 to 1,000,000.</exception>
    public SqlAmount Times(int factor) => factor is >= 1 and <= 1_000_000
        ? new SqlAmount(Column, unit, factor, factorColumn)
        : throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor must be between 1 and 1,000,000.");

    /// <summary>The same amount multiplied by an integer column: how often it is charged in a year, or a quantity.</summary>
    /// <param name="column">The column of factors, each 0 to 1,000,000.</param>
    public SqlAmount Times(string column)
    {
        SqlTable.RequireIdentifier(column, nameof(column));
        return new SqlAmount(Column, unit, factor, column);
    }

    /// <summary>The column of factors, where there is one.</summary>
    internal string? FactorColumn => factorColumn;

    /// <summary>By what the stored number is multiplied to become millionths, the column of factors apart.</summary>
    internal long ConstantFactor(Currency currency) => unit == Unit.Minor ? factor * currency.MillionthsPerMinorUnit : factor;

    /// <summary>The stored number as an integer.</summary>
    internal string Stored(SqlDialect dialect, string expression) => unit == Unit.Major ? dialect.Millionths(expression) : dialect.BigInteger(expression);

    /// <summary>The condition that the integer is not the number as given.</summary>
    internal string IsInexact(string given, string stored) => unit == Unit.Major ? string.Concat(given, " <> ", stored, " / 1000000.0") : string.Concat(given, " <> ", stored);

    /// <summary>The column, and by what it is multiplied.</summary>
    public override string ToString() => FormattableString.Invariant($"{Column} ({unit}) × {factor}{(factorColumn is null ? "" : " × " + factorColumn)}");
}
