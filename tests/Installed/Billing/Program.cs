using System.Globalization;
using Acme.Billing.Data;
using Acme.Billing.Reporting;
using NodaTime;
using NodaTime.Text;
using Retention.Metrics;

// acme-billing DATABASE yyyy-MM: prints the report of the month as JSON, or what is invalid in the database.
if (args is not [{ } path, { } text] || !File.Exists(path) || !YearMonthPattern.Iso.Parse(text).TryGetValue(default, out YearMonth month))
{
    await Console.Error.WriteLineAsync("usage: acme-billing DATABASE yyyy-MM");
    return 2;
}

using var database = new BillingDbContext(path);
try
{
    using Stream output = Console.OpenStandardOutput();
    MonthReportJson.Write(output, await MonthReport.CreateAsync(database, month));
    return 0;
}
catch (InvalidHistoryException invalid)
{
    await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"The database is invalid; nothing is reported. {invalid.Message}"));
    return 1;
}
