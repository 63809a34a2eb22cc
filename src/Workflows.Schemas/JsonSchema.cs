using System.Diagnostics.CodeAnalysis;
using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;
using Workflows.Schemas.Patterns;
using Workflows.Schemas.Validation;

namespace Workflows.Schemas;

/// <summary>
/// A compiled JSON Schema (2020-12 or draft-07). Immutable: compile once, share between threads, validate any number of
/// instances.
/// </summary>
public sealed class JsonSchema
{
    private readonly SchemaCompileOptions _options;
    private readonly bool _usesDynamicScope;

    private JsonSchema(SchemaNode root, SchemaCompileOptions options, bool usesDynamicScope)
    {
        Root = root;
        _options = options;
        _usesDynamicScope = usesDynamicScope;
    }

    /// <summary>The schema document.</summary>
    public JsonValue Source => Root.Source;

    /// <summary>The absolute URI of the schema: its <c>$id</c>, or <see cref="SchemaCompileOptions.BaseUri"/>.</summary>
    public string Uri => Root.Resource.Uri.ToString();

    /// <summary>The URI of its dialect.</summary>
    public string Dialect => Root.Resource.Dialect.Uri;

    internal SchemaNode Root { get; }

    /// <summary>Compiles a schema.</summary>
    /// <exception cref="SchemaCompileException">The schema is wrong, refers to something unknown, or passes a limit.</exception>
    public static JsonSchema Compile(JsonValue schema, SchemaCompileOptions? options = null)
    {
        options ??= SchemaCompileOptions.Default;
        var compiler = new SchemaCompiler(options);
        return new JsonSchema(compiler.Compile(schema), options, compiler.UsesDynamicScope);
    }

    /// <summary>Compiles a schema, or says what is wrong with it and where.</summary>
    public static bool TryCompile(
        JsonValue schema,
        SchemaCompileOptions? options,
        [NotNullWhen(true)] out JsonSchema? compiled,
        [NotNullWhen(false)] out SchemaCompileError? error)
    {
        try
        {
            compiled = Compile(schema, options);
            error = null;
            return true;
        }
        catch (SchemaCompileException exception)
        {
            compiled = null;
            error = exception.Error;
            return false;
        }
    }

    /// <summary>Validates JSON text. Text that is not JSON is invalid, with one error of keyword <c>json</c>.</summary>
    public SchemaValidationResult Validate(ReadOnlyMemory<byte> utf8, SchemaValidationOptions? options = null)
    {
        options ??= SchemaValidationOptions.AllErrors;
        return JsonValue.TryParse(utf8, options.ParseLimits, out var instance, out var error)
            ? Validate(instance, options)
            : SchemaValidationResult.Inconclusive(
                new SchemaValidationError("", "", "json", "JSON text", $"broken at byte {error!.Position}: {error.Message}"));
    }

    /// <summary>Validates a value.</summary>
    public SchemaValidationResult Validate(JsonValue instance, SchemaValidationOptions? options = null)
    {
        options ??= SchemaValidationOptions.AllErrors;
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxErrors, 1);
        if (instance.IsMissing)
            return SchemaValidationResult.Inconclusive(new SchemaValidationError("", "", "json", "a value", "missing"));
        try
        {
            return Decide(instance) ?? Explain(instance, options.MaxErrors);
        }
        catch (PatternTimeoutException timeout)
        {
            return Exhausted($"time for the pattern '{timeout.Pattern}'");
        }
    }

    /// <summary>Whether a value satisfies the schema; false also when a budget runs out.</summary>
    public bool IsValid(JsonValue instance) => Validate(instance, SchemaValidationOptions.FirstError).IsValid;

    /// <summary>Whether a value satisfies all of some subschemas.</summary>
    internal bool Satisfies(IEnumerable<SchemaNode> nodes, JsonValue value)
    {
        var evaluation = new Evaluation(_options.Limits, _usesDynamicScope, report: null);
        return nodes.All(node => node.Evaluate(value, evaluation, parts: null));
    }

    // The quick pass: null when the instance is invalid.
    private SchemaValidationResult? Decide(JsonValue instance)
    {
        var evaluation = new Evaluation(_options.Limits, _usesDynamicScope, report: null);
        bool holds = Root.Evaluate(instance, evaluation, parts: null);
        if (evaluation.ExceededLimit is { } limit)
            return Exhausted(limit);
        return holds ? SchemaValidationResult.Valid : null;
    }

    // The second pass, over an instance that is known to be invalid. It evaluates more, so it may find fewer reasons than
    // there are before a limit ends it.
    private SchemaValidationResult Explain(JsonValue instance, int maxErrors)
    {
        var report = new ErrorReport(maxErrors, JsonPointer.Root);
        var evaluation = new Evaluation(_options.Limits, _usesDynamicScope, report);
        Root.Evaluate(instance, evaluation, parts: null);
        return report.Count > 0 ? SchemaValidationResult.Invalid(report.Errors) : Exhausted(evaluation.ExceededLimit!);
    }

    private static SchemaValidationResult Exhausted(string limit) =>
        SchemaValidationResult.Inconclusive(
            new SchemaValidationError("", "", "limit", "decided within the limits of validation", $"past a limit ({limit})"));
}
