namespace Workflows.Expressions.Types;

/// <summary>The fields of an object. They are read from their schemas when first asked for, so schemas may refer to
/// themselves.</summary>
public sealed class ObjectShape
{
    private readonly Dictionary<string, Lazy<ExpressionType>> _fields;

    internal ObjectShape(Dictionary<string, Lazy<ExpressionType>> fields, bool isClosed)
    {
        _fields = fields;
        IsClosed = isClosed;
    }

    /// <summary>Whether the object has no other fields than these.</summary>
    public bool IsClosed { get; }

    /// <summary>The names of the known fields, in the order of the schema.</summary>
    public IReadOnlyCollection<string> Names => _fields.Keys;

    /// <summary>An object with known fields only.</summary>
    public static ObjectShape Of(IEnumerable<KeyValuePair<string, ExpressionType>> fields) =>
        new(fields.ToDictionary(field => field.Key, field => new Lazy<ExpressionType>(field.Value),
            StringComparer.Ordinal), isClosed: true);

    /// <summary>The object after a field was written.</summary>
    public ObjectShape With(string name, ExpressionType type) =>
        new(new Dictionary<string, Lazy<ExpressionType>>(_fields, StringComparer.Ordinal) { [name] = new(type) }, IsClosed);

    /// <summary>The type of a field, optional unless the schema requires it; null when the field is not
    /// known.</summary>
    public ExpressionType? Find(string name) => _fields.TryGetValue(name, out var type) ? type.Value : null;

    internal static ObjectShape Union(ObjectShape left, ObjectShape right)
    {
        var fields = new Dictionary<string, Lazy<ExpressionType>>(StringComparer.Ordinal);
        foreach (var name in left.Names.Concat(right.Names))
            fields[name] = new Lazy<ExpressionType>(() => Either(left, right, name));
        return new ObjectShape(fields, left.IsClosed && right.IsClosed);
    }

    /// <summary>An object that is both: all fields of both.</summary>
    internal static ObjectShape Both(ObjectShape left, ObjectShape right)
    {
        var fields = new Dictionary<string, Lazy<ExpressionType>>(left._fields, StringComparer.Ordinal);
        foreach (var (name, type) in right._fields)
            fields[name] = fields.TryGetValue(name, out var other)
                ? new Lazy<ExpressionType>(() => Narrower(other.Value, type.Value)) : type;
        return new ObjectShape(fields, left.IsClosed || right.IsClosed);
    }

    private static ExpressionType Either(ObjectShape left, ObjectShape right, string name)
    {
        var first = left.Find(name) ?? (left.IsClosed ? ExpressionType.Missing : ExpressionType.Unknown);
        var second = right.Find(name) ?? (right.IsClosed ? ExpressionType.Missing : ExpressionType.Unknown);
        return ExpressionType.Union(first, second);
    }

    private static ExpressionType Narrower(ExpressionType left, ExpressionType right)
    {
        var isOptional = left.IsOptional && right.IsOptional;
        var narrower = left.IsUnknown ? right : right.IsUnknown ? left : left.Only(right.Kinds);
        return isOptional ? narrower.AsOptional() : narrower.AsPresent();
    }
}
