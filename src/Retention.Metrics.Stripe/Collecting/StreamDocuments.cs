using System.Runtime.ExceptionServices;

namespace Retention.Metrics.Stripe.Collecting;

/// <summary>Reads a stream of documents: pieces of JSON lines on all threads, put together in their order, and anything else one document after the other.</summary>
internal static class StreamDocuments
{
    /// <summary>Adds the documents of a stream.</summary>
    /// <exception cref="InvalidDataException">The stream is empty, a document is too large, or one of several lines is no JSON.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static void AddAll(Stream stream, Collector collector, StripeImportOptions options, ExecutionOptions execution)
    {
        var source = new PieceSource(stream, options);
        var running = new Queue<(Piece Piece, Task<PieceDocuments> Read)>();
        long documents = 0, lines = 0;
        while (TryStart(source, running, options, execution))
        {
            (Piece piece, Task<PieceDocuments> reading) = running.Dequeue();
            PieceDocuments read = Await(reading);
            collector.Take(read.Collector, new Place(documents, lines));
            (documents, lines) = (documents + read.Documents, lines + read.Lines);
            if (read.Read < piece.Length)
            {
                // A document on several lines may go on in the next pieces, which were cut without knowledge of it: what is read of them does not count.
                RemainingBytes rest = source.After([piece.Bytes[read.Read..], .. running.Select(other => other.Piece.Bytes)]);
                documents = DocumentScanner.Read(rest, collector, options, documents, lines + 1, execution.Cancellation);
                break;
            }

            source.Return(piece);
        }

        if (documents == 0)
        {
            throw new InvalidDataException("The file is empty; expected Stripe objects or events as JSON.");
        }
    }

    /// <summary>Starts to read pieces until each thread has one, and one more is there.</summary>
    /// <returns>False where none is left.</returns>
    private static bool TryStart(PieceSource source, Queue<(Piece, Task<PieceDocuments>)> running, StripeImportOptions options, ExecutionOptions execution)
    {
        int most = execution.Threads == 1 ? 1 : execution.Threads + 1;
        while (running.Count < most && source.Next() is { } piece)
        {
            execution.Cancellation.ThrowIfCancellationRequested();
            running.Enqueue((piece, execution.Threads == 1 ? Task.FromResult(PieceDocuments.Of(piece.Bytes, options)) : Task.Run(() => PieceDocuments.Of(piece.Bytes, options))));
        }

        return running.Count > 0;
    }

    private static PieceDocuments Await(Task<PieceDocuments> reading)
    {
        try
        {
            reading.Wait();
        }
        catch (AggregateException several)
        {
            // What goes wrong on another thread is what goes wrong on this one.
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }

        return reading.Result;
    }
}
