namespace Retention.Metrics.Histories.Columns;

/// <summary>Ranges of the numbers of subscriptions or customers, of which each thread has one: all read all facts in order, so what they find does not depend on how many they are.</summary>
internal readonly struct NumberRanges
{
    private const int MostParts = 16;
    private const int FactsPerPart = 1 << 15;

    private readonly int[] cuts;

    /// <summary>Ranges of about equal lengths.</summary>
    /// <param name="numbers">How many numbers there are.</param>
    /// <param name="facts">How many facts are read.</param>
    /// <param name="execution">How many threads take part.</param>
    public NumberRanges(int numbers, int facts, ExecutionOptions execution)
    {
        cuts = new int[Math.Clamp(facts / FactsPerPart, 1, Math.Min(execution.Threads, MostParts)) + 1];
        for (int part = 1; part < cuts.Length; part++)
        {
            cuts[part] = (int)((long)numbers * part / Count);
        }
    }

    private NumberRanges(int[] cuts) => this.cuts = cuts;

    /// <summary>How many ranges there are.</summary>
    public int Count => cuts.Length - 1;

    public Range this[int part] => new((uint)cuts[part], (uint)(cuts[part + 1] - cuts[part]));

    /// <summary>As many ranges with about equal numbers of facts: those that came first have most, as they have been there longest.</summary>
    /// <param name="starts">Where the facts of each number start, rising, and behind them the number of all.</param>
    public NumberRanges OfEqualFacts(ReadOnlySpan<int> starts)
    {
        int[] equal = new int[cuts.Length];
        equal[^1] = starts.Length - 1;
        for (int part = 1; part < Count; part++)
        {
            int found = starts.BinarySearch((int)((long)starts[^1] * part / Count));
            equal[part] = Math.Clamp(found < 0 ? ~found : found, equal[part - 1], equal[^1]);
        }

        return new NumberRanges(equal);
    }

    /// <summary>Numbers one after another.</summary>
    public readonly record struct Range(uint First, uint Count)
    {
        public bool Has(int number) => unchecked((uint)number - First) < Count;
    }
}
