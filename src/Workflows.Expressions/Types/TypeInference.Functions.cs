using Workflows.Expressions.Functions;
using Workflows.Expressions.Syntax;
using Workflows.Expressions.Syntax.Nodes;

namespace Workflows.Expressions.Types;

/// <content>Calls.</content>
internal sealed partial class TypeInference
{
    private Inferred Chain(ChainSyntax chain, TypeFrame frame, Inferred context)
    {
        var left = Read(chain.Left, frame, context);
        if (chain.Right is CallSyntax { IsPartial: false } call) return Call(call, frame, context, left);
        var function = Visit(chain.Right, frame, context).Type;
        if (left.Type.Kinds == TypeKinds.Function) return new ExpressionType(TypeKinds.Function);
        if (function.Function is { } known) return Apply(known, [left]);
        return chain.Right is VariableSyntax variable && Builtins.Describe(variable.Name) is { } builtin
            && !frame.TryFind(variable.Name, out _)
            ? Builtin(builtin, [left], [chain.Left.Span], chain.Right.Span)
            : ExpressionType.Unknown;
    }

    private Inferred Call(CallSyntax call, TypeFrame frame, Inferred context, Inferred? first)
    {
        var name = call.FunctionName;
        var isBound = name is not null && call.Function is VariableSyntax && frame.TryFind(name, out _);
        var builtin = name is null || isBound ? null : Builtins.Describe(name);
        if (call.Function is PathSyntax && name is not null)
        {
            if (!Builtins.IsHelper(name)) return UnknownFunction(call, name);
        }
        else if (builtin is null)
        {
            return CallValue(call, frame, context, first);
        }

        var (arguments, spans) = Arguments(call, frame, context, first);
        return call.IsPartial ? new ExpressionType(TypeKinds.Function) : Builtin(builtin!, arguments, spans, call.Span);
    }

    private Inferred CallValue(CallSyntax call, TypeFrame frame, Inferred context, Inferred? first)
    {
        var function = Visit(call.Function, frame, context).Type;
        var (arguments, _) = Arguments(call, frame, context, first);
        if (call.IsPartial) return new ExpressionType(TypeKinds.Function);
        if (function.Function is { } known) return Apply(known, arguments);
        if (!function.Has(TypeKinds.Function) && function.Kinds != TypeKinds.None)
            Findings.Add(new TypeFinding(TypeFindingCodes.Mismatch, true, "This is not a function.",
                call.Function.Span, "function", function.ToString()));
        return ExpressionType.Unknown;
    }

    private Inferred UnknownFunction(CallSyntax call, string name)
    {
        var near = Nearest.Find(name, Builtins.Names);
        Findings.Add(new TypeFinding(TypeFindingCodes.UnknownName, true, $"{name} is not a function.",
            call.Function.Span,
            Suggestion: near is null ? null : "$" + near));
        return ExpressionType.Unknown;
    }

    private (List<Inferred> Types, List<SourceSpan> Spans) Arguments(CallSyntax call, TypeFrame frame,
        Inferred context, Inferred? first)
    {
        var types = new List<Inferred>();
        var spans = new List<SourceSpan>();
        if (first is { } given)
        {
            types.Add(given);
            spans.Add(call.Span);
        }

        foreach (var argument in call.Arguments)
        {
            types.Add(argument is PlaceholderSyntax ? ExpressionType.Unknown : Read(argument, frame, context));
            spans.Add(argument.Span);
        }

        return (types, spans);
    }

    private Inferred Builtin(Builtin builtin, List<Inferred> arguments, List<SourceSpan> spans, SourceSpan span)
    {
        CheckArguments(builtin, arguments, spans);
        var list = arguments.Count > 0 ? arguments[0] : ExpressionType.Unknown;
        var item = new Inferred(ItemOf(list.Type), list.Path);
        var function = arguments.Count > 1 ? arguments[1].Type.Function : null;
        switch (builtin.Name)
        {
            case "map" when function is not null:
                return list.Type.IsUnknown
                    ? WithUnknown(function, item) : Gathered(Apply(function, [item, ExpressionType.Number, list]).Type);
            case "filter" or "single" or "sort" or "each" or "sift" when function is not null:
                Apply(function, builtin.Name == "sort"
                    ? [item, item]
                    : [item, builtin.Name is "each" or "sift" ? ExpressionType.String : ExpressionType.Number]);
                break;
            case "reduce" when function is not null:
                Apply(function, [ExpressionType.Unknown, item, ExpressionType.Number]);
                break;
        }

        return Result(builtin, arguments, item.Type);
    }

