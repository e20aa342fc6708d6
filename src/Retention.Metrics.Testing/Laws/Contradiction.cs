namespace Retention.Metrics.Testing.Laws;

/// <summary>How a case contradicts a law.</summary>
/// <param name="Text">What was found.</param>
/// <param name="Thrown">What was thrown, if anything.</param>
internal sealed record Contradiction(string Text, Exception? Thrown = null)
{
    /// <summary>What was thrown, or nothing where all went well.</summary>
    public static Contradiction? OfThrowing(Action holds)
    {
        try
        {
            holds();
            return null;
        }
#pragma warning disable CA1031 // Whatever is thrown says that the law does not hold: each test framework has an exception of its own.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            return Of(thrown);
        }
    }

    public static Contradiction Of(Exception thrown) => new($"It throws {thrown.GetType().Name}: {thrown.Message}", thrown);
}
