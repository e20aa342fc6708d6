using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Csv.Tables;

/// <summary>A file of exchange rates: a row for each rate, or a row for each date with a column for each currency.</summary>
internal sealed class ExchangeRateFile
{
    private readonly CsvTable table;
    private readonly Dictionary<(LocalDate, Currency, Currency), (decimal Rate, long Line)> rates = [];
    private readonly List<CsvFinding> findings = [];
    private readonly RepeatedRows repeated = new();
    private readonly int date;
    private readonly int from;
    private readonly int to;
    private readonly int rate;
    private readonly (int Place, Currency Currency)[] ofEuro;

    private ExchangeRateFile(CsvTable table)
    {
        this.table = table;
        (date, from, to, rate) = (table.PlaceOf("date"), table.PlaceOf("from"), table.PlaceOf("to"), table.PlaceOf("rate"));
        bool isLong = from >= 0 || to >= 0 || rate >= 0;
        ofEuro = isLong ? [] : [.. table.AttributePlaces.Select(place => (place, Known: Currency.TryParse(table.Header[place], out Currency currency), currency)).Where(one => one.Known).Select(one => (one.place, one.currency))];
        if (date < 0 || (isLong && (from < 0 || to < 0 || rate < 0)) || (!isLong && ofEuro.Length == 0))
        {
            throw new InvalidDataException(
                $"the header is not that of exchange rates: expected columns date, from, to and rate, or a column Date and one for each currency (rates of a euro); it has {string.Join(", ", table.AttributePlaces.Select(place => table.Header[place]))}");
        }
    }

    public static ExchangeRateImport Read(CsvTable table, DateTimeZone zone, int maxAgeDays)
    {
        var file = new ExchangeRateFile(table);
        long used = 0;
        while (table.Read(out bool whole))
        {
            used += whole && file.TryRow() ? 1 : 0;
        }

        var valid = ExchangeRateTable.Create(file.rates.Select(entry => new DatedExchangeRate(entry.Key.Item1, entry.Key.Item2, entry.Key.Item3, entry.Value.Rate)), zone, maxAgeDays);
        return new ExchangeRateImport(
            valid, new CsvRowCounts(table.RowsRead, used, file.repeated.Count, Superseded: 0, Refused: table.RowsRead - used - file.repeated.Count), table.Refusals, file.findings, file.repeated.Listed);
    }

    private bool TryRow()
    {
        if (LocalDatePattern.Iso.Parse(Text(date)) is not { Success: true, Value: var on })
        {
            return table.Refuse(date, "a date is written 2025-03-14");
        }

        if (ofEuro.Length == 0)
        {
            return TryCurrency(from, out Currency one)
                && TryCurrency(to, out Currency other)
                && (one != other || table.Refuse(to, "it is the currency of the column from; a rate is between two currencies"))
                && TryRate(rate, out decimal value)
                && TryAdd([(one, other, value)], on);
        }

        var found = new List<(Currency, Currency, decimal)>(ofEuro.Length);
        foreach ((int place, Currency currency) in ofEuro)
        {
            if (Text(place) is "" or "N/A")
            {
                continue;
            }

            if (currency == Currency.Eur || !TryRate(place, out decimal value))
            {
                return currency == Currency.Eur && table.Refuse(place, "the rates of this file are those of a euro, which has none to itself");
            }

            found.Add((Currency.Eur, currency, value));
        }

        return TryAdd(found, on);
    }

    /// <summary>Adds the rates of a row. One that says nothing new is repeated; one that contradicts another is a finding, and gives none.</summary>
    private bool TryAdd(List<(Currency From, Currency To, decimal Rate)> row, LocalDate on)
    {
        (decimal Rate, long Line)?[] known = [.. row.Select(one => rates.TryGetValue((on, one.From, one.To), out (decimal, long) before) ? before : ((decimal, long)?)null)];
        for (int i = 0; i < known.Length; i++)
        {
            if (known[i] is { } other && other.Rate != row[i].Rate)
            {
                findings.Add(new CsvFinding(
                    [other.Line, table.Line],
                    FindingKind.ConflictingDuplicate,
                    string.Create(CultureInfo.InvariantCulture, $"the rate from {row[i].From} to {row[i].To} on {LocalDatePattern.Iso.Format(on)} is {other.Rate} and {row[i].Rate}; a pair has one rate on a date")));
                return false;
            }
        }

        if (known.Length > 0 && Array.TrueForAll(known, one => one is not null))
        {
            repeated.Add(table.Line, known[0]!.Value.Line);
            return false;
        }

        foreach ((Currency one, Currency other, decimal value) in row)
        {
            _ = rates.TryAdd((on, one, other), (value, table.Line));
        }

        return true;
    }

    private bool TryCurrency(int place, out Currency currency) =>
        Currency.TryParse(Text(place).ToUpperInvariant(), out currency) || table.Refuse(place, "it is not a currency of ISO 4217, such as EUR");

    private bool TryRate(int place, out decimal value)
    {
        ReadOnlySpan<byte> cell = Encoding.UTF8.GetBytes(Text(place));
        return (AmountFormat.TryRead(cell, minorDecimals: null, Currency.None, out Money amount, out string? problem) && (value = amount.Amount) > 0m)
            || Refused(out value);

        bool Refused(out decimal none)
        {
            none = 0m;
            return table.Refuse(place, problem ?? "a rate is above 0");
        }
    }

    private string Text(int place) => Encoding.UTF8.GetString(table.AttributeCell(place)).Trim();
}
