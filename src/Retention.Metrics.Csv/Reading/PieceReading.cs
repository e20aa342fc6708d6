using Retention.Metrics.Execution;

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
    private bool atEnd;

    private PieceReading(CsvTable table, ExecutionOptions execution) => (this.table, this.execution) = (table, execution);

    /// <summary>Reads all rows.</summary>
    /// <param name="table">The file.</param>
    /// <param name="execution">How many threads take part.</param>
    /// <param name="batchOf">Makes a batch, of a table that reads for it.</param>
    /// <param name="stages">What is done with each batch: a stage takes the batches in the order of the file, and one at a time.</param>
    public static void Run(CsvTable table, ExecutionOptions execution, Func<CsvTable, TBatch> batchOf, params IReadOnlyList<Action<TBatch>> stages)
    {
        var reading = new PieceReading<TBatch>(table, execution);
        Pipeline<Piece>.Run(
            table.Pieces.AreOne ? 1 : execution.Threads,
            () => new Piece(table.Another(), batchOf),
            reading.TryCut,
            static piece => piece.ReadWhole(),
            [.. stages.Select((stage, number) => (Action<Piece>)(piece =>
            {
                if (number == 0)
                {
                    reading.TakeCounts(piece);
                }

                stage(piece.Batch);
            }))]);
        table.RequireWhole();
    }

    /// <summary>Cuts off the next piece. One that cannot be cut is read here, some rows at a time.</summary>
    private bool TryCut(Piece piece)
    {
        execution.Cancellation.ThrowIfCancellationRequested();
        if (atEnd || !piece.TryNext(table.Pieces))
        {
            return false;
        }

        piece.Share = execution.Progress is null ? null : table.ShareRead;
        atEnd = !piece.IsWhole && !piece.AddRows(RowsInBatch);
        return true;
    }

    /// <summary>Takes what a piece counted, and reports how far the file is read.</summary>
    private void TakeCounts(Piece piece)
    {
        table.Take(piece.Own);
        if (piece.Share is { } share)
        {
            execution.Progress!.Report(share);
        }
    }

    /// <summary>A piece of the file, and what its rows say.</summary>
    private sealed class Piece(CsvTable own, Func<CsvTable, TBatch> batchOf)
    {
        private byte[] buffer = [];
        private RowReader rows = null!;
        private bool isWhole;

        /// <summary>The table that reads the piece.</summary>
        public CsvTable Own => own;

        public TBatch Batch { get; } = batchOf(own);

        /// <summary>Whether the rows are for this piece alone.</summary>
        public bool IsWhole => isWhole;

        /// <summary>How much of the file has been read, if its length is known.</summary>
        public double? Share { get; set; }

        public bool TryNext(FilePieces pieces)
        {
            Batch.Clear();
            return pieces.TryNext(ref buffer, out rows, out isWhole);
        }

        /// <summary>Reads a piece of its own to its end.</summary>
        public void ReadWhole()
        {
            if (isWhole)
            {
                _ = AddRows(int.MaxValue);
                rows.Dispose();
            }
        }

        /// <summary>Adds rows to the batch.</summary>
        /// <returns>Whether there may be more.</returns>
        public bool AddRows(int most)
        {
            own.MoveTo(rows);
            for (int count = 0; count < most; count++)
            {
                if (!own.Read(out bool whole))
                {
                    return false;
                }

                Batch.Add(whole);
            }

            return true;
        }
    }
}