    private Inferred WithUnknown(InferredFunction function, Inferred item)
    {
        Apply(function, [item, ExpressionType.Number, ExpressionType.Unknown]);
        return ExpressionType.Unknown;
    }

    private static ExpressionType Result(Builtin builtin, List<Inferred> arguments, ExpressionType item)
    {
        switch (builtin.Name)
        {
            case "filter": return item.IsUnknown ? item : Gathered(item);
            case "single" or "clone": return item;
            case "sort" or "reverse" or "shuffle" or "distinct": return ExpressionType.ArrayOf(item).AsOptional();
            case "append": return ExpressionType.ArrayOf(arguments.Select(a => ItemOf(a.Type)).DefaultIfEmpty(item).Aggregate(ExpressionType.Union)).AsOptional();
            case "coalesce": return Coalesced(arguments);
            case "toString" or "nowIso" or "now": return ExpressionType.String;
            case "len" or "count" or "millis" or "random": return ExpressionType.Number;
            case "exists": return ExpressionType.Boolean;
        }

        var type = builtin.Signature[(builtin.Signature.LastIndexOf(':') + 1)..] switch
        {
            "s>" => ExpressionType.String,
            "n>" => ExpressionType.Number,
            "b>" => ExpressionType.Boolean,
            "a<s>>" => ExpressionType.ArrayOf(ExpressionType.String),
            "a>" or "a<o>>" => new ExpressionType(TypeKinds.Array),
            "o>" => ExpressionType.ObjectOf(null),
            _ => ExpressionType.Unknown,
        };
        // Nearly every function gives nothing when it is given nothing.
        return arguments.Count == 0 || arguments[0].Type.IsOptional ? type.AsOptional() : type;
    }

    private static ExpressionType Coalesced(List<Inferred> arguments)
    {
        var result = ExpressionType.Missing;
        foreach (var argument in arguments)
        {
            if (argument.Type.IsUnknown) return ExpressionType.Unknown;
            result = ExpressionType.Union(result, argument.Type.Only(~TypeKinds.Null).AsPresent());
            if (!argument.Type.IsOptional && !argument.Type.Has(TypeKinds.Null)) return result.AsPresent();
        }

        return ExpressionType.Union(result, ExpressionType.Null).AsPresent();
    }

    private void CheckArguments(Builtin builtin, List<Inferred> arguments, List<SourceSpan> spans)
    {
        var parameters = builtin.Function.Signature.Parameters;
        for (var i = 0; i < Math.Min(arguments.Count, parameters.Length); i++)
        {
            var type = arguments[i].Type;
            if (parameters[i].IsArray || type.IsUnknown || type.Kinds == TypeKinds.None) continue;
            var accepted = (TypeKinds)((parameters[i].Accepts >> 1) & (int)TypeKinds.Any);
            // With the context standing in for the first argument the others move up; that case is left to the
            // evaluation.
            if ((type.Kinds & accepted) != 0 || (parameters[0].TakesContext && arguments.Count < parameters.Length))
                continue;
            var needed = new ExpressionType(accepted);
            Findings.Add(new TypeFinding(TypeFindingCodes.Mismatch, true,
                $"${builtin.Name} needs {needed} as its argument {i + 1}, but this is {type.AsPresent()}.", spans[i], needed.ToString(), type.ToString()));
        }
    }

    private Inferred Apply(InferredFunction function, List<Inferred> arguments)
    {
        if (_calls >= MaxCalls) return ExpressionType.Unknown;
        _calls++;
        var frame = new TypeFrame(function.Frame);
        var parameters = function.Lambda.Parameters;
        for (var i = 0; i < parameters.Length; i++)
            frame.Bind(parameters[i].Name, i < arguments.Count ? arguments[i] : ExpressionType.Missing);
        var result = Read(function.Lambda.Body, frame, function.Context);
        _calls--;
        return result;
    }
}
