namespace Workflows.Expressions.Types;

/// <summary>What is known about an expression without evaluating it.</summary>
/// <param name="Result">The type of its value.</param>
/// <param name="Findings">What the types tell, in the order of the text.</param>
/// <param name="Reads">The data that it reads, each path once.</param>
public sealed record TypeAnalysis(ExpressionType Result, IReadOnlyList<TypeFinding> Findings,
    IReadOnlyList<DataPath> Reads)
{
    /// <summary>Infers the type of an expression from the types of its roots.</summary>
    public static TypeAnalysis Of(Expression expression, TypeScope scope)
    {
        ArgumentNullException.ThrowIfNull(expression);
        ArgumentNullException.ThrowIfNull(scope);
        var inference = new TypeInference(scope);
        var result = inference.Run(expression.Syntax);
        var findings = inference.Findings.Distinct().OrderBy(finding => finding.Span.Start).ToList();
        var reads = inference.Reads.DistinctBy(read => read.Path).OrderBy(read => read.Span.Start).ToList();
        return new TypeAnalysis(result, findings, reads);
    }

    /// <summary>The data that an expression reads when nothing is known about its roots.</summary>
    public static IReadOnlyList<DataPath> ReadsOf(Expression expression) =>
        Of(expression, new TypeScope { Roots = new Dictionary<string, ExpressionType>() }).Reads;

    /// <summary>What stands against giving the value to a target of a type.</summary>
    public IReadOnlyList<TypeFinding> CheckAgainst(ExpressionType target, Expression expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return Assignability.Check(Result, target, expression.Syntax.Span);
    }
}
