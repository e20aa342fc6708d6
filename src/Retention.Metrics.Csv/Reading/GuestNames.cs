using System.Text;

namespace Retention.Metrics.Csv.Reading;

/// <summary>The ids of guests: an e-mail is one address however its letters are capitalized. Not thread-safe.</summary>
internal sealed class GuestNames
{
    private byte[] lower = new byte[64];

    /// <summary>An e-mail in lower case and without spaces around it; another name as it is.</summary>
    /// <remarks>Letters of ASCII alone are folded, as mail servers do.</remarks>
    public ReadOnlySpan<byte> Fold(ReadOnlySpan<byte> name)
    {
        if (!name.Contains((byte)'@'))
        {
            return name;
        }

        ReadOnlySpan<byte> email = name[Ascii.Trim(name)];
        if (!email.ContainsAnyInRange((byte)'A', (byte)'Z'))
        {
            return email;
        }

        if (lower.Length < email.Length)
        {
            lower = new byte[email.Length];
        }

        for (int i = 0; i < email.Length; i++)
        {
            lower[i] = (byte)(char.IsAsciiLetterUpper((char)email[i]) ? email[i] | 0x20 : email[i]);
        }

        return lower.AsSpan(0, email.Length);
    }
}
