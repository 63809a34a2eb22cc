using Workflows.Abstractions.Json;

namespace Workflows.Abstractions.Tests.Json;

public sealed class JsonReadingTests
{
    private static readonly JsonValue Sample = JsonValue.Parse(
        """{"id":7,"tags":["a",{"b":[1,2]},"c",{"d":0},"e","f"],"none":null,"größe":1.5,"n":12345678901234567890}""");

    [Fact]
    public void Indexer_NameOrPosition_ReadsThePart()
    {
        Sample["tags"][1]["b"][1].GetDouble().ShouldBe(2);
        Sample["tags"][5].GetString().ShouldBe("f");
        Sample["größe"].GetDouble().ShouldBe(1.5);
        Sample.TryGetProperty("id"u8, out var id).ShouldBeTrue();
        id.TryGetInt64(out var number).ShouldBeTrue();
        number.ShouldBe(7);
    }

    [Fact]
    public void Indexer_WhatIsNotThere_IsMissing()
    {
        Sample["nope"].IsMissing.ShouldBeTrue();
        Sample["id"]["x"].IsMissing.ShouldBeTrue();
        Sample["tags"][6].IsMissing.ShouldBeTrue();
        Sample["tags"][-1].IsMissing.ShouldBeTrue();
        Sample["tags"]["a"].IsMissing.ShouldBeTrue();
        Sample["none"].IsMissing.ShouldBeFalse();
        Sample["none"].IsMissingOrNull.ShouldBeTrue();
        default(JsonValue).Kind.ShouldBe(JsonKind.Missing);
    }

    [Fact]
    public void Enumerators_ParsedAndBuilt_KeepTheOrder()
    {
        var built = Sample.With("z", JsonValue.True).Without("id");
        built.EnumerateObject().Names().ShouldBe(["tags", "none", "größe", "n", "z"]);
        Sample.EnumerateObject().Names().ShouldBe(["id", "tags", "none", "größe", "n"]);
        var texts = new List<string>();
        foreach (var item in Sample["tags"].EnumerateArray()) texts.Add(item.ToString());
        texts.ShouldBe(["\"a\"", "{\"b\":[1,2]}", "\"c\"", "{\"d\":0}", "\"e\"", "\"f\""]);
        foreach (var _ in Sample.EnumerateArray()) Assert.Fail("an object has no items");
    }

    [Fact]
    public void Getters_WrongKind_AreMisuse()
    {
        Should.Throw<InvalidOperationException>(() => Sample.GetBoolean());
        Should.Throw<InvalidOperationException>(() => Sample["tags"].GetDouble());
        Should.Throw<InvalidOperationException>(() => Sample["id"].GetString());
        Should.Throw<InvalidOperationException>(() => default(JsonValue).TryGetInt64(out _));
        Should.Throw<ArgumentException>(() => JsonValue.From(double.NaN));
    }

    [Theory]
    [InlineData("0", true, 0)]
    [InlineData("-12", true, -12)]
    [InlineData("1.0", true, 1)]
    [InlineData("1e3", true, 1000)]
    [InlineData("9223372036854775807", true, long.MaxValue)]
    [InlineData("9223372036854775808", false, 0)]
    [InlineData("1.5", false, 0)]
    public void TryGetInt64_Number_OnlyWhenExact(string text, bool exact, long expected)
    {
        JsonValue.Parse(text).TryGetInt64(out var value).ShouldBe(exact);
        if (exact) value.ShouldBe(expected);
    }

    [Fact]
    public void Reading_ParsedDocument_AllocatesNothing()
    {
        var total = 0.0;
        Read(ref total);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) Read(ref total);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        total.ShouldBeGreaterThan(0);
    }

    private static void Read(ref double total)
    {
        total += Sample["id"].GetDouble();
        if (Sample["tags"][0].IsString("a") && Sample["tags"][0] == JsonValue.From("a")) total++;
        foreach (var item in Sample["tags"].EnumerateArray()) total += item.Count;
    }
}

internal static class Properties
{
    public static List<string> Names(this JsonObjectEnumerator properties)
    {
        var names = new List<string>();
        foreach (var property in properties) names.Add(property.Name);
        return names;
    }
}
