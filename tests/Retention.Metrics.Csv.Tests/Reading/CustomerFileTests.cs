namespace Retention.Metrics.Csv.Tests.Reading;

public sealed class CustomerFileTests
{
    [Fact]
    public void Aliases_AreTheCustomerTheyLeadTo()
    {
        var aliases = CustomerAliases.FromCsv(CsvText.Utf8("alias,customer_id\ncus_1,acme\nold,cus_1\nold,cus_1\n"));

        OrderImport import = CsvText.Orders("customer_id,ordered_at,amount\ncus_1,2026-01-01,1\nold,2026-01-02,2\nacme,2026-01-03,4\nother,2026-01-03,4\n", new CsvImportOptions { Aliases = aliases });

        Assert.Equal(["acme", "acme", "acme", "other"], import.RequireValid().History.Select(order => order.Customer.Value).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("alias,customer_id\na,b\nb,a\n", "leads back to itself")]
    [InlineData("alias,customer_id\na,b\na,c\n", "line 3")]
    [InlineData("alias,customer_id\n,c\n", "line 2")]
    [InlineData("alias,customer\na,c\n", "customer_id")]
    [InlineData("alias,customer_id\na\n", "line 2")]
    public void Aliases_ThatCannotBe_AreAnErrorOfTheFile(string text, string part) =>
        Assert.Contains(part, Assert.Throws<InvalidDataException>(() => CustomerAliases.FromCsv(CsvText.Utf8(text))).Message, StringComparison.Ordinal);

    [Fact]
    public void Customers_HaveTheAttributesOfTheirRow()
    {
        IReadOnlyList<Customer> customers = CsvImport.Customers(CsvText.Utf8("Customer ID,country,plan\na,DE,\nb,NULL,team\na,DE,\n"), new CsvImportOptions { NullWords = ["NULL"] });

        Assert.Equal(["a: DE/unknown", "b: unknown/team"], customers.Select(customer => $"{customer.Id}: {customer["country"]}/{customer["plan"]}"));
    }

    [Theory]
    [InlineData("customer_id,country\na,DE\na,FR\n", "line 3")]
    [InlineData("customer_id,country,country\na,DE,FR\n", "several columns country")]
    [InlineData("customer_id,country\n,DE\n", "line 2")]
    [InlineData("id,country\na,DE\n", "customer_id")]
    public void Customers_ThatContradictEachOther_AreAnErrorOfTheFile(string text, string part) =>
        Assert.Contains(part, Assert.Throws<InvalidDataException>(() => CsvImport.Customers(CsvText.Utf8(text))).Message, StringComparison.Ordinal);
}
