using System.Text.Json;
using Retention.Metrics.Rivals.Jobs;
using Retention.Metrics.Rivals.Measuring;
using Retention.Metrics.Rivals.Outside;

namespace Retention.Metrics.Rivals.Tests;

public sealed class ServingTests(SmallData small) : IClassFixture<SmallData>
{
    [Fact]
    public void Serve_SaysItsVersion_ThenAnswersEachRun()
    {
        var assignment = new Assignment(small.Data, Job.J1, Mode.Mem, 1);
        using var output = new StringWriter();
        Serving.Serve(Programs.Here(RivalNames.Ours, small.Logs), small.Logs, assignment, new StringReader("run\nrun\n"), output);

        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        using IContestant tuned = Programs.Here(RivalNames.Tuned, small.Logs).Prepare(assignment);
        IReadOnlyList<ResultRow> expected = tuned.Run().Rows;
        foreach (string line in lines[1..])
        {
            using var answer = JsonDocument.Parse(line);
            Assert.True(answer.RootElement.GetProperty("ms").GetDouble() > 0);
            Assert.Null(Agreement.Difference(expected, ResultRow.Read(Job.J1, answer.RootElement.GetProperty("rows"))));
        }
    }
}
