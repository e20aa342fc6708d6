using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Retention.Metrics.Tool.Output;

/// <summary>One object; the rows are an array in it.</summary>
internal static class JsonFormat
{
    // Escapes all that JSON asks for; what the relaxed encoder leaves alone matters only inside HTML, but for characters that a screen does not show.
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Of very many rows few are in memory at once.
    private const int BytesAtOnce = 1 << 16;

    public static void Write(Answer answer, TextWriter writer) => Write((json, flush) => WriteObject(answer, json, flush), writer);

    /// <summary>Writes one object with an array of answers, each as it is written alone.</summary>
    public static void Write(IReadOnlyList<CurrencyAnswer> answers, TextWriter writer) => Write(
        (json, flush) =>
        {
            json.WriteStartObject();
            json.WriteStartArray("currencies");
            foreach (CurrencyAnswer one in answers)
            {
                WriteObject(one.Named, json, flush);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        },
        writer);

    /// <summary>Writes JSON.</summary>
    /// <param name="write">Writes it, and calls the action after each row.</param>
    /// <param name="writer">Where it goes.</param>
    private static void Write(Action<Utf8JsonWriter, Action> write, TextWriter writer)
    {
        var buffer = new ArrayBufferWriter<byte>(BytesAtOnce);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            write(json, () =>
            {
                if (json.BytesPending + buffer.WrittenCount >= BytesAtOnce)
                {
                    json.Flush();
                    WriteOut();
                }
            });
        }

        WriteOut();
        writer.Write('\n');

        void WriteOut()
        {
            WriteVisible(Encoding.UTF8.GetString(buffer.WrittenSpan), writer);
            buffer.Clear();
        }
    }

    private static void WriteObject(Answer answer, Utf8JsonWriter json, Action flush)
    {
        json.WriteStartObject();
        foreach ((string name, Action<Utf8JsonWriter> value) in answer.Head)
        {
            json.WritePropertyName(name);
            value(json);
        }

        json.WriteStartArray(answer.Rows);
        foreach (AnswerRow row in answer.Data)
        {
            WriteRow(answer, row, json);
            flush();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes JSON with hidden characters escaped. They are within strings: between these are only spaces and line breaks.</summary>
    private static void WriteVisible(string json, TextWriter writer)
    {
        int written = 0;
        for (int at = 0; at < json.Length; at++)
        {
            if (json[at] >= 0x7F && Rune.TryCreate(json[at], out Rune one) && ShownText.IsHidden(one))
            {
                writer.Write(json.AsSpan(written, at - written));
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)json[at]:X4}"));
                written = at + 1;
            }
        }

        writer.Write(json.AsSpan(written));
    }

    private static void WriteRow(Answer answer, AnswerRow row, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        for (int i = 0; i < answer.Columns.Count; i++)
        {
            if (answer.Columns[i].InJsonRows)
            {
                json.WritePropertyName(answer.Columns[i].Name);
                row.Cells[i].WriteJson(json);
            }
        }

        if (row.Exact is { } exact)
        {
            json.WriteStartObject("exact");
            foreach ((string name, string digits) in exact)
            {
                json.WriteString(name, digits);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
