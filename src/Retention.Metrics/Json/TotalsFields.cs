using System.Globalization;
using System.Text.Json;

namespace Retention.Metrics.Json;

/// <summary>The fields of totals in JSON, in the order in which they are written: each with its name, how it is written and how it is read.</summary>
/// <typeparam name="TTotals">The totals.</typeparam>
/// <param name="what">What they are, for messages.</param>
internal sealed class TotalsFields<TTotals>(string what)
    where TTotals : struct
{
    private readonly List<Field> fields = [];

    /// <summary>Adds a count.</summary>
    public TotalsFields<TTotals> Count(string name, Func<TTotals, long> get, Func<TTotals, long, TTotals> set) =>
        Add(name, (json, totals) => json.WriteNumber(name, get(totals)), (json, totals) => set(totals, json.Count(name)));

    /// <summary>Adds a whole number of 32 bits.</summary>
    public TotalsFields<TTotals> Whole(string name, Func<TTotals, int> get, Func<TTotals, int, TTotals> set) =>
        Add(name, (json, totals) => json.WriteNumber(name, get(totals)), (json, totals) => set(totals, JsonText.Whole(json[name], $"{what}.{name}")));

    /// <summary>Adds an amount, as whole millionths in a string.</summary>
    public TotalsFields<TTotals> Millionths(string name, Func<TTotals, Int128> get, Func<TTotals, Int128, TTotals> set) =>
        Add(name, (json, totals) => json.WriteString(name, get(totals).ToString(CultureInfo.InvariantCulture)), (json, totals) => set(totals, json.Millionths(name)));

    /// <summary>Adds an amount of 64 bits, as whole millionths in a string.</summary>
    public TotalsFields<TTotals> Millionths64(string name, Func<TTotals, long> get, Func<TTotals, long, TTotals> set) => Millionths(
        name,
        totals => get(totals),
        (totals, millionths) => millionths >= long.MinValue && millionths <= long.MaxValue
            ? set(totals, (long)millionths)
            : throw new FormatException(FormattableString.Invariant($"{what}.{name} is {millionths}; expected whole millionths of 64 bits in a string.")));

    /// <summary>Adds a number with a fraction.</summary>
    public TotalsFields<TTotals> Number(string name, Func<TTotals, decimal> get, Func<TTotals, decimal, TTotals> set) => Add(
        name,
        (json, totals) =>
        {
            json.WritePropertyName(name);
            json.WriteRawValue(JsonText.Digits(get(totals)));
        },
        (json, totals) => set(totals, json.Number(name)));

    /// <summary>Adds a number that there may be none of.</summary>
    public TotalsFields<TTotals> Optional(string name, Func<TTotals, double?> get, Func<TTotals, double?, TTotals> set) => Add(
        name,
        (json, totals) =>
        {
            json.WritePropertyName(name);
            if (get(totals) is { } number)
            {
                json.WriteNumberValue(number);
            }
            else
            {
                json.WriteNullValue();
            }
        },
        (json, totals) => set(totals, json.FindDouble(name)));

    /// <summary>Writes totals.</summary>
    public void Write(Utf8JsonWriter json, TTotals totals)
    {
        json.WriteStartObject();
        fields.ForEach(field => field.Write(json, totals));
        json.WriteEndObject();
    }

    /// <summary>Reads totals.</summary>
    /// <exception cref="FormatException">A field is missing, unknown or repeated, or has another form.</exception>
    public TTotals Read(JsonElement json)
    {
        var read = new JsonFields(json, what, [.. fields.Select(field => field.Name)]);
        return fields.Aggregate(default(TTotals), (totals, field) => field.Read(read, totals));
    }

    private TotalsFields<TTotals> Add(string name, Action<Utf8JsonWriter, TTotals> write, Func<JsonFields, TTotals, TTotals> read)
    {
        fields.Add(new Field(name, write, read));
        return this;
    }

    private sealed record Field(string Name, Action<Utf8JsonWriter, TTotals> Write, Func<JsonFields, TTotals, TTotals> Read);
}
