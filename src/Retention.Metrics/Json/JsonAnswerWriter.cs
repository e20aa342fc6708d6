using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Retention.Metrics.Json;

/// <summary>Writes the fields of one answer to JSON.</summary>
internal sealed class JsonAnswerWriter
{
    private readonly Utf8JsonWriter json;
    private List<(string Name, RecurringRevenue Revenue)>? exact;

    private JsonAnswerWriter(Utf8JsonWriter json) => this.json = json;

    /// <summary>Writes an answer, and behind its fields the exact amounts of those that are rounded.</summary>
    public static void Write(Utf8JsonWriter json, IJsonAnswer answer) => Write(json, answer, static (fields, one) => one.WriteFields(fields));

    private static void Write<T>(Utf8JsonWriter json, T value, Action<JsonAnswerWriter, T> writeFields)
    {
        json.WriteStartObject();
        var fields = new JsonAnswerWriter(json);
        writeFields(fields, value);
        if (fields.exact is not null)
        {
            json.WriteStartObject("exact");
            foreach ((string name, RecurringRevenue revenue) in fields.exact)
            {
                json.WriteString(name, JsonNumbers.Millionths(revenue));
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>Writes fields that have a form of their own.</summary>
    public void AddFields(Action<Utf8JsonWriter> write) => write(json);

    public void Add(string name, string? text) => json.WriteString(name, text);

    public void Add(string name, bool? flag)
    {
        if (flag is { } value)
        {
            json.WriteBoolean(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    public void Add(string name, long? count) => Digits(name, count?.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public void Add(string name, decimal? number) => Digits(name, number is { } value ? SignificantDigits.Of(value) : null);

    public void Add(string name, double? number) => Digits(name, JsonNumbers.Digits(number));

    public void Add(string name, Money? amount) => Digits(name, amount is { } value ? JsonNumbers.Digits(value) : null);

    public void Add(string name, RecurringRevenue revenue)
    {
        Digits(name, revenue.MonthlyDigits);
        (exact ??= []).Add((name, revenue));
    }

    public void Add(string name, Ratio rate)
    {
        json.WritePropertyName(name);
        JsonNumbers.Write(json, rate);
    }

    public void Add(string name, AverageMoney average) => Add(name, average.Parts);

    public void Add(string name, Currency currency) => json.WriteString(name, currency.Code);

    public void Add(string name, CustomerId id) => json.WriteString(name, JsonText.Writable(id.Value, typeof(CustomerId)));

    public void Add(string name, SubscriptionId id) => json.WriteString(name, JsonText.Writable(id.Value, typeof(SubscriptionId)));

    public void Add(string name, Instant? instant) => json.WriteString(name, instant is { } at ? JsonText.Of(at) : null);

    public void Add(string name, ZonedDateTime local) => json.WriteString(name, OffsetDateTimePattern.Rfc3339.Format(local.ToOffsetDateTime()));

    public void Add(string name, LocalDate? date) => json.WriteString(name, date is { } day ? LocalDatePattern.Iso.Format(day) : null);

    public void Add(string name, YearMonth month) => json.WriteString(name, YearMonthPattern.Iso.Format(month));

    public void Add<TChoice>(string name, TChoice choice)
        where TChoice : struct, Enum =>
        json.WriteString(name, JsonText.Of(choice));

    public void Add<TChoice>(string name, TChoice? choice)
        where TChoice : struct, Enum =>
        json.WriteString(name, choice is { } one ? JsonText.Of(one) : null);

    public void Add(string name, IJsonAnswer? answer) => Add(name, answer, Write);

    /// <summary>Writes a value by its own converter, or null.</summary>
    public void Add<T>(string name, T? value, Action<Utf8JsonWriter, T> write)
    {
        json.WritePropertyName(name);
        Item(value, write);
    }

    public void AddAll<T>(string name, IEnumerable<T> answers)
        where T : IJsonAnswer? =>
        AddAll(name, answers, static (json, answer) => Write(json, answer!));

    /// <summary>Writes an array of objects that are no answers of their own.</summary>
    public void AddObjects<T>(string name, IEnumerable<T> values, Action<JsonAnswerWriter, T> writeFields) =>
        AddAll(name, values, (json, value) => Write(json, value, writeFields));

    public void AddAll(string name, IEnumerable<string> texts) => AddAll(name, texts, static (json, text) => json.WriteStringValue(text));

    /// <summary>Writes an array of values, each by its own converter.</summary>
    public void AddAll<T>(string name, IEnumerable<T> values, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (T value in values)
        {
            Item(value, write!);
        }

        json.WriteEndArray();
    }

    private void Item<T>(T? value, Action<Utf8JsonWriter, T> write)
    {
        if (value is null)
        {
            json.WriteNullValue();
        }
        else
        {
            write(json, value);
        }
    }

    private void Digits(string name, string? digits)
    {
        json.WritePropertyName(name);
        JsonNumbers.Write(json, digits);
    }
}
