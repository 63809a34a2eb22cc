namespace Workflows.Expressions.Types;

/// <summary>A type and the data path that the value was read from, if it was.</summary>
internal readonly record struct Inferred(ExpressionType Type, string? Path = null)
{
    public static implicit operator Inferred(ExpressionType type) => new(type);

    public string? Below(string name) => Path switch { null => null, "" => name, _ => $"{Path}.{name}" };
}

/// <summary>The variables of a scope.</summary>
internal sealed class TypeFrame(TypeFrame? parent)
{
    private readonly Dictionary<string, Inferred> _variables = new(StringComparer.Ordinal);

    public void Bind(string name, Inferred value) => 
        _variables[name] = value with { Type = value.Type.Widened() };

    public bool TryFind(string name, out Inferred value) =>
        _variables.TryGetValue(name, out value) || (parent is not null && parent.TryFind(name, out value));

    public IEnumerable<string> Names => parent is null ? _variables.Keys : _variables.Keys.Concat(parent.Names);

    public IEnumerable<KeyValuePair<string, Inferred>> All =>
        parent is null ? _variables : _variables.Concat(parent.All);
}
