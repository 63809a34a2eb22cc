using System.Text;
using BenchmarkDotNet.Attributes;
using Workflows.Abstractions.Json;
using Workflows.Schemas;

namespace Workflows.Benchmarks.Schemas;

/// <summary>One object of ten fields from UTF-8 bytes to a verdict, parsing included, beside NJsonSchema 10.7.2.</summary>
[MemoryDiagnoser]
[MinColumn]
[MedianColumn]
public class ValidationBenchmarks
{
    private JsonSchema _schema = null!;
    private JsonSchema _withFormats = null!;
    private NJsonSchema.JsonSchema _other = null!;
    private JsonValue _parsed;

    [GlobalSetup]
    public async Task Setup()
    {
        _schema = JsonSchema.Compile(JsonValue.Parse(OrderDocuments.Schema));
        _withFormats = JsonSchema.Compile(JsonValue.Parse(OrderDocuments.SchemaWithFormats));
        _other = await NJsonSchema.JsonSchema.FromJsonAsync(OrderDocuments.Schema);
        _parsed = JsonValue.Parse(OrderDocuments.Valid);
    }

    [Benchmark(Baseline = true, Description = "NJsonSchema, valid")]
    public int OtherValid() => _other.Validate(Encoding.UTF8.GetString(OrderDocuments.Valid)).Count;

    [Benchmark(Description = "Workflows.Schemas, valid")]
    public bool Valid() => _schema.Validate(OrderDocuments.Valid).IsValid;

    [Benchmark(Description = "Workflows.Schemas, valid, formats asserted")]
    public bool ValidWithFormats() => _withFormats.Validate(OrderDocuments.Valid).IsValid;

    [Benchmark(Description = "Workflows.Schemas, valid, already parsed")]
    public bool ValidParsed() => _schema.Validate(_parsed).IsValid;

    [Benchmark(Description = "Workflows.Schemas, parse only")]
    public JsonKind ParseOnly() => JsonValue.Parse(OrderDocuments.Valid).Kind;

    [Benchmark(Description = "NJsonSchema, 3 errors")]
    public int OtherInvalid() => _other.Validate(Encoding.UTF8.GetString(OrderDocuments.Invalid)).Count;

    [Benchmark(Description = "Workflows.Schemas, 3 errors")]
    public int Invalid() => _schema.Validate(OrderDocuments.Invalid).Errors.Count;
}
