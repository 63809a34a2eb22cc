namespace Workflows.Expressions.Types;

/// <summary>Types as text, shortened where they are large.</summary>
internal static class TypeText
{
    private const int ShownFields = 6;
    private const int ShownLevels = 3;

    public static string Of(ExpressionType type) => Of(type, ShownLevels);

    private static string Of(ExpressionType type, int levels)
    {
        if (type.IsUnknown) return "unknown";
        if (type.Kinds == TypeKinds.None) return "missing";
        var parts = new List<string>();
        if (type.Has(TypeKinds.String)) parts.Add("string");
        if (type.Has(TypeKinds.Number)) parts.Add("number");
        if (type.Has(TypeKinds.Boolean)) parts.Add("boolean");
        if (type.Has(TypeKinds.Object)) parts.Add(Fields(type.Shape, levels));
        if (type.Has(TypeKinds.Array)) parts.Add(Items(type.Items, levels));
        if (type.Has(TypeKinds.Function)) parts.Add("function");
        if (type.Has(TypeKinds.Null)) parts.Add("null");
        var text = string.Join(" | ", parts);
        return !type.IsOptional ? text : parts.Count > 1 ? $"({text})?" : text + "?";
    }

    private static string Items(ExpressionType? items, int levels)
    {
        if (items is null) return "array";
        var text = levels == 0 ? "…" : Of(items, levels - 1);
        return text.Contains('|') ? $"({text})[]" : text + "[]";
    }

    private static string Fields(ObjectShape? shape, int levels)
    {
        if (shape is null || shape.Names.Count == 0) return "object";
        if (levels == 0) return "{…}";
        var fields = shape.Names.Take(ShownFields).Select(name => $"{name}: {Of(shape.Find(name)!, levels - 1)}");
        return "{" + string.Join(", ", fields) + (shape.Names.Count > ShownFields ? ", …}" : "}");
    }
}
