namespace Workflows.Expressions.Syntax.Nodes;

/// <summary>The operators of <see cref="BinarySyntax"/>.</summary>
internal enum BinaryOperator : byte
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    And,
    Or,
    Concatenate,
    Range,
}

/// <summary>The text of the operators.</summary>
internal static class BinaryOperators
{
    private static readonly string[] Texts =
        ["+", "-", "*", "/", "%", "=", "!=", "<", "<=", ">", ">=", "in", "and", "or", "&", ".."];

    public static string Text(this BinaryOperator value) => Texts[(int)value];

    public static bool TryParse(string text, out BinaryOperator value)
    {
        var index = Array.IndexOf(Texts, text);
        value = (BinaryOperator)Math.Max(0, index);
        return index >= 0;
    }
}
