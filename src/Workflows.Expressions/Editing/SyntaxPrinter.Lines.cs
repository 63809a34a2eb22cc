using Workflows.Expressions.Syntax;
using Workflows.Expressions.Syntax.Nodes;

namespace Workflows.Expressions.Editing;

/// <content>Everything in one line.</content>
internal static partial class SyntaxPrinter
{
    private static string Line(SyntaxNode node) => node switch
    {
        LiteralSyntax literal => literal.Value.ToString(),
        RegexSyntax regex => $"/{regex.Pattern}/{regex.Flags}",
        VariableSyntax variable => "$" + variable.Name,
        NameSyntax name => Name(name.Name),
        WildcardSyntax => "*",
        DescendantsSyntax => "**",
        ParentSyntax => "%",
        PlaceholderSyntax => "?",
        BinarySyntax { Operator: BinaryOperator.Range } range => $"{Line(range.Left)}..{Line(range.Right)}",
        BinarySyntax binary => $"{Line(binary.Left)} {binary.Operator.Text()} {Line(binary.Right)}",
        NegateSyntax negate => "-" + Line(negate.Operand),
        ArraySyntax array => $"[{All(array.Items, ", ")}]",
        ObjectSyntax map => $"{{{All(map.Pairs, ", ")}}}",
        PairSyntax pair => $"{Line(pair.Key)}: {Line(pair.Value)}",
        BlockSyntax block => $"({All(block.Expressions, "; ")})",
        ConditionalSyntax { Else: null } conditional => $"{Line(conditional.Condition)} ? {Line(conditional.Then)}",
        ConditionalSyntax conditional =>
            $"{Line(conditional.Condition)} ? {Line(conditional.Then)} : {Line(conditional.Else!)}",
        FallbackSyntax fallback =>
            $"{Line(fallback.Left)} {(fallback.OnlyWhenMissing ? "??" : "?:")} {Line(fallback.Right)}",
        BindSyntax bind => $"${bind.Variable.Name} := {Line(bind.Value)}",
        ChainSyntax chain => $"{Line(chain.Left)} ~> {Line(chain.Right)}",
        LambdaSyntax lambda => $"{Head(lambda)}{{ {Line(lambda.Body)} }}",
        CallSyntax call => $"{Line(call.Function)}({All(call.Arguments, ", ")})",
        TransformSyntax { Delete: { } delete } transform =>
            $"|{Line(transform.Location)}|{Line(transform.Update)}, {Line(delete)}|",
        TransformSyntax transform => $"|{Line(transform.Location)}|{Line(transform.Update)}|",
        PathSyntax path => Path(path),
        StepSyntax step => Step(step),
        SortSyntax sort => $"^({All(sort.Terms, ", ")})",
        SortTermSyntax term => (term.Descending ? ">" : "") + Line(term.Expression),
        PostfixSyntax postfix =>
            Line(postfix.Inner) + All(postfix.Predicates, "") + Keep(postfix.KeepArray) + Group(postfix.Group),
        StageSyntax { Predicate: { } predicate } => $"[{Line(predicate)}]",
        StageSyntax stage => "#$" + stage.Index,
        _ => "",
    };

    private static string All(IEnumerable<SyntaxNode> nodes, string separator) =>
        string.Join(separator, nodes.Select(Line));

    private static string Group(ObjectSyntax? group) => group is null ? "" : Line(group);

    private static string Keep(bool keepArray) => keepArray ? "[]" : "";

    private static string Path(PathSyntax path)
    {
        var text = "";
        for (var i = 0; i < path.Steps.Length; i++)
        {
            if (i > 0 && path.Steps[i].Expression is not SortSyntax) text += ".";
            text += Step(path.Steps[i]);
        }

        return text + Group(path.Group);
    }

    private static string Step(StepSyntax step)
    {
        var focus = step.Focus is null ? "" : "@$" + step.Focus;
        var index = step.Index is null ? "" : "#$" + step.Index;
        var isKept = step.KeepArray && step.Expression is not PostfixSyntax { KeepArray: true };
        return Line(step.Expression) + focus + index + All(step.Stages, "") + Keep(isKept);
    }
}
