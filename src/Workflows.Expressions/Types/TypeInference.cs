using Workflows.Abstractions.Json;
using Workflows.Expressions.Functions;
using Workflows.Expressions.Syntax;
using Workflows.Expressions.Syntax.Nodes;

namespace Workflows.Expressions.Types;

/// <summary>Walks the tree and infers. Where it does not know, it says unknown and reports nothing.</summary>
internal sealed partial class TypeInference(TypeScope scope)
{
    /// <summary>Calls of known functions that are followed into their bodies.</summary>
    private const int MaxCalls = 12;

    /// <summary>Nodes looked at, because functions that call functions are followed again for each call.</summary>
    private const int MaxVisits = 10_000;

    private readonly Inferred _root = new(scope.Input, "");
    private int _calls;
    private int _visits;

    public List<TypeFinding> Findings { get; } = [];

    public List<DataPath> Reads { get; } = [];

    /// <summary>Looks at every node with the type that was inferred for it; for editors.</summary>
    public Action<SyntaxNode, Inferred, TypeFrame, Inferred>? Observer { get; init; }

    public ExpressionType Run(SyntaxNode root)
    {
        var frame = new TypeFrame(null);
        foreach (var (name, type) in scope.Variables) frame.Bind(name, type);
        return Read(root, frame, _root).Type;
    }

    /// <summary>The type of a value that is used, so that its path counts as read.</summary>
    private Inferred Read(SyntaxNode node, TypeFrame frame, Inferred context)
    {
        var value = Visit(node, frame, context);
        if (value.Path is { Length: > 0 } path) Reads.Add(new DataPath(path, node.Span));
        return value;
    }

    private Inferred Visit(SyntaxNode node, TypeFrame frame, Inferred context)
    {
        if (++_visits > MaxVisits) return ExpressionType.Unknown;
        var value = Infer(node, frame, context);
        Observer?.Invoke(node, value, frame, context);
        return value;
    }

    private Inferred Infer(SyntaxNode node, TypeFrame frame, Inferred context)
    {
        switch (node)
        {
            case LiteralSyntax literal: return OfLiteral(literal.Value);
            case RegexSyntax: return new ExpressionType(TypeKinds.Function);
            case VariableSyntax variable: return Variable(variable, frame, context);
            case NameSyntax name: return Field(name, name.Name, context);
            case WildcardSyntax or DescendantsSyntax: return new Inferred(ExpressionType.Unknown,
                context.Below(node is WildcardSyntax ? "*" : "**"));
            case BinarySyntax binary: return Binary(binary, frame, context);
            case NegateSyntax negate: return Number(negate.Operand, frame, context, "-");
            case ArraySyntax array: return Array(array, frame, context);
            case ObjectSyntax map: return Object(map, frame, context);
            case BlockSyntax block: return Block(block, frame, context);
            case ConditionalSyntax conditional: return Conditional(conditional, frame, context);
            case FallbackSyntax fallback: return Fallback(fallback, frame, context);
            case BindSyntax bind: return Bind(bind, frame, context);
            case ChainSyntax chain: return Chain(chain, frame, context);
            case LambdaSyntax lambda: return new ExpressionType(TypeKinds.Function,
                function: new InferredFunction(lambda, frame, context));
            case CallSyntax call: return Call(call, frame, context, null);
            case TransformSyntax: return new ExpressionType(TypeKinds.Function);
            case PathSyntax path: return Path(path, frame, context);
            case PostfixSyntax postfix: return Postfix(postfix, frame, context);
            default: return ExpressionType.Unknown;
        }
    }

    private static ExpressionType OfLiteral(JsonValue value)
    {
        var kind = value.Kind switch
        {
            JsonKind.String => TypeKinds.String,
            JsonKind.Number => TypeKinds.Number,
            JsonKind.Boolean => TypeKinds.Boolean,
            _ => TypeKinds.Null,
        };
        return new ExpressionType(kind, values: [value]);
    }

    private Inferred Variable(VariableSyntax variable, TypeFrame frame, Inferred context)
    {
        if (variable.Name.Length == 0) return context;
        if (variable.Name == "$") return _root;
        if (frame.TryFind(variable.Name, out var value)) return value;
        if (Builtins.Find(variable.Name) is not null) return new ExpressionType(TypeKinds.Function);
        var near = Nearest.Find(variable.Name, frame.Names.Concat(Builtins.Names));
        Findings.Add(new TypeFinding(TypeFindingCodes.UnknownName, false, $"${variable.Name} is not known here.",
            variable.Span,
            Suggestion: near is null ? null : "$" + near));
        return ExpressionType.Unknown;
    }

    private Inferred Array(ArraySyntax array, TypeFrame frame, Inferred context)
    {
        ExpressionType? items = null;
        foreach (var item in array.Items)
        {
            var type = Read(item, frame, context).Type;
            // Lists among the items are merged into the array.
            if (item is not ArraySyntax && type.Has(TypeKinds.Array))
                type = type.IsUnknown
                    ? type : ExpressionType.Union(type.Only(~TypeKinds.Array), type.Items ?? ExpressionType.Unknown);
            items = items is null ? type : ExpressionType.Union(items, type);
        }

        return ExpressionType.ArrayOf(items);
    }

    private Inferred Object(ObjectSyntax map, TypeFrame frame, Inferred context)
    {
        var fields = new Dictionary<string, ExpressionType>(StringComparer.Ordinal);
        var isKnown = true;
        foreach (var pair in map.Pairs)
        {
            Read(pair.Key, frame, context);
            var value = Read(pair.Value, frame, context).Type;
            if (pair.Key is LiteralSyntax { Value.Kind: JsonKind.String } name) fields[name.Value.GetString()] = value;
            else isKnown = false;
        }

        return ExpressionType.ObjectOf(isKnown ? ObjectShape.Of(fields) : null);
    }

    private Inferred Block(BlockSyntax block, TypeFrame frame, Inferred context)
    {
        var inner = new TypeFrame(frame);
        Inferred last = ExpressionType.Missing;
        for (var i = 0; i < block.Expressions.Length; i++)
            last = i == block.Expressions.Length - 1
                ? Visit(block.Expressions[i], inner, context) : Read(block.Expressions[i], inner, context);
        return last;
    }

    private Inferred Conditional(ConditionalSyntax conditional, TypeFrame frame, Inferred context)
    {
        Read(conditional.Condition, frame, context);
        var then = Read(conditional.Then, frame, context).Type;
        var otherwise = conditional.Else is null ? ExpressionType.Missing : Read(conditional.Else, frame, context).Type;
        return ExpressionType.Union(then, otherwise);
    }

    private Inferred Fallback(FallbackSyntax fallback, TypeFrame frame, Inferred context)
    {
        var left = Read(fallback.Left, frame, context).Type;
        var right = Read(fallback.Right, frame, context).Type;
        if (left.IsUnknown) return ExpressionType.Unknown;
        // null counts as false but not as missing.
        var kept = fallback.OnlyWhenMissing ? left : left.Only(~TypeKinds.Null);
        return ExpressionType.Union(kept.AsPresent(), right);
    }

    private Inferred Bind(BindSyntax bind, TypeFrame frame, Inferred context)
    {
        // A function may call itself, so its name is known before its body is looked at.
        frame.Bind(bind.Variable.Name, ExpressionType.Unknown);
        var value = Read(bind.Value, frame, context);
        frame.Bind(bind.Variable.Name, value);
        return value;
    }
}
