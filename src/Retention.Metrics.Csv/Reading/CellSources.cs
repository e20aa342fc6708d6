namespace Retention.Metrics.Csv.Reading;

/// <summary>Columns of ours with a value that is not just the text of their cell: texts for no value, parts of a text, second columns, other ids of a customer.</summary>
internal sealed class CellSources
{
    private readonly int[] seconds;
    private readonly CellPart?[] parts;
    private readonly NullWords? nulls;
    private readonly CustomerAliases? aliases;
    private readonly int guestPlace;

    private CellSources(int[] seconds, int guestPlace, CellPart?[] parts, NullWords? nulls, CustomerAliases? aliases)
    {
        (this.seconds, this.guestPlace, this.parts, this.nulls, this.aliases) = (seconds, guestPlace, parts, nulls, aliases);
        EndsAreOfStatus = false;
    }

    /// <summary>The places of the second columns.</summary>
    public IEnumerable<int> Places => seconds.Where(place => place >= 0);

    /// <summary>Whether the second column of an end is for rows with a status that has ended alone.</summary>
    public bool EndsAreOfStatus { get; private init; }

    /// <summary>What the caller states; <see langword="null"/> where each value is the text of its cell.</summary>
    public static CellSources? Of(CsvHeader header, int[] places, CsvImportOptions options, FileKind kind)
    {
        int[] seconds = [.. places.Select(_ => -1)];
        var parts = new CellPart?[places.Length];
        foreach ((string ours, string theirs) in options.Fallbacks)
        {
            Column column = ColumnNames.Parse(ours);
            if (places[(int)column] >= 0)
            {
                seconds[(int)column] = header.Require([theirs], $"a {ours} without a value")[0];
            }
        }

        int guestPlace = -1;
        if (kind == FileKind.Orders && options.GuestColumn is { } guests)
        {
            seconds[(int)Column.CustomerId] = guestPlace = header.Require([guests], "a guest")[0];
        }

        foreach ((string ours, CellPart part) in options.Parts)
        {
            parts[(int)ColumnNames.Parse(ours)] = part;
        }

        var nulls = NullWords.Of(options);
        bool isPlain = nulls is null && options.Aliases is null && Array.TrueForAll(seconds, place => place < 0) && Array.TrueForAll(parts, part => part is null);
        return isPlain ? null : new CellSources(seconds, guestPlace, parts, nulls, options.Aliases) { EndsAreOfStatus = places[(int)Column.Status] >= 0 && options.Statuses.Values.Contains(StatusKind.Ended) };
    }

    /// <summary>The place of the column that is read where the first has no value, or −1.</summary>
    public int SecondOf(Column column) => seconds[(int)column];

    public CellPart? PartOf(Column column) => parts[(int)column];

    /// <summary>The value of a cell; empty where there is none.</summary>
    public ReadOnlySpan<byte> ValueOf(Column column, ReadOnlySpan<byte> text)
    {
        if (nulls is not null && nulls.Contains(column, text))
        {
            return [];
        }

        return parts[(int)column] is { } part ? part.Of(text, out _) : text;
    }

    /// <summary>The id in a cell; of a customer under several ids the one that the caller states, and of a guest the e-mail in lower case.</summary>
    public ReadOnlySpan<byte> IdOf(Column column, int place, ReadOnlySpan<byte> text, GuestNames guests)
    {
        ReadOnlySpan<byte> id = ValueOf(column, text);
        if (column != Column.CustomerId)
        {
            return id;
        }

        ReadOnlySpan<byte> customer = CustomerOf(id);
        return place == guestPlace && customer == id ? CustomerOf(guests.Fold(id)) : customer;
    }

    private ReadOnlySpan<byte> CustomerOf(ReadOnlySpan<byte> id) => aliases is null ? id : aliases.IdOf(id);
}
