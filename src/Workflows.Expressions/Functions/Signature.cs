using Workflows.Abstractions.Json;
using Workflows.Abstractions.Json.Nodes;
using Workflows.Expressions.Evaluation;

namespace Workflows.Expressions.Functions;

/// <summary>The types that a function takes, such as <c>&lt;s-nn?:s&gt;</c>; the matching itself is a small regular
/// language.</summary>
internal sealed class Signature(string text, SignatureParameter[] parameters)
{
    private readonly bool _simple = !Array.Exists(parameters, p => p.IsRepeated);

    public string Text { get; } = text;

    public SignatureParameter[] Parameters { get; } = parameters;

    /// <summary>The arguments as the function takes them, which is mostly as they are.</summary>
    /// <exception cref="ExpressionException">T0410, T0411 or T0412.</exception>
    public ReadOnlySpan<JsonValue> Validate(Run run, ReadOnlySpan<JsonValue> arguments, scoped in JsonValue context,
        string function)
    {
        if (_simple && FitsAsItIs(arguments)) return arguments;
        var counts = new int[Parameters.Length];
        if (!TryMatch(arguments, 0, 0, counts, out var reached))
            throw Errors.In(function, ErrorCode.ArgumentType, reached + 1);
        return Arrange(run, arguments, counts, context, function);
    }

    private bool FitsAsItIs(ReadOnlySpan<JsonValue> arguments)
    {
        if (arguments.Length > Parameters.Length) return false;
        for (var i = 0; i < Parameters.Length; i++)
        {
            var parameter = Parameters[i];
            if (i >= arguments.Length)
            {
                if (!parameter.IsOptional) return false;
                continue;
            }

            var symbol = ValueTypes.Of(arguments[i]);
            if (parameter.IsArray
                ? symbol != ValueTypes.Array || parameter.Item is not null : (parameter.Accepts & symbol) == 0)
                return false;
        }

        return true;
    }

    private bool TryMatch(ReadOnlySpan<JsonValue> arguments, int parameter, int argument, int[] counts, out int reached)
    {
        reached = argument;
        if (parameter == Parameters.Length) return argument == arguments.Length;
        var rule = Parameters[parameter];
        var most = 0;
        var limit = rule.IsRepeated ? arguments.Length - argument : Math.Min(1, arguments.Length - argument);
        while (most < limit && (rule.Accepts & ValueTypes.Of(arguments[argument + most])) != 0) most++;
        var least = rule.IsOptional || rule.TakesContext ? 0 : 1;
        for (var take = most; take >= least; take--)
        {
            counts[parameter] = take;
            if (TryMatch(arguments, parameter + 1, argument + take, counts, out var further)) return true;
            reached = Math.Max(reached, further);
        }

        return false;
    }

    private JsonValue[] Arrange(Run run, ReadOnlySpan<JsonValue> arguments, int[] counts, in JsonValue context,
        string function)
    {
        var arranged = new List<JsonValue>(Parameters.Length);
        var next = 0;
        for (var p = 0; p < Parameters.Length; p++)
        {
            var rule = Parameters[p];
            if (counts[p] == 0) arranged.Add(rule.TakesContext ? Context(rule, context, function, next) : default);
            for (var i = 0; i < counts[p]; i++, next++)
                arranged.Add(rule.IsArray ? AsArray(run, rule, arguments[next], function, next) : arguments[next]);
        }

        return [.. arranged];
    }

    private static JsonValue Context(SignatureParameter rule, in JsonValue context, string function, int position)
    {
        var value = context.Reference is SequenceNode { WrapsInput: true } wrapped ? wrapped.Items[0] : context;
        return (rule.Accepts & ValueTypes.Of(value)) != 0
            ? value
            : throw Errors.In(function, ErrorCode.ContextType, position + 1);
    }

    private static JsonValue AsArray(Run run, SignatureParameter rule, in JsonValue value, string function,
        int position)
    {
        if (value.IsMissing) return value;
        if (rule.Item is { } item && !ItemsAre(run, value, item))
            throw Errors.In(function, ErrorCode.ArrayArgumentType, position + 1);
        return value.Kind == JsonKind.Array ? value : new JsonValue(new JsonArrayNode([value], 1));
    }

    private static bool ItemsAre(Run run, in JsonValue value, int item)
    {
        if (value.Kind != JsonKind.Array) return (ValueTypes.Of(value) & item) != 0;
        run.Tick(value.Count);
        foreach (var one in value.EnumerateArray())
            if ((ValueTypes.Of(one) & item) == 0) return false;
        return true;
    }
}
