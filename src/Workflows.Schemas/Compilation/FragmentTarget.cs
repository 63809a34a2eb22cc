using Workflows.Abstractions.Json;
using Workflows.Schemas.Locations;

namespace Workflows.Schemas.Compilation;

/// <summary>What the fragment of a reference names in a resource: nothing (the root), a JSON pointer or an anchor.</summary>
internal static class FragmentTarget
{
    public static SchemaLocation? Find(SchemaResource resource, string? fragment)
    {
        if (string.IsNullOrEmpty(fragment))
            return resource.Root;
        string name = Uri.UnescapeDataString(fragment);
        if (name[0] == '/')
            return FindPointer(resource, name);
        return resource.Anchors.TryGetValue(name, out var location) ? location : null;
    }

    private static SchemaLocation? FindPointer(SchemaResource resource, string pointer)
    {
        if (!JsonPointer.TryParse(resource.Root.Pointer + pointer, out var target))
            return null;
        var location = resource.Root with { Pointer = target };
        return location.Value.IsMissing ? null : location;
    }
}
