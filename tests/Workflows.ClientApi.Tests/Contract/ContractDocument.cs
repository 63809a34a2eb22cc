using System.Text.Json.Nodes;
using Workflows.Schemas;
using JsonValue = Workflows.Abstractions.Json.JsonValue;

namespace Workflows.ClientApi.Tests.Contract;

/// <summary>The OpenAPI document that the server gives: its operations, their example requests, and the schemas of their answers.</summary>
internal sealed class ContractDocument
{
    private readonly JsonObject document;
    private readonly Dictionary<(string Operation, int Status), JsonSchema> schemas = [];

    private ContractDocument(JsonObject document)
    {
        this.document = document;
        foreach (var component in document["components"]!["schemas"]!.AsObject().Select(pair => pair.Value).OfType<JsonObject>())
            if (component.ContainsKey("properties") && !component.ContainsKey("additionalProperties"))
                component["additionalProperties"] = false;
    }

    /// <summary>All operations.</summary>
    public IEnumerable<(string Id, string Method, string Path, JsonObject Operation)> Operations =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (operation.Value!["operationId"]!.GetValue<string>(), operation.Key.ToUpperInvariant(), path.Key, operation.Value!.AsObject());

    /// <summary>Reads the document of a server.</summary>
    public static async Task<ContractDocument> ReadAsync(Api api) =>
        new(JsonNode.Parse((await api.GetAsync("/openapi/v1.json")).Text)!.AsObject());

    /// <summary>The example of a request's body.</summary>
    public string ExampleOf(string operation) =>
        Find(operation).Operation["requestBody"]!["content"]!["application/json"]!["example"]!.ToJsonString();

    /// <summary>The method and the path template of an operation.</summary>
    public (string Method, string Path, JsonObject Operation) Find(string operation)
    {
        var (_, method, path, node) = Operations.Single(candidate => candidate.Id == operation);
        return (method, path, node);
    }

    /// <summary>The schemas of an operation's answers with JSON, by status.</summary>
    public static IEnumerable<(int Status, JsonObject Content)> AnswersOf(JsonObject operation) =>
        from answer in operation["responses"]!.AsObject()
        where answer.Key[0] == '2' && answer.Value!["content"]?["application/json"] is not null
        select (int.Parse(answer.Key, System.Globalization.CultureInfo.InvariantCulture), answer.Value!["content"]!["application/json"]!.AsObject());

    /// <summary>What of an answer the document does not say; none when it is as the document says. Undeclared properties count.</summary>
    public IReadOnlyList<SchemaValidationError> Violations(string operation, int status, JsonValue body)
    {
        if (!schemas.TryGetValue((operation, status), out var schema))
        {
            var content = AnswersOf(Find(operation).Operation).Single(answer => answer.Status == status).Content;
            var root = content["schema"]!.DeepClone().AsObject();
            root["components"] = document["components"]!.DeepClone();
            schemas[(operation, status)] = schema = JsonSchema.Compile(JsonValue.Parse(root.ToJsonString()));
        }

        return schema.Validate(body).Errors;
    }
}
