using System.Globalization;
using System.Text;
using Workflows.Abstractions.Json;
using Workflows.Engine.Definitions;
using Workflows.Engine.Mapping;

namespace Workflows.Engine.Runs;

public sealed partial class RunMachine
{
    /// <summary>The roots that expressions of a branch see. A loop variable also hides the variable of its name in <c>vars</c>.</summary>
    private Scope ScopeOf(Branch branch)
    {
        var vars = state.Vars;
        var roots = new JsonObjectBuilder();
        roots.Add("payload", state.Payload);
        foreach (var (loop, item, index) in LoopsAround(branch))
        {
            vars = vars.With(loop.ItemVariable, item);
            roots.Add(loop.ItemVariable, item);
            if (loop.ItemVariable != "item") roots.Add("item", item);
            roots.Add("index", JsonValue.From(index));
        }

        roots.Add("vars", vars);
        roots.Add("meta", state.Meta);
        roots.Add("run", context.Run);
        if (!state.Error.IsMissing) roots.Add("error", state.Error);
        return new Scope(roots.Build(), context.Evaluation, seeds);
    }

    /// <summary>The loops around a branch's position with their current items, outermost first.</summary>
    private static List<(ForEachStep Loop, JsonValue Item, int Index)> LoopsAround(Branch branch)
    {
        if (branch.Parent is null && branch.Frames.Count == 0) return [];
        var loops = branch.Parent is null ? [] : LoopsAround(branch.Parent);
        foreach (var frame in branch.Frames)
        {
            if (frame.Kind == FrameKind.Try) continue;
            if (frame.Kind == FrameKind.Loop && branch.Pending?.Kind == PendingKind.Children && frame == branch.Frames[^1]) continue;
            var items = frame.Kind == FrameKind.Item ? branch.Parent!.Frames[^1].Items : frame.Items;
            loops.Add(((ForEachStep)frame.Step, items[frame.Index], frame.Index));
        }

        return loops;
    }

    /// <summary>The identity of the step at a branch's position: its id and the loop indexes around it, <c>notify[3]</c>.</summary>
    private string IdentityOf(Branch branch) => IdentityOf(branch, plan.Code[branch.Position].Step!);

    private static string IdentityOf(Branch branch, Step step)
    {
        if (branch.Parent is null && branch.Frames.Count == 0) return step.Id;
        var identity = new StringBuilder(step.Id);
        foreach (var (_, _, index) in LoopsAround(branch)) identity.Append(CultureInfo.InvariantCulture, $"[{index}]");
        return identity.ToString();
    }
}
