namespace Workflows.Schemas.Keywords;

/// <summary>When a keyword is evaluated among those beside it.</summary>
internal enum KeywordPhase
{
    /// <summary>Looks at the instance itself: cheap, so it comes first.</summary>
    Assertion,

    /// <summary>Applies subschemas.</summary>
    Applicator,

    /// <summary>Needs to know what all others have evaluated.</summary>
    Unevaluated,
}
