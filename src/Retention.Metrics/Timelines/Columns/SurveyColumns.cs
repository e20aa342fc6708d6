namespace Retention.Metrics.Timelines.Columns;

/// <summary>Customers in compressed-sparse-row form: customer i has the responses from Offsets[i] up to Offsets[i + 1], rising in time.</summary>
/// <remarks>Responses of a customer at one instant are ordered by score, the highest first: the last one, which is the latest, has the lowest score.</remarks>
/// <param name="Offsets">One more than there are customers.</param>
/// <param name="Time">Instants in ticks of 100 ns since 1970.</param>
/// <param name="Score">The score of each response.</param>
/// <param name="Survey">The position of its survey in <paramref name="Surveys"/>.</param>
/// <param name="Touchpoint">The position of its touchpoint in <paramref name="Touchpoints"/>.</param>
/// <param name="Surveys">The names of the surveys, in ordinal order.</param>
/// <param name="Touchpoints">The names of the touchpoints, in ordinal order; <c>unknown</c> where a response has none.</param>
/// <param name="Comments">The comment of each response; nothing where no response has one.</param>
internal sealed record SurveyColumns(
    int[] Offsets, long[] Time, int[] Score, int[] Survey, int[] Touchpoint, string[] Surveys, string[] Touchpoints, string?[]? Comments) : IColumnSource<SurveyColumns>
{
    /// <summary>The touchpoint of a response that names none.</summary>
    public const string NoTouchpoint = "unknown";

    /// <summary>The instant of the first response of all; the end of time where there is none.</summary>
    public long Earliest { get; } = Time.Length == 0 ? long.MaxValue : Time.Min();

    /// <summary>The instant of the last response of all; the begin of time where there is none.</summary>
    public long Latest { get; } = Time.Length == 0 ? long.MinValue : Time.Max();

    /// <summary>The lowest score of all; the largest number where there is no response.</summary>
    public int LowestScore { get; } = Score.Length == 0 ? int.MaxValue : Score.Min();

    /// <summary>The highest score of all; the smallest number where there is no response.</summary>
    public int HighestScore { get; } = Score.Length == 0 ? int.MinValue : Score.Max();

    public void Read(int firstCustomer, int endCustomer, Action<SurveyColumns, int, int> read) => read(this, firstCustomer, endCustomer);

    /// <summary>The columns of some rows alone, and the customers that have any.</summary>
    /// <param name="keeps">Whether a row is kept.</param>
    /// <returns>The columns, and the number that each of their customers had before.</returns>
    public (SurveyColumns Columns, int[] Customers) Where(Func<int, bool> keeps)
    {
        var rows = new List<int>();
        var customers = new List<int>();
        var offsets = new List<int> { 0 };
        for (int customer = 0; customer < Offsets.Length - 1; customer++)
        {
            for (int row = Offsets[customer]; row < Offsets[customer + 1]; row++)
            {
                if (keeps(row))
                {
                    rows.Add(row);
                }
            }

            if (rows.Count > offsets[^1])
            {
                customers.Add(customer);
                offsets.Add(rows.Count);
            }
        }

        int[] kept = [.. rows];
        (string[] surveys, int[] survey) = Used(Surveys, Array.ConvertAll(kept, row => Survey[row]));
        (string[] touchpoints, int[] touchpoint) = Used(Touchpoints, Array.ConvertAll(kept, row => Touchpoint[row]));
        string?[]? comments = Comments is null ? null : Array.ConvertAll(kept, row => Comments[row]);
        return (new SurveyColumns([.. offsets], Array.ConvertAll(kept, row => Time[row]), Array.ConvertAll(kept, row => Score[row]), survey, touchpoint, surveys, touchpoints, comments), [.. customers]);
    }

    /// <summary>The names that occur, and the position of each code among them.</summary>
    private static (string[] Names, int[] Codes) Used(string[] names, int[] codes)
    {
        int[] used = [.. codes.Distinct().Order()];
        return (Array.ConvertAll(used, code => names[code]), Array.ConvertAll(codes, code => Array.BinarySearch(used, code)));
    }
}
