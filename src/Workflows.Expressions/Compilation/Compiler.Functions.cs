using Workflows.Expressions.Functions;
using Workflows.Expressions.Operations;
using Workflows.Expressions.Syntax.Nodes;

namespace Workflows.Expressions.Compilation;

/// <content>Calls and definitions of functions.</content>
internal sealed partial class Compiler
{
    private LambdaOperation Lambda(LambdaSyntax lambda)
    {
        var names = new List<string>();
        foreach (var parameter in lambda.Parameters)
            if (!names.Contains(parameter.Name)) names.Add(parameter.Name);
        foreach (var bound in BoundNames.In(lambda.Body))
            if (!names.Contains(bound)) names.Add(bound);
        var slots = System.Array.ConvertAll(lambda.Parameters, parameter => names.IndexOf(parameter.Name));
        var outer = _scope;
        _scope = new Scope(outer, [.. names]);
        var body = Visit(lambda.Body, isTail: true);
        _scope = outer;
        return new LambdaOperation(slots, names.Count, lambda.Signature, body);
    }

    private Operation Call(CallSyntax call, bool isTail)
    {
        var function = Callee(call);
        var site = new CallSite(call.Span.Start, call.FunctionName, call.Function is PathSyntax);
        if (!call.IsPartial) return new CallOperation(function, VisitAll(call.Arguments), site, isTail);
        var arguments = System.Array.ConvertAll(call.Arguments, argument => argument is PlaceholderSyntax
            ? null : Visit(argument));
        return new PartialOperation(function, arguments, site);
    }

    /// <summary>The product's helpers are called without a dollar, too; a field of that name cannot be a function
    /// anyway.</summary>
    private Operation Callee(CallSyntax call) =>
        call.Function is PathSyntax && call.FunctionName is { } name && Builtins.IsHelper(name)
            ? new VariableOperation(name, [], Builtins.Find(name))
            : Visit(call.Function);

    private ChainOperation Chain(ChainSyntax chain)
    {
        var keep = chain.Left is PostfixSyntax { KeepArray: true } || chain.Right is PostfixSyntax { KeepArray: true };
        return new ChainOperation(Visit(chain.Left), Visit(chain.Right), chain.Right.Span.Start, keep);
    }
}
