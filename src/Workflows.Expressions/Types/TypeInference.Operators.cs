using Workflows.Expressions.Syntax;
using Workflows.Expressions.Syntax.Nodes;

namespace Workflows.Expressions.Types;

/// <content>Operators.</content>
internal sealed partial class TypeInference
{
    private Inferred Binary(BinarySyntax binary, TypeFrame frame, Inferred context)
    {
        var symbol = binary.Operator.Text();
        switch (binary.Operator)
        {
            case <= BinaryOperator.Modulo:
                var (left, right) = (Number(binary.Left, frame, context, symbol),
                    Number(binary.Right, frame, context, symbol));
                return left.Type.IsOptional || right.Type.IsOptional
                    ? ExpressionType.Number.AsOptional() : ExpressionType.Number;
            case BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater
                or BinaryOperator.GreaterOrEqual:
                return Comparison(binary, frame, context, symbol);
            case BinaryOperator.Concatenate:
                Text(binary.Left, frame, context);
                Text(binary.Right, frame, context);
                return ExpressionType.String;
            case BinaryOperator.Range:
                Number(binary.Left, frame, context, symbol);
                Number(binary.Right, frame, context, symbol);
                return ExpressionType.ArrayOf(ExpressionType.Number).AsOptional();
            case BinaryOperator.Equal or BinaryOperator.NotEqual:
                return Equality(binary, frame, context, symbol);
            default:
                Read(binary.Left, frame, context);
                Read(binary.Right, frame, context);
                return ExpressionType.Boolean;
        }
    }

    private Inferred Number(SyntaxNode operand, TypeFrame frame, Inferred context, string symbol)
    {
        var type = Read(operand, frame, context).Type;
        Require(type, ExpressionType.Number, operand.Span, symbol);
        return type.IsOptional ? ExpressionType.Number.AsOptional() : ExpressionType.Number;
    }

    private void Text(SyntaxNode operand, TypeFrame frame, Inferred context)
    {
        var type = Read(operand, frame, context).Type;
        if (!type.IsUnknown && type.Has(TypeKinds.Array | TypeKinds.Object))
            Findings.Add(new TypeFinding(TypeFindingCodes.Coercion, false,
                "A list or an object becomes JSON text here.", operand.Span, "string", type.ToString()));
    }

    private Inferred Comparison(BinarySyntax binary, TypeFrame frame, Inferred context, string symbol)
    {
        const TypeKinds comparable = TypeKinds.Number | TypeKinds.String;
        var left = Read(binary.Left, frame, context).Type;
        var right = Read(binary.Right, frame, context).Type;
        var needed = new ExpressionType(comparable);
        Require(left, needed, binary.Left.Span, symbol);
        Require(right, needed, binary.Right.Span, symbol);
        if (!left.IsUnknown && !right.IsUnknown && left.Has(comparable) && right.Has(comparable)
            && (left.Kinds & right.Kinds & comparable) == 0)
            Findings.Add(new TypeFinding(TypeFindingCodes.Mismatch, true,
                $"{symbol} cannot compare a string with a number.",
                binary.Span, left.AsPresent().ToString(), right.AsPresent().ToString()));
        return left.IsOptional || right.IsOptional ? ExpressionType.Boolean.AsOptional() : ExpressionType.Boolean;
    }

    private Inferred Equality(BinarySyntax binary, TypeFrame frame, Inferred context, string symbol)
    {
        var left = Read(binary.Left, frame, context).Type;
        var right = Read(binary.Right, frame, context).Type;
        if (left.Kinds != TypeKinds.None && right.Kinds != TypeKinds.None && (left.Kinds & right.Kinds) == 0)
            Findings.Add(new TypeFinding(TypeFindingCodes.Mismatch, false,
                $"{symbol} compares values of types that are never equal.",
                binary.Span, left.AsPresent().ToString(), right.AsPresent().ToString()));
        else if (EnumValues.Unknown(left, right) is { } value)
            Findings.Add(EnumValues.Finding(value, left.Values!.Concat(right.Values!), false, binary.Span));
        return ExpressionType.Boolean;
    }

    /// <summary>Reports what stands against a type. A missing operand is no error: the result is missing
    /// then.</summary>
    private void Require(ExpressionType actual, ExpressionType needed, SourceSpan span, string symbol)
    {
        if (actual.IsUnknown || actual.Kinds == TypeKinds.None) return;
        var wrong = actual.Kinds & ~needed.Kinds;
        if (wrong == TypeKinds.None) return;
        if (wrong == TypeKinds.Null)
        {
            Findings.Add(new TypeFinding(TypeFindingCodes.NullableToRequired, false,
                $"{symbol} fails when this is null.", span, needed.ToString(), actual.ToString()));
            return;
        }

        var isError = wrong == actual.Kinds;
        Findings.Add(new TypeFinding(TypeFindingCodes.Mismatch, isError,
            isError ? $"{symbol} needs {needed}, but this is {actual.AsPresent()}."
                : $"{symbol} needs {needed}, but this may be {actual.AsPresent()}.",
            span, needed.ToString(), actual.ToString()));
    }
}
