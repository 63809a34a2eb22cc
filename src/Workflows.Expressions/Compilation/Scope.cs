using Workflows.Expressions.Operations;

namespace Workflows.Expressions.Compilation;

/// <summary>The variables of one frame at run time, while compiling.</summary>
internal sealed class Scope(Scope? parent, string[] names)
{
    public Scope? Parent => parent;

    public string[] Names => names;

    /// <summary>Every place where the name may be bound, innermost first.</summary>
    public static SlotAddress[] Find(Scope? scope, string name)
    {
        List<SlotAddress>? found = null;
        for (var levels = 0; scope is not null; scope = scope.Parent, levels++)
        {
            var slot = Array.IndexOf(scope.Names, name);
            if (slot >= 0) (found ??= []).Add(new SlotAddress(levels, slot));
        }

        return found is null ? [] : [.. found];
    }
}
