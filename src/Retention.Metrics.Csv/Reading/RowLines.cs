namespace Retention.Metrics.Csv.Reading;

/// <summary>The line each row starts on. Without gaps between rows that costs nothing, otherwise a byte a row.</summary>
internal sealed class RowLines
{
    private const int RowsInBlock = 1 << 13;
    private const int RowsBetweenMarks = 1 << 7;
    private const byte Far = byte.MaxValue;

    private readonly List<Block> blocks = [];
    private readonly Dictionary<int, long> far = [];
    private long last;

    /// <summary>How many rows there are.</summary>
    public int Count { get; private set; }

    /// <summary>The line of a row.</summary>
    public long this[int row]
    {
        get
        {
            Block block = blocks[row / RowsInBlock];
            int within = row % RowsInBlock, first = row - within;
            if (block.Steps is null)
            {
                return block.FirstLine + within;
            }

            block.Marks ??= MarksOf(block, first);
            long line = block.Marks[within / RowsBetweenMarks];
            for (int at = within - (within % RowsBetweenMarks) + 1; at <= within; at++)
            {
                line += StepAt(block, first, at);
            }

            return line;
        }
    }

    /// <summary>Adds the line of the next row; lines rise.</summary>
    public void Add(long line)
    {
        int at = Count % RowsInBlock;
        if (at == 0)
        {
            blocks.Add(new Block(line));
        }
        else if (line - last != 1 || blocks[^1].Steps is not null)
        {
            AddStep(at, line - last);
        }

        last = line;
        Count++;
    }

    /// <summary>Adds the lines of the next rows; lines rise, so that those between two that are near enough have no gaps.</summary>
    public void AddRange(ReadOnlySpan<long> lines)
    {
        while (!lines.IsEmpty)
        {
            int at = Count % RowsInBlock, some = Math.Min(lines.Length, RowsInBlock - at);
            bool goOn = lines[some - 1] - lines[0] == some - 1 && (at == 0 || (lines[0] - last == 1 && blocks[^1].Steps is null));
            Add(lines[0]);
            if (goOn)
            {
                last = lines[some - 1];
                Count += some - 1;
            }
            else
            {
                foreach (long line in lines[1..some])
                {
                    Add(line);
                }
            }

            lines = lines[some..];
        }
    }

    /// <summary>All lines in order.</summary>
    public IEnumerable<long> All()
    {
        for (int row = 0; row < Count;)
        {
            Block block = blocks[row / RowsInBlock];
            long line = block.FirstLine;
            yield return line;
            for (int at = 1; ++row < Count && at < RowsInBlock; at++)
            {
                byte step = block.Steps?[at] ?? 1;
                line += step == Far ? far[row] : step;
                yield return line;
            }
        }
    }

    /// <summary>The line of each so many rows of a block, so that the line of any row is found from one nearby.</summary>
    private long[] MarksOf(Block block, int first)
    {
        var marks = new long[RowsInBlock / RowsBetweenMarks];
        long line = marks[0] = block.FirstLine;
        for (int at = 1, end = Math.Min(RowsInBlock, Count - first); at < end; at++)
        {
            line += StepAt(block, first, at);
            if (at % RowsBetweenMarks == 0)
            {
                marks[at / RowsBetweenMarks] = line;
            }
        }

        return marks;
    }

    private long StepAt(Block block, int first, int at) => block.Steps![at] == Far ? far[first + at] : block.Steps[at];

    private void AddStep(int at, long step)
    {
        Block block = blocks[^1];
        if (block.Steps is null)
        {
            block.Steps = new byte[RowsInBlock];
            block.Steps.AsSpan(0, at).Fill(1);
        }

        if (step >= Far)
        {
            far.Add(Count, step);
        }

        block.Steps[at] = (byte)Math.Min(step, Far);
    }

    private sealed class Block(long firstLine)
    {
        public long FirstLine { get; } = firstLine;

        public byte[]? Steps { get; set; }

        /// <summary>Lines in between; computed when all rows are added.</summary>
        public long[]? Marks { get; set; }
    }
}
