using System.Buffers;
using System.Data.Common;
using System.Globalization;
using Retention.Metrics.Csv.Reading;

namespace Retention.Metrics.Tool.Input.Databases;

/// <summary>The rows of a database as a file of CSV, which is written while it is read: a few thousand rows are in memory at a time.</summary>
internal sealed class TableRows : ForwardStream
{
    private const int Enough = 1 << 16;
    private const long RowsPerReport = 100_000;

    private readonly DbDataReader reader;
    private readonly TableColumn[] columns;
    private readonly Func<Exception, IOException> failure;
    private readonly ArrayBufferWriter<byte> written = new(2 * Enough);
    private readonly CellWriter cells;
    private readonly Action<long>? progress;
    private int taken;
    private long count;

    /// <summary>Begins a file.</summary>
    /// <param name="reader">A reader before its first row.</param>
    /// <param name="columns">The columns of the reader, in their order.</param>
    /// <param name="failure">What becomes of an error of the database.</param>
    /// <param name="progress">Is told from time to time how many rows have been read.</param>
    public TableRows(DbDataReader reader, TableColumn[] columns, Func<Exception, IOException> failure, Action<long>? progress)
    {
        this.reader = reader;
        this.columns = columns;
        this.failure = failure;
        this.progress = progress;
        cells = new CellWriter(written);
        cells.Header(columns);
    }

    /// <summary>Whether all rows have been read.</summary>
    public bool AtEnd { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        if (taken == written.WrittenCount)
        {
            written.ResetWrittenCount();
            taken = 0;
            Fill();
        }

        ReadOnlySpan<byte> rest = written.WrittenSpan[taken..];
        int length = Math.Min(rest.Length, buffer.Length);
        rest[..length].CopyTo(buffer);
        taken += length;
        return length;
    }

    private void Fill()
    {
        try
        {
            while (!AtEnd && written.WrittenCount < Enough)
            {
                if (!reader.Read())
                {
                    AtEnd = true;
                    progress?.Invoke(-1);
                    return;
                }

                cells.Row(reader, columns);
                if (++count % RowsPerReport == 0)
                {
                    progress?.Invoke(count);
                }
            }
        }
        catch (Exception problem) when (problem is DbException or InvalidOperationException or InvalidCastException or OverflowException or TimeoutException or ArgumentException or OperationCanceledException)
        {
            throw failure(problem);
        }
    }

    /// <summary>Says how many rows have been read, or that all have.</summary>
    public static Action<long> Watched(string name, TextWriter error) => rows =>
        error.Write(rows < 0 ? "\r\u001b[K" : string.Create(CultureInfo.InvariantCulture, $"\rreading {Output.ShownText.OneLine(name)}: {rows} rows\u001b[K"));
}
