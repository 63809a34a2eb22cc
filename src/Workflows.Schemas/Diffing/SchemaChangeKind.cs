namespace Workflows.Schemas.Diffing;

/// <summary>What changed.</summary>
public enum SchemaChangeKind
{
    /// <summary>A property is new. Compatible.</summary>
    PropertyAdded,

    /// <summary>A property is gone. Breaking.</summary>
    PropertyRemoved,

    /// <summary>An optional property became required. Compatible.</summary>
    BecameRequired,

    /// <summary>A required property became optional. Breaking.</summary>
    BecameOptional,

    /// <summary>More types are allowed. Breaking.</summary>
    TypeWidened,

    /// <summary>Fewer types are allowed. Compatible.</summary>
    TypeNarrowed,

    /// <summary>The type is another one. Breaking.</summary>
    TypeChanged,

    /// <summary>Values were added to <c>enum</c>, or it is gone. Breaking.</summary>
    ValuesAdded,

    /// <summary>Values were taken from <c>enum</c>, or it is new. Compatible.</summary>
    ValuesRemoved,

    /// <summary>A bound allows more than before. Breaking.</summary>
    BoundLoosened,

    /// <summary>A bound allows less than before. Compatible.</summary>
    BoundTightened,

    /// <summary>A rule (format, pattern, multipleOf …) is new. Compatible.</summary>
    RuleAdded,

    /// <summary>A rule is gone. Breaking.</summary>
    RuleRemoved,

    /// <summary>A rule is another one. Breaking, because what it allows can't be compared.</summary>
    RuleChanged,

    /// <summary>An alternative of <c>anyOf</c> or <c>oneOf</c> is new. Breaking.</summary>
    AlternativeAdded,

    /// <summary>An alternative is gone. Compatible.</summary>
    AlternativeRemoved,

    /// <summary>Unnamed properties are now allowed, or no longer. Compatible: readers ignore what they don't know.</summary>
    OpennessChanged,

    /// <summary>Title, description, default, examples or another note changed. Compatible.</summary>
    AnnotationChanged,
}
