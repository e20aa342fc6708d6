using System.Reflection;
using NodaTime;

namespace Retention.Metrics.Tests.Promises;

/// <summary>Whatever takes an <see cref="ExecutionOptions"/> obeys it.</summary>
public sealed class ExecutionTests
{
    private static readonly ExecutionOptions Cancelled = new() { Cancellation = new CancellationToken(canceled: true) };

    [Fact]
    public void EveryMemberWithAnExecution_StopsWhenItIsCancelled()
    {
        var samples = new Samples { [typeof(ExecutionOptions)] = Cancelled };
        MethodBase[] members = [.. Samples.Members().Where(member => Array.Exists(member.GetParameters(), parameter => parameter.ParameterType == typeof(ExecutionOptions)))];

        string[] complaints = [.. members.Select(member => Complaint(member, samples)).OfType<string>()];

        Assert.True(members.Length >= 15);
        Assert.True(complaints.Length == 0, string.Join(Environment.NewLine, complaints));
    }

    /// <summary>Reflection passes no spans, so these are called by hand.</summary>
    [Fact]
    public void MembersWithSpans_StopToo()
    {
        Instant[] at = [At.Utc("2026-01-05")];

        Assert.ThrowsAny<OperationCanceledException>(() => RevenueTimeline.FromColumns<int, int>(Currency.Eur, [1], [1], at, [100], Cancelled));
        Assert.ThrowsAny<OperationCanceledException>(() => OrderTimeline.FromColumns<int>(Currency.Eur, [1], at, [100], Cancelled));
        Assert.ThrowsAny<OperationCanceledException>(() => new AppendableTimeline<int, int>(Currency.Eur).Append([1], [1], at, [100], Cancelled));
    }

    private static string? Complaint(MethodBase member, Samples samples)
    {
        Exception? thrown = Record.Exception(() => samples.Call(member));
        return thrown is TargetInvocationException { InnerException: OperationCanceledException } ? null : $"{member.DeclaringType!.Name}.{member}: {(thrown?.InnerException ?? thrown)?.Message ?? "went on"}";
    }
}
