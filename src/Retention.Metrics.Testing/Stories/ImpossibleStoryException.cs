namespace Retention.Metrics.Testing;

/// <summary>A step of a story cannot be. The message names the customer, the step, and what is allowed.</summary>
public sealed class ImpossibleStoryException : ArgumentException
{
    internal ImpossibleStoryException(Subscription subscription, string step, string problem, IReadOnlyList<Finding>? findings = null)
        : base(Describe(subscription, step, problem))
    {
        Customer = subscription.Customer;
        Step = step;
        Findings = findings ?? [];
    }

    /// <summary>The customer or subscription of the step.</summary>
    public CustomerId Customer { get; }

    /// <summary>The step as in code: <c>UpgradesTo(39) on 2026-03-05</c>.</summary>
    public string Step { get; }

    /// <summary>What the history found wrong; empty where the mistake shows in the story alone.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    private static string Describe(Subscription subscription, string step, string problem)
    {
        string of = string.Equals(subscription.Id.Value, subscription.Customer.Value, StringComparison.Ordinal) ? "" : $" with subscription '{OnOneLine(subscription.Id.Value)}'";
        return OnOneLine($"'{subscription.Customer}'{of}: {step} cannot be: {problem}");
    }

    /// <summary>Names are anything at all; a message stays one line.</summary>
    private static string OnOneLine(string text) =>
        string.Concat(text.Select(one => char.IsControl(one) || one is '\u2028' or '\u2029' ? FormattableString.Invariant($"\\u{(int)one:X4}") : one.ToString()));
}
