namespace Retention.Metrics.Tests.Segments;

public sealed class SegmentationTests
{
    private static readonly Customer[] Customers =
    [
        new("cy", [new("plan", "team"), new("country", "")]),
        new("ada", [new("plan", "pro"), new("country", "DE")]),
        new("dee", [new("plan", "Pro"), new("country", "DE")]),
        new("bo", [new("country", "FR")]),
    ];

    [Fact]
    public void By_OneAttribute_SplitsByItsValues()
    {
        Segmentation plans = Segmentation.By(Customers, "plan");

        Assert.Equal(["plan"], plans.Attributes);
        Assert.Equal(["Pro", "pro", "team", "unknown"], plans.Segments.Select(segment => segment.Name));
        Assert.Equal("pro", plans.Of("ada").Name);
        Assert.Equal("unknown", plans.Of("bo").Name);
    }

    [Fact]
    public void By_SeveralAttributes_SplitsByAllOfThemAtOnce()
    {
        Segmentation both = Segmentation.By(Customers, "plan", "country");

        Assert.Equal(["Pro / DE", "pro / DE", "team / unknown", "unknown / FR"], both.Segments.Select(segment => segment.Name));
        Assert.Equal(["unknown", "FR"], both.Of("bo").Values);
    }

    [Fact]
    public void By_BlankValue_IsMissing() => Assert.Equal("unknown", Segmentation.By(Customers, "country").Of("cy").Name);

    [Fact]
    public void Of_CustomerNobodyNamed_IsUnknown() => Assert.Equal(["unknown", "unknown"], Segmentation.By(Customers, "plan", "country").Of("zoe").Values);

    [Fact]
    public void By_SameCustomerSayingTheSameTwice_IsHarmless() =>
        Assert.Equal(Segmentation.By(Customers, "plan").Segments, Segmentation.By([.. Customers, .. Customers], "plan").Segments);

    [Theory]
    [InlineData("plam", "the nearest is 'plan', and there are country, plan")]
    [InlineData("Plan", "the nearest is 'plan', and there are country, plan")]
    [InlineData("county", "the nearest is 'country', and there are country, plan")]
    [InlineData(" country", "the nearest is 'country', and there are country, plan")]
    public void By_AttributeThatNoCustomerHas_IsRefused_WithTheNearest(string attribute, string valid)
    {
        string expected = $"No customer has the attribute '{attribute}'; {valid}. (Parameter 'attributes')";

        Assert.Equal(expected, Assert.Throws<ArgumentException>("attributes", () => Segmentation.By(Customers, attribute)).Message);
        Assert.Equal(expected, Assert.Throws<ArgumentException>("attributes", () => Segmentation.By(Customers, "plan", attribute)).Message);
    }

    [Fact]
    public void By_AttributeThatNoCustomerHas_IsRefused_WhereThereAreOneOrNone()
    {
        Assert.Contains("; the only attribute is 'country'.", Assert.Throws<ArgumentException>(() => Segmentation.By([Customers[3]], "plan")).Message, StringComparison.Ordinal);
        Assert.Contains("; there are no attributes.", Assert.Throws<ArgumentException>(() => Segmentation.By([new("zoe")], "plan")).Message, StringComparison.Ordinal);
        Assert.Empty(Segmentation.By([], "plan").Segments);
        Assert.Equal(["team", "unknown"], Segmentation.By([Customers[0], Customers[3], new("zoe")], "plan").Segments.Select(segment => segment.Name));
    }

    [Fact]
    public void By_CustomerThatIsNull_IsRefusedByItsPosition() =>
        Assert.Contains("Customer 1 is null", Assert.Throws<ArgumentException>("customers", () => Segmentation.By([Customers[0], null!], "plan")).Message, StringComparison.Ordinal);

    [Fact]
    public void By_CustomerWithTwoValues_IsRefused()
    {
        Customer other = new("ada", [new("plan", "team")]);

        Assert.Contains("ada", Assert.Throws<ArgumentException>(() => Segmentation.By([.. Customers, other], "plan")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("")]
    [InlineData("plan", " ")]
    [InlineData("plan", "plan")]
    public void By_WithoutProperAttributes_IsRefused(params string[] attributes) =>
        Assert.Throws<ArgumentException>(nameof(attributes), () => Segmentation.By(Customers, attributes));

    [Fact]
    public void Segment_ComesAfterNone() => Assert.True(new Segment("pro").CompareTo(null) > 0);

    [Fact]
    public void Segment_EqualNames_AreOnlyEqualSegmentsWhereTheValuesAre()
    {
        Segment first = new("a / b", "c"), second = new("a", "b / c");

        Assert.NotEqual(first.Name, second.Name);
        Assert.NotEqual(first, second);
        Assert.Equal(first, new Segment("a / b", "c"));
        Assert.Equal(first.GetHashCode(), new Segment("a / b", "c").GetHashCode());
    }

    /// <summary>All pairs of short texts of the characters that names are made with: no two pairs have one name.</summary>
    [Fact]
    public void SegmentsOfTheSameAttributes_NeverHaveOneName()
    {
        string[] parts = ["a", " ", "/", "\""];
        string[] texts = [.. parts, .. parts.SelectMany(one => parts.Select(other => one + other)), .. parts.SelectMany(one => parts.SelectMany(two => parts.Select(three => one + two + three)))];
        string[] values = [.. texts.Append("a / a").Append("a /").Append("/ a").Where(text => !string.IsNullOrWhiteSpace(text)).Distinct(StringComparer.Ordinal)];
        Segment[] pairs = [.. values.SelectMany(one => values.Select(other => new Segment(one, other)))];

        Assert.Equal(pairs.Length, pairs.Select(pair => pair.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(["pro / DE", "\"pro / yearly\" / DE", "a / b"], new Segment[] { new("pro", "DE"), new("pro / yearly", "DE"), new("a / b") }.Select(segment => segment.Name));
    }

    [Fact]
    public void AValueThatReadsUnknown_IsAMissingValue()
    {
        Customer[] customers = [new("ada", [new("plan", "unknown")]), new("bo"), new("cy", [new("plan", " ")])];

        Assert.Equal(["unknown"], Segmentation.By(customers, "plan").Segments.Select(segment => segment.Name));
    }

    [Fact]
    public void Segment_OfBlankValueOrNone_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new Segment());
        Assert.Throws<ArgumentException>(() => new Segment("pro", " "));
    }

    [Fact]
    public void Segments_AreOrderedOrdinally() =>
        Assert.Equal(
            ["I", "Z", "i", "z", "z / a", "ı"],
            new Segment[] { new("ı"), new("z", "a"), new("i"), new("z"), new("I"), new("Z") }.Order().Select(segment => segment.Name));
}
