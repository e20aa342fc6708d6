using System.Globalization;
using System.Text;
using Retention.Metrics.Tests.Promises;

namespace Retention.Metrics.Tests.Matrix;

/// <summary>Every answer about customers can be asked for in every way, or says in one sentence why not; the public surface, the matrix and docs/matrix.md agree.</summary>
public sealed class MatrixTests
{
    private static readonly (Column Column, string Title)[] Titles =
    [
        (Column.Total, "total"), (Column.OneAttribute, "by an attribute"), (Column.SeveralAttributes, "by several"), (Column.Currencies, "several currencies"),
        (Column.Merge, "`Merge`"), (Column.Explain, "customers behind it"), (Column.OnePass, "in one pass with others"), (Column.Appended, "appended timeline"),
    ];

    [Fact]
    public void EveryCell_IsWhatThePublicSurfaceSays()
    {
        var wrong = new List<string>();
        foreach (MatrixRow row in AnswerMatrix.Rows)
        {
            foreach (Column column in Enum.GetValues<Column>())
            {
                string[] members = [.. Surface.MembersFor(row, column, AnswerMatrix.Rows).Select(member => $"{member.DeclaringType?.Name}.{member.Name}").Distinct()];
                if (row.CodeOf(column) is null && members.Length > 0)
                {
                    wrong.Add($"{row.Name}, {column}: listed as an exception, and there is {string.Join(", ", members)}");
                }
                else if (row.CodeOf(column) is not null && members.Length == 0)
                {
                    wrong.Add($"{row.Name}, {column}: shown as a call, and no public member does that");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void EveryCell_IsACallOrAReasonInOneSentence() => Assert.All(
        AnswerMatrix.Rows.SelectMany(row => Enum.GetValues<Column>(), (row, column) => (row, column)),
        cell =>
        {
            Assert.True(cell.row.CodeOf(cell.column) is null != cell.row.ReasonOf(cell.column) is null, $"{cell.row.Name}, {cell.column}");
            if (cell.row.ReasonOf(cell.column) is { } reason)
            {
                Assert.EndsWith(".", reason, StringComparison.Ordinal);
            }
        });

    /// <summary>Whatever a public member makes of a history or a timeline has a row, explains one, can be asked in turn, or is listed with a reason.</summary>
    [Fact]
    public void WhatIsMadeOfCustomers_IsInTheMatrix()
    {
        HashSet<Type> known = [.. AnswerMatrix.Rows.SelectMany(row => new[] { row.Answer, row.Contribution! }), .. AnswerMatrix.NoRow.Keys];
        Type[] unknown = [.. Surface.Made.Where(type => !known.Contains(type) && !Surface.IsSubject(type) && !IsPlain(type))];

        Assert.True(unknown.Length == 0, $"No row of AnswerMatrix has {string.Join(", ", unknown.Select(type => type.Name))}: add a row for each, or its reason to NoRow.");
        Assert.Empty(AnswerMatrix.NoRow.Keys.Except(Surface.Made));
        Assert.Empty(AnswerMatrix.Rows.Select(row => row.Answer).Except(Surface.Made));
    }

    [Fact]
    public void TheDocumentation_ShowsTheMatrix()
    {
        string page = Path.Combine(Repository.Root(), "docs", "matrix.md"), received = Path.Combine(AppContext.BaseDirectory, "matrix.received.md");
        File.WriteAllText(received, Page());

        Assert.True(File.Exists(page) && string.Equals(File.ReadAllText(page), Page(), StringComparison.Ordinal), $"docs/matrix.md differs from the matrix. If that is meant: cp '{received}' docs/matrix.md");
    }

    /// <summary>Enumerations of parts, and what every type has.</summary>
    private static bool IsPlain(Type type) => type.IsPrimitive || type == typeof(string) || type == typeof(void) || type == typeof(RevenueInterval)
        || (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>) || type.GetGenericTypeDefinition() == typeof(IEnumerator<>) || type.GetGenericTypeDefinition() == typeof(HistoryCheck<,>)));

    private static string Page()
    {
        string[] reasons = [.. AnswerMatrix.Rows.SelectMany(row => Titles.Select(title => row.ReasonOf(title.Column))).OfType<string>().Distinct(StringComparer.Ordinal)];
        var page = new StringBuilder();
        _ = page.Append(
            """
            # What can be asked of what

            Every answer about customers in every way to ask for it. A test compares this page with the public surface, makes each call on random customers, and asserts that

            - the segments pool to the total, by one attribute and by several, and each segment is the answer about its customers alone;
            - one currency at the rate 1 is the answer without currencies;
            - the parts of customers merge to the answer about all of them;
            - the customers behind a figure add up to it;
            - a report says what each answer says alone;
            - a history that was appended to has the answers of one that was built at once.

            A number is a cell that does not exist, with its reason below the table.


            """.ReplaceLineEndings("\n"));
        Line(page, "answer", Titles.Select(title => title.Title));
        Line(page, "---", Titles.Select(_ => "---"));
        foreach (MatrixRow row in AnswerMatrix.Rows)
        {
            Line(page, $"[{row.Name}]({row.Page})", Titles.Select(title => row.ReasonOf(title.Column) is { } reason ? (Array.IndexOf(reasons, reason) + 1).ToString(CultureInfo.InvariantCulture) : "✓"));
        }

        _ = page.Append('\n');
        foreach ((int index, string reason) in reasons.Index())
        {
            _ = page.Append(CultureInfo.InvariantCulture, $"{index + 1}. {reason}\n");
        }

        _ = page.Append(
            """

            ## Without a row

            What else is made of a timeline or a history:


            """.ReplaceLineEndings("\n"));
        foreach ((string shown, string reason) in AnswerMatrix.NoRow.Values)
        {
            _ = page.Append(CultureInfo.InvariantCulture, $"- `{shown}`: {reason}\n");
        }

        _ = page.Append(
            """

            ## The calls

            As the test makes them. `segmentation` is of one attribute or of several, `rates` is any source of exchange rates, `multi` is a `MultiCurrencyTimeline`, and `appended` an `AppendableHistory`.
            Rates of the ends of each period give an fx line; constant rates are those of one instant; an order has the rates of its own.

            """.ReplaceLineEndings("\n"));
        foreach (MatrixRow row in AnswerMatrix.Rows)
        {
            _ = page.Append(CultureInfo.InvariantCulture, $"\n### {row.Name}\n\n");
            foreach (Column column in (Column[])[Column.Total, Column.OneAttribute, Column.Currencies, Column.Explain, Column.OnePass, Column.Appended])
            {
                if (row.CodeOf(column) is { } code)
                {
                    _ = page.Append(CultureInfo.InvariantCulture, $"- {(column == Column.OneAttribute ? "by segment" : Array.Find(Titles, title => title.Column == column).Title)}: `{code}`\n");
                }
            }
        }

        return page.ToString();
    }

    private static void Line(StringBuilder page, string first, IEnumerable<string> others) => page.Append(CultureInfo.InvariantCulture, $"| {first} | {string.Join(" | ", others)} |\n");
}
