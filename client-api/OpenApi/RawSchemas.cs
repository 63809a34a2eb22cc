using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Workflows.Abstractions.Json;
using Workflows.ClientApi.Json;

namespace Workflows.ClientApi.OpenApi;

/// <summary>Values that are written raw can be any JSON.</summary>
internal static class RawSchemas
{
    /// <summary>Makes the schemas of raw values open.</summary>
    public static Task OpenAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type != typeof(RawJson) && type != typeof(JsonValue)) return Task.CompletedTask;
        schema.Type = null;
        schema.Properties?.Clear();
        schema.Required?.Clear();
        return Task.CompletedTask;
    }
}
