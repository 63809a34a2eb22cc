using Workflows.Abstractions.Json;
using Workflows.Engine.Definitions;

namespace Workflows.Engine.Runs;

public sealed partial class RunMachine
{
    private void EnterLoop(Branch branch, ForEachStep step, int after)
    {
        var items = ScopeOf(branch).Evaluate(step.Items.Expression);
        if (items.Kind != JsonKind.Array)
        {
            Fail(branch, new Failure(
                FailureCategory.ValidationError, "ITEMS_NOT_A_LIST", $"The items of '{step.Id}' are {DefinitionReader.Describe(items)}, not a list."));
            return;
        }

        history.Entry(IdentityOf(branch), step.Type, "succeeded", branch.Attempt).Number("items", items.Count).Close();
        if (items.Count == 0 || step.Body.Count == 0)
        {
            if (step.SaveAs is null || TrySave(branch, step.SaveAs, JsonValue.EmptyArray)) MoveTo(branch, after);
            return;
        }

        var frame = new Frame(FrameKind.Loop, step)
        {
            Items = items, Results = step.Results is null ? null : new LoopResults(items.Count),
        };
        branch.Frames.Add(frame);
        if (step.Concurrency == 1 || items.Count == 1)
        {
            MoveTo(branch, branch.Position + 1);
            return;
        }

        branch.Pending = new Pending(PendingKind.Children, 0);
        for (var i = 0; i < Math.Min(step.Concurrency, items.Count); i++) BeginItem(branch, frame);
    }

    private void BeginItem(Branch parent, Frame loop)
    {
        var child = new Branch { Id = ++state.LastBranch, Parent = parent, Position = parent.Position + 1 };
        child.Frames.Add(new Frame(FrameKind.Item, loop.Step) { Index = loop.Index++ });
        state.Branches.Add(child);
    }

    /// <summary>The body of the innermost loop has come to its end: keeps what the item came to, and goes on.</summary>
    private void CompleteItem(Branch branch)
    {
        var result = default(JsonValue);
        if (((ForEachStep)branch.Frames[^1].Step).Results is { } template)
        {
            result = template.Resolve(ScopeOf(branch));
            if (result.IsMissing) result = JsonValue.Null;
        }

        EndItem(branch, result);
    }

    /// <summary>The turn of the innermost loop's current item is over: on with the next item, or out of the loop.</summary>
    private void EndItem(Branch branch, JsonValue result)
    {
        var frame = branch.Frames[^1];
        var loop = frame.Kind == FrameKind.Item ? branch.Parent!.Frames[^1] : frame;
        loop.Results?.Keep(frame.Index, result);
        if (frame.Kind == FrameKind.Item)
        {
            EndChild(branch);
            return;
        }

        plan.TryFindEntry(frame.Step.Id, out var start);
        if (++frame.Index < frame.Items.Count) MoveTo(branch, start + 1);
        else EndLoop(branch, start);
    }

    private void EndChild(Branch child)
    {
        var parent = child.Parent!;
        var loop = parent.Frames[^1];
        state.Branches.Remove(child);
        if (loop.Index < loop.Items.Count)
        {
            BeginItem(parent, loop);
            return;
        }

        if (!state.Branches.Exists(branch => branch.Parent == parent)) EndLoop(parent, parent.Position);
    }

    private void EndLoop(Branch branch, int start)
    {
        var frame = branch.Frames[^1];
        branch.Frames.RemoveAt(branch.Frames.Count - 1);
        MoveTo(branch, start);
        if (((ForEachStep)frame.Step).SaveAs is { } target && !TrySave(branch, target, frame.Results!.ToList())) return;
        changed.Clear();
        MoveTo(branch, plan.Code[start].Target);
    }

    private void RemoveChildren(Branch parent)
    {
        foreach (var child in state.Branches.Where(branch => branch.Parent == parent).ToList())
        {
            RemoveChildren(child);
            Release(child);
            state.Branches.Remove(child);
        }
    }
}
