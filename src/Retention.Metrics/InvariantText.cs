using System.Globalization;
using System.Text;

namespace Retention.Metrics;

/// <summary>The text of a record, the same in every culture.</summary>
internal static class InvariantText
{
    /// <summary>What the compiler would print of a record, with numbers and dates in the invariant culture.</summary>
    /// <param name="name">The name of the record.</param>
    /// <param name="print">Its members.</param>
    public static string Of(string name, Func<StringBuilder, bool> print)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            StringBuilder text = new StringBuilder(name).Append(" { ");
            return (print(text) ? text.Append(' ') : text).Append('}').ToString();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
