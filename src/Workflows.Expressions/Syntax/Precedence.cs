namespace Workflows.Expressions.Syntax;

/// <summary>How tightly an operator binds to what stands left of it; 0 ends an operand.</summary>
internal static class Precedence
{
    public const int Assignment = 10;
    public const int Conditional = 20;
    public const int Additive = 50;
    public const int Dot = 75;
    public const int Call = 80;
    public const int Unary = 70;

    public static int Of(in Token token) =>
        token.Kind != TokenKind.Operator ? 0 : token.Text switch
        {
            "(" or "[" or "@" or "#" => Call,
            "." => Dot,
            "{" => 70,
            "*" or "/" or "%" => 60,
            "+" or "-" or "&" => Additive,
            "=" or "!=" or "<" or "<=" or ">" or ">=" or "in" or "^" or "~>" or "?:" or "??" => 40,
            "and" => 30,
            "or" => 25,
            "?" => Conditional,
            ":=" => Assignment,
            _ => 0,
        };
}
