namespace Workflows.Expressions.Functions;

/// <summary>A built-in function as data: how it is called, and what an editor says about it.</summary>
/// <param name="Name">Without the dollar.</param>
/// <param name="Signature">In JSONata's notation.</param>
/// <param name="Parameters">Names for people, optional ones in brackets.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="Arity">How many arguments it takes when another function calls it for each item.</param>
/// <param name="Body">What it does.</param>
internal sealed record Builtin(string Name, string Signature, string Parameters, string Summary, int Arity,
    BuiltinBody Body)
{
    public BuiltinFunction Function { get; } = new(Name, SignatureParser.Parse(Signature), Arity, Body);
}
