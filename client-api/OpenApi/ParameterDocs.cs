using System.Text.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Workflows.ClientApi.Requests;

namespace Workflows.ClientApi.OpenApi;

/// <summary>
/// Query parameters are taken as text, so that a wrong one is answered with a problem of ours; the document tells their real form.
/// </summary>
internal static class ParameterDocs
{
    /// <summary>Describes the parameters that several routes share.</summary>
    public static Task DescribeAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
            parameter.Schema = SchemaOf(parameter.Name) ?? parameter.Schema;
            parameter.Description ??= DescriptionOf(parameter.Name);
        }

        return Task.CompletedTask;
    }

    private static OpenApiSchema? SchemaOf(string? name) => name switch
    {
        "limit" => new OpenApiSchema
        {
            Type = JsonSchemaType.Integer, Minimum = "1", Maximum = $"{QueryReader.MaxLimit}", Default = QueryReader.DefaultLimit,
        },
        "from" or "to" => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
        "version" => new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" },
        "wait" => new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["processed"] },
        _ => null,
    };

    private static string? DescriptionOf(string? name) => name switch
    {
        "limit" => "The size of the page.",
        "cursor" => "The nextCursor of the page before.",
        "from" => "At or after.",
        "to" => "Before.",
        "wait" => "Answer when the trigger has committed what the events did.",
        _ => null,
    };
}
