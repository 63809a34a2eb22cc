using Workflows.Abstractions.Json;

namespace Workflows.Abstractions.Tests.Json;

public sealed class JsonChangingTests
{
    [Fact]
    public void With_NewAndKnownName_KeepsOrderAndOriginal()
    {
        var original = JsonValue.Parse("""{"a":1,"b":2}""");
        original.With("a", JsonValue.From("x")).With("c", JsonValue.Null).ToString().ShouldBe("""{"a":"x","b":2,"c":null}""");
        original.ToString().ShouldBe("""{"a":1,"b":2}""");
    }

    [Fact]
    public void Without_Name_LeavesTheRest()
    {
        JsonValue.Parse("""{"a":1,"b":2}""").Without("a").ToString().ShouldBe("""{"b":2}""");
        JsonValue.Parse("""{"a":1}""").Without("x").ToString().ShouldBe("""{"a":1}""");
    }

    [Fact]
    public void Append_Item_MakesALongerArray() =>
        JsonValue.Parse("[1]").Append(JsonValue.From(2L)).Append(JsonValue.EmptyObject).ToString().ShouldBe("[1,2,{}]");

    [Fact]
    public void Changes_WrongKindOrMissing_AreMisuse()
    {
        Should.Throw<InvalidOperationException>(() => JsonValue.Null.With("a", JsonValue.Null));
        Should.Throw<InvalidOperationException>(() => JsonValue.EmptyObject.Append(JsonValue.Null));
        Should.Throw<ArgumentException>(() => JsonValue.EmptyObject.With("a", default));
        Should.Throw<ArgumentException>(() => JsonValue.EmptyArray.Append(default));
    }

    [Fact]
    public void Builders_GoOnAfterBuild_WithoutChangingWhatWasBuilt()
    {
        var map = new JsonObjectBuilder();
        for (var i = 0; i < 40; i++) map.Add($"n{i}", JsonValue.From(i));
        map.Add("n3", JsonValue.From("again")).Add("left out", JsonValue.Missing);
        var built = map.Build();
        map.Add("n0", JsonValue.Null);
        built.Count.ShouldBe(40);
        built["n0"].GetDouble().ShouldBe(0);
        built["n3"].GetString().ShouldBe("again");

        var list = new JsonArrayBuilder().Add(JsonValue.True).Add(JsonValue.Missing);
        var items = list.Build();
        list.Add(JsonValue.Null);
        items.ToString().ShouldBe("[true]");
    }

    [Fact]
    public void Build_NestedTooDeep_IsRefused()
    {
        var value = JsonValue.EmptyArray;
        Should.Throw<InvalidOperationException>(() =>
        {
            for (var i = 0; i <= JsonValue.MaxNesting; i++) value = JsonValue.EmptyObject.With("x", value);
        });
        value.ToString().Length.ShouldBeGreaterThan(1000);
        value.Equals(JsonValue.Parse("[]")).ShouldBeFalse();
    }
}
