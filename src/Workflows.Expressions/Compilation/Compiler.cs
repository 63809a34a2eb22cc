using Workflows.Abstractions.Json;
using Workflows.Expressions.Functions;
using Workflows.Expressions.Operations;
using Workflows.Expressions.Syntax;
using Workflows.Expressions.Syntax.Nodes;

namespace Workflows.Expressions.Compilation;

/// <summary>Turns the syntax tree into operations, with variables resolved to slots.</summary>
internal sealed partial class Compiler
{
    private readonly CompileOptions _options;
    private readonly Ancestry _ancestry;
    private Scope? _scope;

    private Compiler(CompileOptions options, Ancestry ancestry)
    {
        _options = options;
        _ancestry = ancestry;
    }

    /// <summary>Compiles a tree.</summary>
    /// <exception cref="ExpressionException">The tree means nothing that could be evaluated.</exception>
    public static Operation Compile(SyntaxNode root, CompileOptions options)
    {
        var compiler = new Compiler(options, Ancestry.Resolve(root));
        var names = BoundNames.In(root);
        if (names.Count == 0) return compiler.Visit(root);
        compiler._scope = new Scope(null, [.. names]);
        return new BlockOperation([compiler.Visit(root)], names.Count);
    }

    private Operation Visit(SyntaxNode node, bool isTail = false)
    {
        switch (node)
        {
            case LiteralSyntax literal: return new LiteralOperation(literal.Value);
            case RegexSyntax regex: return new LiteralOperation(RegexFunction.Compile(regex, _options).AsValue());
            case VariableSyntax variable: return Variable(variable);
            case NameSyntax name: return new NameOperation(new JsonName(name.Name));
            case WildcardSyntax: return new WildcardOperation();
            case DescendantsSyntax: return new DescendantsOperation();
            case ParentSyntax parent:
                return new VariableOperation("%", Scope.Find(_scope, _ancestry.LabelOf(parent)), null);
            case BinarySyntax binary: return Binary(binary);
            case NegateSyntax negate: return new NegateOperation(negate.Span.Start, Visit(negate.Operand));
            case ArraySyntax array: return Array(array, isStep: false);
            case ObjectSyntax map: return Group(map);
            case BlockSyntax block: return Block(block, isTail);
            case ConditionalSyntax conditional: return Conditional(conditional, isTail);
            case FallbackSyntax fallback:
                return new FallbackOperation(fallback.OnlyWhenMissing, Visit(fallback.Left), Visit(fallback.Right));
            case BindSyntax bind:
                return new BindOperation(Scope.Find(_scope, bind.Variable.Name)[0], Visit(bind.Value));
            case ChainSyntax chain: return Chain(chain);
            case LambdaSyntax lambda: return Lambda(lambda);
            case CallSyntax call: return Call(call, isTail);
            case TransformSyntax transform: return Transform(transform);
            case PathSyntax path: return Path(path);
            case SortSyntax sort: return Sort(sort);
            case PostfixSyntax postfix: return Postfix(postfix);
            default: throw Errors.Syntax(ErrorCode.UnexpectedToken, node.Span, "?");
        }
    }

    private Operation[] VisitAll(SyntaxNode[] nodes) => System.Array.ConvertAll(nodes, node => Visit(node));

    private Operation Variable(VariableSyntax variable) => variable.Name switch
    {
        "" => new ContextOperation(),
        "$" => new RootOperation(),
        _ => NamedVariable(variable),
    };

    private VariableOperation NamedVariable(VariableSyntax variable)
    {
        var addresses = Scope.Find(_scope, variable.Name);
        if (addresses.Length == 0 && variable.Name == "eval")
            throw Errors.Syntax(ErrorCode.EvalRefused, variable.Span, "$eval");
        return new VariableOperation(variable.Name, addresses, Builtins.Find(variable.Name));
    }

    private Operation Binary(BinarySyntax binary)
    {
        if (binary.Operator == BinaryOperator.Concatenate) return Concatenate(binary);
        var left = Visit(binary.Left);
        var right = Visit(binary.Right);
        var position = binary.OperatorSpan.Start;
        return binary.Operator switch
        {
            BinaryOperator.And => new AndOperation(left, right),
            BinaryOperator.Or => new OrOperation(left, right),
            BinaryOperator.In => new IncludesOperation(left, right),
            BinaryOperator.Equal => new EqualityOperation(false, left, right),
            BinaryOperator.NotEqual => new EqualityOperation(true, left, right),
            BinaryOperator.Range => new RangeOperation(position, left, right),
            < BinaryOperator.Equal => new ArithmeticOperation(binary.Operator, position, left, right),
            _ => new CompareOperation(binary.Operator, position, left, right),
        };
    }

    private ConcatenateOperation Concatenate(BinarySyntax binary)
    {
        var parts = new List<Operation>();
        SyntaxNode left = binary;
        while (left is BinarySyntax { Operator: BinaryOperator.Concatenate } inner)
        {
            parts.Add(Visit(inner.Right));
            left = inner.Left;
        }

        parts.Add(Visit(left));
        parts.Reverse();
        return new ConcatenateOperation([.. parts]);
    }

    private ArrayOperation Array(ArraySyntax array, bool isStep) =>
        new(VisitAll(array.Items), System.Array.ConvertAll(array.Items, item => item is ArraySyntax), isStep);

    private GroupOperation Group(ObjectSyntax map) =>
        new(System.Array.ConvertAll(map.Pairs,
            pair => new GroupPair(Visit(pair.Key), Visit(pair.Value), pair.Span.Start)));

    private Operation Block(BlockSyntax block, bool isTail)
    {
        var names = BoundNames.In(block.Expressions);
        if (names.Count == 0 && block.Expressions.Length == 1) return Visit(block.Expressions[0], isTail);
        var outer = _scope;
        if (names.Count > 0) _scope = new Scope(outer, [.. names]);
        var operations = new Operation[block.Expressions.Length];
        for (var i = 0; i < operations.Length; i++)
            operations[i] = Visit(block.Expressions[i], isTail && i == operations.Length - 1);
        _scope = outer;
        return new BlockOperation(operations, names.Count);
    }

    private ConditionalOperation Conditional(ConditionalSyntax conditional, bool isTail) =>
        new(Visit(conditional.Condition), Visit(conditional.Then, isTail),
            conditional.Else is null ? null : Visit(conditional.Else, isTail));

    private TransformOperation Transform(TransformSyntax transform) =>
        new(Visit(transform.Location), Visit(transform.Update),
            transform.Delete is null ? null : Visit(transform.Delete), transform.Span.Start);
}
