using System.Globalization;
using System.Text;

namespace Retention.Metrics.Histories;

/// <summary>Messages in few bytes: of each the number of its format, and its values as UTF-8. The text is made each time it is read.</summary>
/// <remarks>A value that is a message itself is stored in the same way. One thread adds messages.</remarks>
internal sealed class MessageTexts
{
    private const int OfMessage = 0;
    private const int Continues = 0x80;
    private const int BitsOfByte = 7;

    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<(string Format, int Values)> formats = [];
    private readonly ColumnBlocks<byte> bytes = new();
    private byte[] one = new byte[256];

    /// <summary>The message at a place.</summary>
    public string this[int place] => Read(ref place);

    /// <summary>Adds a message.</summary>
    /// <returns>Its place.</returns>
    public int Add(FormattableString message)
    {
        int place = bytes.Count;
        Write(message);
        return place;
    }

    /// <summary>Adds a message of another collection.</summary>
    /// <returns>Its place here.</returns>
    public int Add(MessageTexts other, int place)
    {
        int own = bytes.Count;
        Copy(other, ref place);
        return own;
    }

    private void Write(FormattableString message)
    {
        if (StatesForms(message.Format))
        {
            // The value is stored in the form that the message has for it.
            message = $"{message.ToString(CultureInfo.InvariantCulture)}";
        }

        WriteNumber(NumberOf(message.Format, message.ArgumentCount));
        for (int i = 0; i < message.ArgumentCount; i++)
        {
            if (message.GetArgument(i) is FormattableString part)
            {
                WriteNumber(OfMessage);
                Write(part);
                continue;
            }

            string text = Convert.ToString(message.GetArgument(i), CultureInfo.InvariantCulture) ?? "";
            int most = Encoding.UTF8.GetMaxByteCount(text.Length);
            one = one.Length < most ? new byte[most] : one;
            int length = Encoding.UTF8.GetBytes(text, one);
            WriteNumber(OfMessage + 1 + length);
            bytes.AddRange(one.AsSpan(0, length));
        }
    }

    private void Copy(MessageTexts other, ref int place)
    {
        (string format, int values) = other.formats[other.ReadNumber(ref place)];
        WriteNumber(NumberOf(format, values));
        for (int i = 0; i < values; i++)
        {
            int kind = other.ReadNumber(ref place);
            WriteNumber(kind);
            if (kind == OfMessage)
            {
                Copy(other, ref place);
                continue;
            }

            bytes.AddRange(other.Text(ref place, kind - OfMessage - 1));
        }
    }

    private string Read(ref int place)
    {
        (string format, int count) = formats[ReadNumber(ref place)];
        var values = new object?[count];
        for (int i = 0; i < count; i++)
        {
            int kind = ReadNumber(ref place);
            values[i] = kind == OfMessage ? Read(ref place) : Encoding.UTF8.GetString(Text(ref place, kind - OfMessage - 1));
        }

        return string.Format(CultureInfo.InvariantCulture, format, values);
    }

    /// <summary>Whether a format states a width or a form for a value, as <c>{0:00}</c> does.</summary>
    private bool StatesForms(string format)
    {
        if (numbers.ContainsKey(format))
        {
            return false;
        }

        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] == '{' && format[++i] != '{')
            {
                int end = format.IndexOf('}', i);
                if (format.AsSpan(i, end - i).IndexOfAny(':', ',') >= 0)
                {
                    return true;
                }

                i = end;
            }
        }

        return false;
    }

    private int NumberOf(string format, int values)
    {
        if (!numbers.TryGetValue(format, out int number))
        {
            number = formats.Count;
            formats.Add((format, values));
            numbers.Add(format, number);
        }

        return number;
    }

    /// <summary>Writes a number in 7 bits of each byte, the lowest first.</summary>
    private void WriteNumber(int number)
    {
        while (number >= Continues)
        {
            bytes.Add((byte)(Continues | (number & (Continues - 1))));
            number >>= BitsOfByte;
        }

        bytes.Add((byte)number);
    }

    private int ReadNumber(ref int place)
    {
        int number = 0;
        for (int shift = 0; ; shift += BitsOfByte)
        {
            byte next = bytes[place++];
            number |= (next & (Continues - 1)) << shift;
            if (next < Continues)
            {
                return number;
            }
        }
    }

    /// <summary>The bytes of a value, which can be in two blocks.</summary>
    private ReadOnlySpan<byte> Text(ref int place, int length)
    {
        if (length == 0)
        {
            return [];
        }

        int start = place;
        place += length;
        ReadOnlySpan<byte> some = bytes.From(start, place);
        return some.Length == length ? some : bytes.Copy(start, length);
    }
}
