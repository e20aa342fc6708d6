using Retention.Metrics.Rivals.Jobs;
using Retention.Metrics.Rivals.Measuring;
using Retention.Metrics.Rivals.Outside;

namespace Retention.Metrics.Rivals.Tests;

/// <summary>Who gives another answer is measured for nothing: the hand-tuned loop, LINQ and ours must agree wherever they start from.</summary>
public sealed class AnswersAgreeTests(SmallData small) : IClassFixture<SmallData>
{
    [Theory]
    [InlineData("J1", 48)]
    [InlineData("J2", 48 * 49 / 2)]
    [InlineData("J3", 48)]
    [InlineData("J4", 1)]
    public void EveryRival_InEveryMode_GivesTheAnswerOfLinq(string jobName, int rows)
    {
        Job job = Enum.Parse<Job>(jobName);
        IReadOnlyList<ResultRow> expected = Answer(RivalNames.Linq, new Assignment(small.Data, job, Mode.Mem, 1));
        Assert.Equal(rows, expected.Count);
        foreach (Mode mode in Enum.GetValues<Mode>())
        {
            foreach (int threads in new[] { 1, 2, 3 })
            {
                var assignment = new Assignment(small.Data, job, mode, threads);
                foreach (string rival in new[] { RivalNames.Ours, RivalNames.Tuned, RivalNames.Linq })
                {
                    string? difference = Agreement.Difference(expected, Answer(rival, assignment));
                    Assert.True(difference is null, FormattableString.Invariant($"{assignment}, {rival}: {difference}"));
                }
            }
        }
    }

    /// <summary>An answer of zeros would agree with another one.</summary>
    [Fact]
    public void TheData_HoldsEveryMovement()
    {
        IReadOnlyList<ResultRow> months = Answer(RivalNames.Tuned, new Assignment(small.Data, Job.J1, Mode.Mem, 1));
        Assert.All(Enumerable.Range(1, 12), column => Assert.Contains(months, month => month.Integers[column] > 0));
        Assert.Contains(months, month => month.Ratios[0] is null);
    }

    /// <summary>The loops keep their arrays; what a run leaves behind must not show in the next.</summary>
    [Theory]
    [InlineData("J1")]
    [InlineData("J2")]
    [InlineData("J3")]
    [InlineData("J4")]
    public void TunedLoop_RunAgain_GivesTheSameAnswer(string jobName)
    {
        foreach (Mode mode in Enum.GetValues<Mode>())
        {
            using IContestant tuned = Programs.Here(RivalNames.Tuned, small.Logs).Prepare(new Assignment(small.Data, Enum.Parse<Job>(jobName), mode, 2));
            Assert.Null(Agreement.Difference(tuned.Run().Rows, tuned.Run().Rows));
        }
    }

    private IReadOnlyList<ResultRow> Answer(string rival, Assignment assignment)
    {
        using IContestant contestant = Programs.Here(rival, small.Logs).Prepare(assignment);
        return contestant.Run().Rows;
    }
}
