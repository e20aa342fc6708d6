using System.Globalization;
using System.Text;

namespace Retention.Metrics.Modeling.Orders;

/// <summary>Reads a file of frequency, recency and age, row by row.</summary>
internal sealed class SummaryTable
{
    private const NumberStyles Style = NumberStyles.Float;

    // Names without case, points, blanks and underscores.
    private static readonly string[] Customer = ["customerid", "customer", "cust", "custid", "id"];
    private static readonly string[] Frequency = ["frequency", "frequencycal", "x", "xcal"];
    private static readonly string[] Recency = ["recency", "recencycal", "tx", "txcal"];
    private static readonly string[] Age = ["t", "tcal", "age"];
    private static readonly string[] Value = ["monetaryvalue", "monetaryvaluecal", "mx", "meanvalue", "meanrepeatvalue"];
    private static readonly char[] Separators = [',', ';', '\t'];
    private static readonly string[] Units = ["day", "week", "month", "year"];

    private readonly TextReader text;
    private readonly char separator;
    private readonly int customer, frequency, recency, age, value;
    private readonly int width;
    private long line;

    public SummaryTable(TextReader text, ModelUnit unit)
    {
        this.text = text;
        (string header, _) = NextRecord() ?? throw new InvalidDataException("the file is empty; expected a header with the columns frequency, recency and T");
        separator = Separators.MaxBy(one => header.Count(character => character == one));
        string[] names = Split(header, 1);
        width = names.Length;
        customer = Find(names, Customer, unit);
        customer = customer < 0 && names[0].Length == 0 ? 0 : customer;
        frequency = Required(names, Frequency, unit, "frequency (or x)");
        recency = Required(names, Recency, unit, "recency (or t.x)");
        age = Required(names, Age, unit, "T (or T.cal)");
        value = Find(names, Value, unit);
    }

    public bool HasValues => value >= 0;

    public IEnumerable<(long Line, PurchaseSummaryRow Row, SummaryFinding? Unreadable)> Read()
    {
        while (NextRecord() is var (record, start))
        {
            if (record.Length == 0)
            {
                continue;
            }

            string[] cells = Split(record, start);
            yield return (start, Row(cells, start, out SummaryFinding? unreadable), unreadable);
        }
    }

    private PurchaseSummaryRow Row(string[] cells, long start, out SummaryFinding? unreadable)
    {
        string? id = customer < 0 || customer >= cells.Length ? null : cells[customer];
        unreadable = cells.Length == width
            ? null
            : new SummaryFinding(start, SummaryFindingKind.NotANumber, string.Create(CultureInfo.InvariantCulture, $"the row has {cells.Length} cells; the header has {width}"));
        if (unreadable is not null)
        {
            return new PurchaseSummaryRow(id, double.NaN, double.NaN, double.NaN);
        }

        double x = Number(cells[frequency], "frequency", start, ref unreadable);
        double tx = Number(cells[recency], "recency", start, ref unreadable);
        double t = Number(cells[age], "age", start, ref unreadable);
        decimal? mean = value < 0 || cells[value].Length == 0 ? null : Amount(cells[value], start, ref unreadable);
        return new PurchaseSummaryRow(id, x, tx, t, mean);
    }

    private static double Number(string cell, string name, long start, ref SummaryFinding? unreadable)
    {
        if (double.TryParse(cell, Style, CultureInfo.InvariantCulture, out double number))
        {
            return number;
        }

        unreadable ??= new SummaryFinding(start, SummaryFindingKind.NotANumber, $"the {name} '{cell}' must be a number with a decimal point");
        return double.NaN;
    }

    private static decimal? Amount(string cell, long start, ref SummaryFinding? unreadable)
    {
        if (decimal.TryParse(cell, Style, CultureInfo.InvariantCulture, out decimal amount))
        {
            return amount;
        }

        unreadable ??= new SummaryFinding(start, SummaryFindingKind.NotANumber, $"the mean value '{cell}' must be an amount with a decimal point, or empty");
        return null;
    }

    private static int Required(string[] names, string[] known, ModelUnit unit, string asked)
    {
        int found = Find(names, known, unit);
        return found >= 0
            ? found
            : throw new InvalidDataException($"the header has no column {asked}; it has {string.Join(", ", names.Select(name => $"'{name}'"))}");
    }

    private static int Find(string[] names, string[] known, ModelUnit unit)
    {
        int found = -1;
        for (int i = 0; i < names.Length; i++)
        {
            string plain = Plain(names[i]);
            string? stated = Units.FirstOrDefault(one => plain.EndsWith(one + "s", StringComparison.Ordinal) && known.Contains(plain[..^(one.Length + 1)], StringComparer.Ordinal));
            if (stated is null && !known.Contains(plain, StringComparer.Ordinal))
            {
                continue;
            }

            if (stated is not null && stated != unit.Name)
            {
                throw new InvalidDataException($"the column '{names[i]}' counts {stated}s, and {unit.Name}s were stated; state the unit of the file");
            }

            found = found < 0
                ? i
                : throw new InvalidDataException($"the columns '{names[found]}' and '{names[i]}' mean the same; expected one of them");
        }

        return found;
    }

    private static string Plain(string name) =>
        string.Concat(name.Where(character => character is not ('.' or '_' or ' ' or '-'))).ToLowerInvariant();

    // A record ends with its line, unless a quoted cell goes on.
    private (string Record, long Start)? NextRecord()
    {
        string? next = text.ReadLine();
        if (next is null)
        {
            return null;
        }

        long start = ++line;
        var record = new StringBuilder(start == 1 ? next.TrimStart('\ufeff') : next);
        for (int quotes = Quotes(next); quotes % 2 == 1; quotes += Quotes(next))
        {
            next = text.ReadLine() ?? throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"the quotation mark on line {start} is not closed"));
            line++;
            record.Append('\n').Append(next);
        }

        return (record.ToString(), start);
    }

    private static int Quotes(string part) => part.Count(character => character == '"');

    private string[] Split(string record, long start)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < record.Length; i++)
        {
            char character = record[i];
            if (quoted)
            {
                if (character != '"')
                {
                    cell.Append(character);
                }
                else if (i + 1 < record.Length && record[i + 1] == '"')
                {
                    cell.Append('"');
                    i++;
                }
                else
                {
                    quoted = false;
                }
            }
            else if (character == separator)
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
            }
            else if (character == '"')
            {
                quoted = cell.ToString().Trim().Length == 0
                    ? true
                    : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"line {start} has a quotation mark within a cell; double it and enclose the cell in quotation marks"));
                cell.Clear();
            }
            else
            {
                cell.Append(character);
            }
        }

        cells.Add(cell.ToString().Trim());
        return [.. cells];
    }
}
