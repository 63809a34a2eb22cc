using Workflows.Engine.Actions;
using Workflows.Engine.Definitions;

namespace Workflows.Engine.Plans;

/// <summary>One instruction of a plan.</summary>
/// <param name="Op">What to do.</param>
/// <param name="Step">The step that it belongs to; null for jumps and the end.</param>
/// <param name="Target">Where to go: the else branch, the end of the block, the handler; see <see cref="OpCode"/>.</param>
/// <param name="Action">The action of an <c>action.call</c>.</param>
internal readonly record struct Instruction(OpCode Op, Step? Step = null, int Target = 0, ActionDescriptor? Action = null)
{
    /// <summary>Whether a step begins here: the only places at which a run is ever stored.</summary>
    public bool IsEntry => Op is OpCode.Node or OpCode.If or OpCode.LoopStart or OpCode.TryStart or OpCode.Return;
}

/// <summary>The instructions.</summary>
internal enum OpCode : byte
{
    /// <summary>Executes a node step.</summary>
    Node,

    /// <summary>Falls through when the condition holds, else goes to the target.</summary>
    If,

    /// <summary>Goes to the target.</summary>
    Jump,

    /// <summary>Enters a loop; goes to the target when there is no item.</summary>
    LoopStart,

    /// <summary>Ends an item's turn; the target is the loop's start.</summary>
    LoopEnd,

    /// <summary>Enters a guarded block; the target is its handler.</summary>
    TryStart,

    /// <summary>Leaves a guarded block without error; goes to the target.</summary>
    TryEnd,

    /// <summary>Ends the run as succeeded.</summary>
    Return,

    /// <summary>The end of the program.</summary>
    End,
}
