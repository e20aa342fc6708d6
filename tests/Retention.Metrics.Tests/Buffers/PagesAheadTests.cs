namespace Retention.Metrics.Tests.Buffers;

/// <summary>Mapping pages ahead changes no value while other threads write.</summary>
[Collection(nameof(PagesAheadTests))]
public sealed class PagesAheadTests
{
    private const int Threads = 3;
    private const int Pages = 4;

    [Fact]
    public async Task WhatIsWritten_WhilePagesAreMapped_Stays()
    {
        PagesAhead.BeginMapping(Threads);
        try
        {
            for (int round = 0; round < 8; round++)
            {
                long[] room = FreshMemory.ToFill<long>(Pages * HugePages.Size / sizeof(long));
                var ahead = new RoomAhead();
                using var stop = new CancellationTokenSource();
                Task mapping = Task.Run(
                    () =>
                    {
                        while (!stop.IsCancellationRequested)
                        {
                            PagesAhead.Map();
                        }
                    },
                    TestContext.Current.CancellationToken);
                for (int i = 0; i < room.Length; i++)
                {
                    room[i] = i ^ round;
                    if (i % 1000 == 0)
                    {
                        ahead.AreAdded(room, i + 1);
                        PagesAhead.Want(room, (long)i / 2 * sizeof(long));
                    }
                }

                await stop.CancelAsync();
                await mapping;
                for (int i = 0; i < room.Length; i++)
                {
                    Assert.Equal(i ^ round, room[i]);
                }
            }
        }
        finally
        {
            PagesAhead.EndMapping(Threads);
        }
    }

    [Fact]
    public void APage_ThatNobodyWrites_StaysAsItIs()
    {
        PagesAhead.BeginMapping(Threads);
        int[] room = FreshMemory.Zeros<int>(Pages * HugePages.Size / sizeof(int));
        var ahead = new RoomAhead();
        ahead.AreAdded(room, 0);
        for (int i = 0; i < 100; i++)
        {
            PagesAhead.Map();
        }

        PagesAhead.EndMapping(Threads);
        Assert.Equal(-1, room.AsSpan().IndexOfAnyExcept(0));
    }

    [Fact]
    public void APage_AtTheEndOfItsRoom_IsMappedUpToThere()
    {
        PagesAhead.BeginMapping(Threads);
        byte[] room = FreshMemory.ToFill<byte>(HugePages.Size + 3);
        room.AsSpan().Fill(7);
        for (int first = room.Length - 6; first <= room.Length; first++)
        {
            PagesAhead.Want(room, first);
        }

        for (int i = 0; i < 100; i++)
        {
            PagesAhead.Map();
        }

        PagesAhead.EndMapping(Threads);
        Assert.Equal(room.Length, room.Count(value => value == 7));
    }
}
