using System.Text;

namespace Retention.Metrics.Csv.Reading;

/// <summary>A file with a row for each customer: <c>customer_id</c>, and attributes in all other columns.</summary>
internal static class CustomerFile
{
    public static IReadOnlyList<Customer> Read(Stream stream, CsvImportOptions options)
    {
        using var table = PlainTable.Open(stream, options.Encoding, names => [CustomerColumnOf(names, options)]);
        int[] attributes = [.. table.Others];
        if (attributes.Select(place => table.Names[place]).GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(same => same.Skip(1).Any()) is { } twice)
        {
            throw new InvalidDataException($"the header has several columns {twice.Key}");
        }

        var customers = new Dictionary<CustomerId, (long Line, Customer Customer)>();
        while (table.Read())
        {
            byte[] written = Encoding.UTF8.GetBytes(table.Id(0));
            var id = new CustomerId(options.Aliases is { } aliases ? Encoding.UTF8.GetString(aliases.IdOf(written)) : Encoding.UTF8.GetString(written));
            var customer = new Customer(id, attributes
                .Select(place => KeyValuePair.Create(table.Names[place], table.Cell(place)))
                .Where(attribute => attribute.Value.Length > 0 && !options.NullWords.Contains(attribute.Value, StringComparer.Ordinal)));
            if (!customers.TryAdd(id, (table.Line, customer)) && customers[id].Customer != customer)
            {
                throw new InvalidDataException(FormattableString.Invariant($"line {table.Line}: customer {id} has other attributes than on line {customers[id].Line}; a customer has one row, or equal ones"));
            }
        }

        return [.. customers.Values.Select(one => one.Customer)];
    }

    /// <summary>The column that names the customer: the mapped one, or ours where the file does not have it.</summary>
    private static string CustomerColumnOf(string[] names, CsvImportOptions options)
    {
        string ours = ColumnNames.Of(Column.CustomerId);
        string? mapped = options.Columns.GetValueOrDefault(ours);
        return string.IsNullOrEmpty(mapped) ? ours
            : names.Contains(mapped, StringComparer.Ordinal) ? mapped
            : names.Any(name => string.Equals(ColumnNames.Key(name), ColumnNames.Key(ours), StringComparison.Ordinal)) ? ours
            : throw new InvalidDataException($"the header has no column '{mapped}', which was to be {ours}; it has {string.Join(", ", names)}");
    }
}
