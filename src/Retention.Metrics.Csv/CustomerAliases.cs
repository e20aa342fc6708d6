using System.Diagnostics.CodeAnalysis;
using System.Text;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv;

/// <summary>Further ids of customers: a customer who comes under several is one.</summary>
/// <remarks>An alias may lead to another alias. Chains are followed to their end; a circle, and an alias of two customers, are refused.</remarks>
/// <example><code>
/// var options = new CsvImportOptions { Aliases = CustomerAliases.Of(new Dictionary&lt;string, string&gt; { ["cus_8231"] = "acme" }) };
/// </code></example>
public sealed class CustomerAliases
{
    private readonly Dictionary<byte[], byte[]> ids;
    private readonly Dictionary<byte[], byte[]>.AlternateLookup<ReadOnlySpan<byte>> lookup;

    private CustomerAliases(Dictionary<byte[], byte[]> ids)
    {
        this.ids = ids;
        lookup = ids.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>How many further ids there are.</summary>
    public int Count => ids.Count;

    /// <summary>Further ids, each with the id of its customer.</summary>
    /// <exception cref="ArgumentException">An id is blank, or aliases lead in a circle.</exception>
    public static CustomerAliases Of(IReadOnlyDictionary<string, string> customerOfAlias)
    {
        ArgumentNullException.ThrowIfNull(customerOfAlias);
        var ids = new Dictionary<byte[], byte[]>(IdBytes.Instance);
        foreach ((string alias, string customer) in customerOfAlias)
        {
            if (string.IsNullOrWhiteSpace(alias) || string.IsNullOrWhiteSpace(customer))
            {
                throw new ArgumentException($"The alias '{alias}' of customer '{customer}' is not valid; both must be ids that are not blank.", nameof(customerOfAlias));
            }

            string own = EndOf(alias, customerOfAlias);
            if (!string.Equals(own, alias, StringComparison.Ordinal))
            {
                ids.Add(Encoding.UTF8.GetBytes(alias), Encoding.UTF8.GetBytes(own));
            }
        }

        return new CustomerAliases(ids);
    }

    /// <summary>Reads a file with the columns <c>alias</c> and <c>customer_id</c>, or Lago's export of invoices, in which the id of an invoice means its customer.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">A column is missing, an id is blank, an alias has two customers, or aliases lead in a circle; the message names the line.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CustomerAliases FromCsv(string path)
    {
        using FileStream file = File.OpenRead(path);
        return FromCsv(file);
    }

    /// <summary>Reads a stream, which stays open.</summary>
    /// <inheritdoc cref="FromCsv(string)"/>
    public static CustomerAliases FromCsv(Stream stream)
    {
        string[] ours = ["alias", "customer_id"], ofLago = ["lago_id", "customer_external_id"];
        using var table = PlainTable.Open(stream, null, names => Array.TrueForAll(ofLago, column => names.Contains(column, StringComparer.OrdinalIgnoreCase)) ? ofLago : ours);
        var customers = new Dictionary<string, string>(StringComparer.Ordinal);
        while (table.Read())
        {
            string alias = table.Id(0), customer = table.Id(1);
            if (!customers.TryAdd(alias, customer) && !string.Equals(customers[alias], customer, StringComparison.Ordinal))
            {
                throw new InvalidDataException(FormattableString.Invariant($"line {table.Line}: the alias '{alias}' is of customer '{customer}', and on a line before of customer '{customers[alias]}'; an alias has one customer"));
            }
        }

        try
        {
            return Of(customers);
        }
        catch (ArgumentException circle)
        {
            throw new InvalidDataException(circle.Message.Split(" (Parameter '")[0], circle);
        }
    }

    /// <summary>The id of the customer of an id: itself where it is no alias.</summary>
    internal ReadOnlySpan<byte> IdOf(ReadOnlySpan<byte> id) => lookup.TryGetValue(id, out byte[]? own) ? own : id;

    private static string EndOf(string alias, IReadOnlyDictionary<string, string> customers)
    {
        string id = alias;
        for (int steps = 0; customers.TryGetValue(id, out string? next) && !string.Equals(next, id, StringComparison.Ordinal); id = next, steps++)
        {
            if (steps > customers.Count)
            {
                throw new ArgumentException($"The alias '{alias}' leads back to itself, by way of '{next}'; an alias must lead to a customer.", nameof(customers));
            }
        }

        return id;
    }

    private sealed class IdBytes : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly IdBytes Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }
    }

    /// <summary>How many further ids there are.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count} aliases");
}
