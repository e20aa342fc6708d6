namespace Retention.Metrics.Benchmarks.Data;

/// <summary>Two roads must lead to one answer before their times are compared.</summary>
internal static class Answers
{
    public static void MustAgree<TAnswer>(string what, TAnswer expected, TAnswer found)
    {
        if (!EqualityComparer<TAnswer>.Default.Equals(expected, found))
        {
            throw new InvalidOperationException($"The roads do not give the same answer for {what}: {expected} and {found}.");
        }
    }

    /// <summary>The same, one by one: neither road may give more.</summary>
    public static void MustAgreeOnEach<TAnswer>(string what, IReadOnlyCollection<TAnswer> expected, IReadOnlyCollection<TAnswer> found)
    {
        MustAgree($"how many {what} there are", expected.Count, found.Count);
        foreach ((int i, (TAnswer one, TAnswer other)) in expected.Zip(found).Index())
        {
            MustAgree($"number {i} of {what}", one, other);
        }
    }
}
