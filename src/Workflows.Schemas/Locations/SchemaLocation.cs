using Workflows.Abstractions.Json;
using Workflows.Schemas.Compilation;

namespace Workflows.Schemas.Locations;

/// <summary>A place in a schema document.</summary>
internal readonly record struct SchemaLocation(SchemaDocument Document, JsonPointer Pointer)
{
    public JsonValue Value => Pointer.Resolve(Document.Root);

    public SchemaLocation Append(string name) => this with { Pointer = Pointer.Append(name) };

    public SchemaLocation Append(int index) => this with { Pointer = Pointer.Append(index) };

    /// <summary>The pointer, behind the document's URI unless it is the schema that was given to compile.</summary>
    public override string ToString() => Document.IsMain ? Pointer.ToString() : $"{Document.Uri}#{Pointer}";

    public SchemaCompileException Refuse(string code, string message) =>
        new(new SchemaCompileError(code, ToString(), message));
}
