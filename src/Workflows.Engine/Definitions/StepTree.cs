namespace Workflows.Engine.Definitions;

/// <summary>Walks the tree of steps.</summary>
public static class StepTree
{
    /// <summary>Every step, those of nested blocks included, in document order.</summary>
    public static IEnumerable<Step> Flatten(IReadOnlyList<Step> steps)
    {
        foreach (var step in steps)
        {
            yield return step;
            IReadOnlyList<Step> nested = step switch
            {
                IfStep branch => [.. branch.Then, .. branch.Else],
                ForEachStep loop => loop.Body,
                TryCatchStep guarded => [.. guarded.Try, .. guarded.Catch],
                _ => [],
            };
            foreach (var inner in Flatten(nested)) yield return inner;
        }
    }
}
