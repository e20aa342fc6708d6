using System.Collections.Concurrent;
using Retention.Metrics.Execution;
using Retention.Metrics.Tests.Buffers;

namespace Retention.Metrics.Tests.Execution;

/// <summary>Parts go through the stages in their order, whatever the threads do.</summary>
// Not beside tests that want pages: a thread would always have one to map, and never wait.
[Collection(nameof(PagesAheadTests))]
public sealed class PipelineTests
{
    private const int Parts = 200;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 1)]
    [InlineData(8, 4)]
    public void EachStage_TakesEachPartOnceInOrder_AndOneAtATime(int threads, int stages)
    {
        var taken = Enumerable.Range(0, stages).Select(_ => new List<int>()).ToArray();
        int[] inside = new int[stages];
        int begun = 0, beginning = 0;
        bool overlapped = false;

        Pipeline<Part>.Run(
            threads,
            () => new Part(),
            part => Alone(ref beginning, () => (part.Number, part.Stage, part.Square) = (begun++, 0, 0)) && part.Number < Parts,
            part =>
            {
                Spin(part.Number);
                part.Square = part.Number * part.Number;
            },
            [.. Enumerable.Range(0, stages).Select(stage => (Action<Part>)(part => _ = Alone(ref inside[stage], () =>
            {
                Assert.Equal((stage, part.Number * part.Number), (part.Stage++, part.Square));
                Spin(part.Number + stage);
                taken[stage].Add(part.Number);
            })))]);

        Assert.False(overlapped);
        Assert.All(taken, one => Assert.Equal(Enumerable.Range(0, Parts), one));

        bool Alone(ref int running, Action act)
        {
            overlapped |= Interlocked.Increment(ref running) != 1;
            act();
            _ = Interlocked.Decrement(ref running);
            return true;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void TheFirstPartThatFails_IsWhatFailed_AndThoseBeforeItAreTaken(int threads)
    {
        // Part 7 fails in its last stage, when 8 has failed at work and 9 in the first stage: the order of the parts counts, not that of time.
        var taken = new List<int>();
        int begun = 0;
        InvalidOperationException failed = Assert.Throws<InvalidOperationException>(() => Pipeline<Part>.Run(
            threads,
            () => new Part(),
            part => (part.Number = begun++) < Parts,
            part => FailAt(8, part),
            [part => FailAt(9, part), part => FailAt(7, part), part => taken.Add(part.Number)]));

        Assert.Equal("7", failed.Message);
        Assert.Equal(Enumerable.Range(0, 7), taken);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void APartThatCannotBegin_Fails_AfterThoseBefore(int threads)
    {
        var taken = new List<int>();
        int begun = 0;
        _ = Assert.Throws<InvalidOperationException>(() => Pipeline<Part>.Run(
            threads,
            () => new Part(),
            part =>
            {
                part.Number = begun++;
                FailAt(20, part);
                return true;
            },
            part => Spin(part.Number),
            [part => taken.Add(part.Number)]));

        Assert.Equal(Enumerable.Range(0, 20), taken);
    }

    [Fact]
    public void FewParts_AreKept()
    {
        // The first stage waits for nothing else, so the others would begin all parts if they might.
        var made = new ConcurrentBag<Part>();
        int begun = 0;
        Pipeline<Part>.Run(
            3,
            () =>
            {
                var part = new Part();
                made.Add(part);
                return part;
            },
            part => (part.Number = begun++) < Parts,
            static _ => { },
            [part => Spin(50 + part.Number)]);

        Assert.Equal(5, made.Count);
    }

    [Fact]
    public void NoParts_AreNoWork() => Pipeline<Part>.Run(2, () => new Part(), static _ => false, static _ => Assert.Fail("There is no part."), [static _ => Assert.Fail("There is no part.")]);

    private static void FailAt(int number, Part part)
    {
        if (part.Number == number)
        {
            throw new InvalidOperationException($"{number}");
        }
    }

    /// <summary>Some parts take longer than others.</summary>
    private static void Spin(int number) => Thread.SpinWait(number % 7 == 0 ? 20_000 : 50);

    private sealed class Part
    {
        public int Number { get; set; }

        public int Stage { get; set; }

        public int Square { get; set; }
    }
}
