namespace Retention.Metrics.Csv.Reading;

/// <summary>Reads the pieces of a file on several threads, and takes what they say in the order of the file: the answer does not depend on the threads.</summary>
/// <typeparam name="TBatch">What the rows of a piece say.</typeparam>
internal sealed class PieceReading<TBatch>
    where TBatch : IRowBatch
{
    /// <summary>How many rows of a file that cannot be cut are taken together.</summary>
    private const int RowsInBatch = 1 << 12;

    private readonly CsvTable table;
    private readonly ExecutionOptions execution;
    private readonly Func<CsvTable, TBatch> batchOf;
    private readonly IReadOnlyList<Action<TBatch>> stages;
    private readonly PartOrder order;
    private readonly Lock gate = new();
    private int pieces;
    private bool atEnd;

    private PieceReading(CsvTable table, ExecutionOptions execution, Func<CsvTable, TBatch> batchOf, IReadOnlyList<Action<TBatch>> stages)
    {
        this.table = table;
        this.execution = execution;
        this.batchOf = batchOf;
        this.stages = stages;
        order = new PartOrder(stages.Count);
    }

    /// <summary>Reads all rows.</summary>
    /// <param name="table">The file.</param>
    /// <param name="execution">How many threads take part.</param>
    /// <param name="batchOf">Makes a batch for a thread, of a table that reads for it.</param>
    /// <param name="stages">What is done with each batch: a stage takes the batches in the order of the file, and one at a time.</param>
    public static void Run(CsvTable table, ExecutionOptions execution, Func<CsvTable, TBatch> batchOf, params IReadOnlyList<Action<TBatch>> stages)
    {
        var reading = new PieceReading<TBatch>(table, execution, batchOf, stages);
        Task[] others = [.. Enumerable.Range(1, table.Pieces.AreOne ? 0 : execution.Threads - 1).Select(_ => Task.Run(reading.ReadPieces))];
        reading.ReadPieces();
        Task.WaitAll(others);
        reading.order.ThrowIfFailed();
    }

    /// <summary>Reads pieces until there are no more.</summary>
    private void ReadPieces()
    {
        byte[] buffer = [];
        CsvTable own = table.Another();
        TBatch batch = batchOf(own);
        while (TryRead(own, batch, ref buffer, out int piece, out double? share, out Exception? problem) && TryTake(own, batch, piece, share, problem))
        {
            batch.Clear();
        }
    }

    /// <summary>Reads a piece. One that cannot be cut is read some rows at a time, by one thread at a time.</summary>
    private bool TryRead(CsvTable own, TBatch batch, ref byte[] buffer, out int piece, out double? share, out Exception? problem)
    {
        problem = null;
        RowReader? rows = null;
        bool isWhole = false;
        lock (gate)
        {
            (piece, share) = (pieces, null);
            if (atEnd)
            {
                return false;
            }

            try
            {
                if (!table.Pieces.TryNext(ref buffer, out rows, out isWhole))
                {
                    atEnd = true;
                    return false;
                }

                share = table.ShareRead;
                if (!isWhole)
                {
                    atEnd = !AddRows(own, batch, rows, RowsInBatch);
                }
            }
            catch (Exception any)
            {
                (problem, atEnd) = (any, true);
            }

            pieces++;
        }

        if (isWhole && problem is null)
        {
            try
            {
                _ = AddRows(own, batch, rows!, int.MaxValue);
                rows!.Dispose();
            }
            catch (Exception any)
            {
                problem = any;
            }
        }

        return true;
    }

    /// <summary>Adds rows to a batch.</summary>
    /// <returns>Whether there may be more.</returns>
    private static bool AddRows(CsvTable own, TBatch batch, RowReader rows, int most)
    {
        own.MoveTo(rows);
        for (int count = 0; count < most; count++)
        {
            if (!own.Read(out bool whole))
            {
                return false;
            }

            batch.Add(whole);
        }

        return true;
    }

    /// <summary>Goes through all stages with a batch.</summary>
    private bool TryTake(CsvTable own, TBatch batch, int piece, double? share, Exception? problem)
    {
        for (int stage = 0; stage < stages.Count; stage++)
        {
            if (!order.Wait(stage, piece))
            {
                return false;
            }

            try
            {
                if (stage == 0)
                {
                    Begin(own, share, problem);
                }

                stages[stage](batch);
            }
            catch (Exception any)
            {
                order.Fail(any);
                return false;
            }

            order.Pass(stage);
        }

        return true;
    }

    private void Begin(CsvTable own, double? share, Exception? problem)
    {
        execution.Cancellation.ThrowIfCancellationRequested();
        if (problem is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(problem);
        }

        table.Take(own);
        if (share is { } read)
        {
            execution.Progress?.Report(read);
        }
    }
}
