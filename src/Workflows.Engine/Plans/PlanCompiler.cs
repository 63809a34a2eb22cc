using Workflows.Engine.Actions;
using Workflows.Engine.Definitions;
using Workflows.Engine.Nodes;

namespace Workflows.Engine.Plans;

/// <summary>Lays the tree of steps out as a linear program.</summary>
internal sealed class PlanCompiler(IActionCatalog actions)
{
    private readonly List<Instruction> code = [];

    public Instruction[] Compile(IReadOnlyList<Step> steps)
    {
        Emit(steps);
        code.Add(new Instruction(OpCode.End));
        return [.. code];
    }

    private void Emit(IReadOnlyList<Step> steps)
    {
        foreach (var step in steps)
        {
            switch (step)
            {
                case NodeStep node: code.Add(new Instruction(OpCode.Node, node, Action: ResolveAction(node))); break;
                case IfStep branch: EmitIf(branch); break;
                case ForEachStep loop: EmitLoop(loop); break;
                case TryCatchStep guarded: EmitTry(guarded); break;
                case ReturnStep: code.Add(new Instruction(OpCode.Return, step)); break;
                default: throw new InvalidOperationException($"No code for a step of type {step.GetType().Name}.");
            }
        }
    }

    private void EmitIf(IfStep step)
    {
        var start = Reserve();
        Emit(step.Then);
        var skip = Reserve();
        code[start] = new Instruction(OpCode.If, step, code.Count);
        Emit(step.Else);
        code[skip] = new Instruction(OpCode.Jump, null, code.Count);
    }

    private void EmitLoop(ForEachStep step)
    {
        var start = Reserve();
        Emit(step.Body);
        code.Add(new Instruction(OpCode.LoopEnd, step, start));
        code[start] = new Instruction(OpCode.LoopStart, step, code.Count);
    }

    private void EmitTry(TryCatchStep step)
    {
        var start = Reserve();
        Emit(step.Try);
        var leave = Reserve();
        code[start] = new Instruction(OpCode.TryStart, step, code.Count);
        Emit(step.Catch);
        code[leave] = new Instruction(OpCode.TryEnd, step, code.Count);
    }

    private int Reserve()
    {
        code.Add(default);
        return code.Count - 1;
    }

    private ActionDescriptor? ResolveAction(NodeStep step)
    {
        if (step.Config is not ActionCallConfig call) return null;
        return actions.TryGet(call.ActionId, call.ActionVersion, out var action)
            ? action
            : throw new ArgumentException($"The action {call.ActionId}@{call.ActionVersion} of step '{step.Id}' is not registered.");
    }
}
