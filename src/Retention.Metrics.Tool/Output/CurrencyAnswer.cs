namespace Retention.Metrics.Tool.Output;

/// <summary>An answer about amounts in one currency.</summary>
/// <param name="Currency">The code of the currency; <see langword="null"/> where there is one answer about everything.</param>
/// <param name="Answer">The answer.</param>
internal sealed record CurrencyAnswer(string? Currency, Answer Answer)
{
    private const string Name = "currency";

    /// <summary>The answer with its currency in the head of JSON.</summary>
    public Answer Named => Answer.Head.Any(entry => entry.Key == Name)
        ? Answer
        : Answer with { Head = [KeyValuePair.Create<string, Action<System.Text.Json.Utf8JsonWriter>>(Name, json => json.WriteStringValue(Currency)), .. Answer.Head] };

    /// <summary>Writes the answers below each other, each under the name of its currency.</summary>
    public static void WriteSections(IReadOnlyList<CurrencyAnswer> answers, TextWriter writer, Action<Answer, TextWriter> write)
    {
        for (int i = 0; i < answers.Count; i++)
        {
            writer.Write($"{(i == 0 ? "" : "\n")}{Name}: {answers[i].Currency}\n\n");
            write(answers[i].Answer, writer);
        }
    }

    /// <summary>The rows of all answers in one table with a column of currencies.</summary>
    public static Answer InOneTable(IReadOnlyList<CurrencyAnswer> answers)
    {
        Answer first = answers[0].Answer;
        return first.Columns.Any(column => column.Name == Name)
            ? first with { Data = [.. answers.SelectMany(one => one.Answer.Data)] }
            : first with
            {
                Columns = [new(Name), .. first.Columns],
                Data = [.. answers.SelectMany(one => one.Answer.Data.Select(row => row with { Cells = [Cell.Text(one.Currency), .. row.Cells] }))],
            };
    }
}
