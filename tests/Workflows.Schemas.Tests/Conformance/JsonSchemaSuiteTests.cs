namespace Workflows.Schemas.Tests.Conformance;

/// <summary>The published JSON Schema test suite, mandatory and optional groups, as data.</summary>
public class JsonSchemaSuiteTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("draft2020-12", SchemaDialect.Draft202012)]
    [InlineData("draft7", SchemaDialect.Draft07)]
    public void Suite_EveryGroup_GivesThePublishedVerdicts(string draft, string dialect)
    {
        if (SuiteFolder.Path is not { } suite)
        {
            Assert.Skip("The conformance data is absent.");
            return;
        }
        var wrong = new List<string>();
        int ran = 0;
        int excluded = 0;
        foreach (var group in SuiteReader.Read(suite, draft))
        {
            if (SuiteExclusions.Has(draft, group))
            {
                excluded += group.Cases.Count;
                continue;
            }
            ran += group.Cases.Count;
            wrong.AddRange(Run(group, dialect, new SuiteResolver(suite)));
        }
        output.WriteLine($"{draft}: {ran} cases ran, {ran - wrong.Count} passed, {excluded} excluded");
        wrong.ShouldBeEmpty();
        ran.ShouldBeGreaterThan(0);
    }

    private static IEnumerable<string> Run(SuiteGroup group, string dialect, ISchemaResolver resolver)
    {
        var options = new SchemaCompileOptions
        {
            DefaultDialect = dialect,
            AssertFormats = AssertsFormats(group.File),
            Resolver = resolver,
        };
        if (!JsonSchema.TryCompile(group.Schema, options, out var schema, out var error))
            return [$"{group.File} / {group.Description}: not compiled: {error}"];
        return group.Cases
            .Where(test => Disagrees(schema, test))
            .Select(test => $"{group.File} / {group.Description} / {test.Description}");
    }

    // Both ways of validating, and both ways of reporting, must agree.
    private static bool Disagrees(JsonSchema schema, SuiteCase test) =>
        schema.Validate(test.Data).IsValid != test.IsValid
        || schema.Validate(test.Data, SchemaValidationOptions.FirstError).Errors.Count != (test.IsValid ? 0 : 1)
        || schema.Validate(test.Data.ToUtf8()).IsValid != test.IsValid;

    // The suite's mandatory format groups expect an annotation; its optional ones an assertion.
    private static bool AssertsFormats(string file) =>
        file.StartsWith("optional/format/", StringComparison.Ordinal) || file == "optional/content.json";
}
