using System.Globalization;
using Harbour.Billing.Books;
using Harbour.Billing.Figures;
using NodaTime;
using NodaTime.Text;
using Retention.Metrics;

// harbour-billing DATABASE yyyy-MM: the month's figures as JSON, or what is wrong in the books.
if (args is not [{ } path, { } text] || !File.Exists(path) || !YearMonthPattern.Iso.Parse(text).TryGetValue(default, out YearMonth month))
{
    await Console.Error.WriteLineAsync("usage: harbour-billing DATABASE yyyy-MM");
    return 2;
}

using var books = new BillingBooks(path);
try
{
    using Stream output = Console.OpenStandardOutput();
    BoardJson.Write(output, await MonthReport.OfAsync(books, month));
    return 0;
}
catch (InvalidHistoryException invalid)
{
    await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"The books cannot be true; nothing is published. {invalid.Message}"));
    return 1;
}
