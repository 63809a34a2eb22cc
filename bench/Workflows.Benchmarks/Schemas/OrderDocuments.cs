using System.Text;

namespace Workflows.Benchmarks.Schemas;

/// <summary>The schema and the instance that all validators of the comparison get: one object of ten fields.</summary>
internal static class OrderDocuments
{
    public const string Schema = """
        {
          "type": "object",
          "properties": {
            "tenantId": { "type": "string", "minLength": 1 },
            "occurredAt": { "type": "string" },
            "orderId": { "type": "string", "minLength": 36, "maxLength": 36 },
            "customerName": { "type": "string", "maxLength": 200 },
            "status": { "type": "string", "enum": ["open", "paid", "shipped", "closed"] },
            "total": { "type": "number", "minimum": 0 },
            "currency": { "type": "string", "minLength": 3, "maxLength": 3 },
            "lineCount": { "type": "integer", "minimum": 1, "maximum": 500 },
            "express": { "type": "boolean" },
            "note": { "type": ["string", "null"] }
          },
          "required": ["tenantId", "occurredAt", "orderId", "status", "total"]
        }
        """;

    /// <summary>The same schema with the formats of its fields.</summary>
    public static string SchemaWithFormats { get; } = Schema
        .Replace("\"occurredAt\": { \"type\": \"string\"", "\"occurredAt\": { \"type\": \"string\", \"format\": \"date-time\"", StringComparison.Ordinal)
        .Replace("\"orderId\": { \"type\": \"string\"", "\"orderId\": { \"type\": \"string\", \"format\": \"uuid\"", StringComparison.Ordinal);

    public static byte[] Valid { get; } = Encoding.UTF8.GetBytes(
        """
        {"tenantId":"tenant-northwind","occurredAt":"2026-01-14T09:12:03Z","orderId":"bdf67258-aab9-4be9-8c83-05131cf5ed69","customerName":"Anna Berg","status":"paid","total":129.95,"currency":"EUR","lineCount":3,"express":false,"note":null}
        """);

    public static byte[] Invalid { get; } = Encoding.UTF8.GetBytes(
        """
        {"tenantId":"tenant-northwind","occurredAt":"2026-01-14T09:12:03Z","orderId":"bdf67258-aab9-4be9-8c83-05131cf5ed69","customerName":"Anna Berg","status":"lost","total":-1,"currency":"EUR","lineCount":3,"express":"no","note":null}
        """);
}
