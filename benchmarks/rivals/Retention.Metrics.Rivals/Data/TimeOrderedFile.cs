using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Retention.Metrics.Rivals.Data;

/// <summary>A CSV file with rows sorted by time as it is written; rows of one second keep theirs.</summary>
internal sealed class TimeOrderedFile
{
    private const int LongestRow = 256;

    private readonly byte[] buffer = new byte[1 << 20];
    private int used;

    public static void Write(string path, string header, int[] seconds, Action<TimeOrderedFile, int> row)
    {
        ulong[] order = [.. seconds.Select((second, i) => ((ulong)second << 32) | (uint)i)];
        Array.Sort(order);
        using FileStream file = File.Create(path);
        var to = new TimeOrderedFile();
        to.Text(header);
        to.Byte('\n');
        foreach (ulong one in order)
        {
            row(to, (int)(uint)one);
            to.Byte('\n');
            if (to.used > to.buffer.Length - LongestRow)
            {
                to.Flush(file);
            }
        }

        to.Flush(file);
    }

    public void Comma() => Byte(',');

    public void Text(string text) => used += Encoding.ASCII.GetBytes(text, buffer.AsSpan(used));

    public void Number(int number)
    {
        _ = Utf8Formatter.TryFormat(number, buffer.AsSpan(used), out int written);
        used += written;
    }

    public void Time(int second)
    {
        _ = DateTime.UnixEpoch.AddSeconds(second).TryFormat(buffer.AsSpan(used), out int written, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        used += written;
    }

    private void Byte(char ascii) => buffer[used++] = (byte)ascii;

    private void Flush(FileStream to)
    {
        to.Write(buffer, 0, used);
        used = 0;
    }
}
