using Workflows.Abstractions.Json;
using Workflows.Schemas.Dialects;

namespace Workflows.Schemas.Tests.Keywords;

/// <summary>Our own cases, one or more for every keyword: <c>Draft202012.json</c> and <c>Draft07.json</c> beside this file.</summary>
public class KeywordCaseTests
{
    [Theory]
    [InlineData("Draft202012.json", SchemaDialect.Draft202012)]
    [InlineData("Draft07.json", SchemaDialect.Draft07)]
    public void Validate_EveryCase_GivesTheVerdict(string file, string dialect)
    {
        var options = new SchemaCompileOptions { DefaultDialect = dialect };
        foreach (var group in Cases(file).EnumerateArray())
        {
            var schema = JsonSchema.Compile(group["schema"], options);
            foreach (var instance in group["valid"].EnumerateArray())
                schema.Validate(instance).Errors.ShouldBeEmpty($"{group["schema"]} with {instance}");
            foreach (var instance in group["invalid"].EnumerateArray())
                schema.Validate(instance).IsValid.ShouldBeFalse($"{group["schema"]} with {instance}");
        }
    }

    [Fact]
    public void Cases_Of202012_CoverEveryKeyword()
    {
        var covered = new HashSet<string>();
        foreach (var group in Cases("Draft202012.json").EnumerateArray())
            covered.Add(group["keyword"].GetString());

        Vocabularies202012.Standard.Select(keyword => keyword.Name).Except(covered).ShouldBeEmpty();
    }

    private static JsonValue Cases(string file) =>
        JsonValue.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Keywords", file)));
}
