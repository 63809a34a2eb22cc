using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Workflows.Abstractions.Json;
using Workflows.ClientApi.Json;

namespace Workflows.ClientApi.OpenApi;

/// <summary>Says in schemas what the converters of <see cref="JsonSetup"/> write.</summary>
internal static class SchemaDocs
{
    /// <summary>Corrects the schema of one type.</summary>
    public static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type == typeof(RawJson) || type == typeof(JsonValue)) Open(schema);
        else if (type == typeof(DateTimeOffset)) schema.Type = JsonSchemaType.String;
        else RelaxRequired(schema, context.JsonTypeInfo);
        return Task.CompletedTask;
    }

    private static void Open(OpenApiSchema schema)
    {
        schema.Type = null;
        schema.Description = "Any JSON.";
    }

    // A null is left out of answers, and may be left out of requests.
    private static void RelaxRequired(OpenApiSchema schema, JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => property.IsGetNullable)) schema.Required?.Remove(property.Name);
    }
}
