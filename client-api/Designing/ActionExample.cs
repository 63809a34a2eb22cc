using Workflows.Abstractions.Json;
using Workflows.Engine.Actions;
using Workflows.Schemas;
using Workflows.Schemas.Sampling;

namespace Workflows.ClientApi.Designing;

/// <summary>Makes the config of a step that calls an action.</summary>
internal static class ActionExample
{
    /// <summary>The config, with a sample of the input.</summary>
    public static JsonValue Of(ActionDescriptor action)
    {
        var config = JsonValue.EmptyObject.With("actionId", JsonValue.From(action.Id)).With("version", JsonValue.From(action.Version));
        return JsonSchema.TryCompile(action.InputSchema, null, out var schema, out _) && SchemaSample.TryGenerate(schema, 1, null, out var sample)
            ? config.With("inputMapping", sample)
            : config;
    }
}
