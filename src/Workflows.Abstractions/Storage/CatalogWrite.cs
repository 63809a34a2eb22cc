namespace Workflows.Abstractions.Storage;

/// <summary>What became of a catalog entry that was to be written together with its schema. Unless it is done, nothing was written.</summary>
public enum CatalogWrite
{
    /// <summary>Both are durable.</summary>
    Done,

    /// <summary>The owner has an entry of the type already.</summary>
    EntryExists,

    /// <summary>There is no such entry, or its revision is another one.</summary>
    EntryChanged,

    /// <summary>The owner has a schema under the ref already.</summary>
    SchemaExists,
}
