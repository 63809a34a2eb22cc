namespace Workflows.Engine.Definitions;

/// <summary>The stable codes of findings.</summary>
public static partial class FindingCodes
{
    /// <summary>The document is not a definition: wrong type, missing or unknown key, value out of range.</summary>
    public const string InvalidDefinition = "INVALID_WORKFLOW_DEFINITION";

    /// <summary>Two steps have the same id.</summary>
    public const string DuplicateStepId = "DUPLICATE_STEP_ID";

    /// <summary>No node type has this name.</summary>
    public const string UnknownNodeType = "UNKNOWN_NODE_TYPE";

    /// <summary>The step's config breaks the node type's schema.</summary>
    public const string InvalidConfig = "INVALID_CONFIG";

    /// <summary>An expression slot holds something else.</summary>
    public const string InvalidExpressionSlot = "INVALID_EXPR";

    /// <summary>An expression is empty.</summary>
    public const string EmptyExpression = "EMPTY_EXPRESSION";

    /// <summary>An expression does not compile.</summary>
    public const string InvalidExpression = "INVALID_EXPRESSION";

    /// <summary>No action has this id and version.</summary>
    public const string UnknownAction = "UNKNOWN_ACTION";

    /// <summary>A required input of the action is not mapped.</summary>
    public const string MissingRequiredMapping = "MISSING_REQUIRED_MAPPING";

    /// <summary>An assignment writes where it may not.</summary>
    public const string InvalidAssignPath = "INVALID_ASSIGN_PATH";

    /// <summary>The trigger names an event type that is not in the catalog.</summary>
    public const string UnknownTriggerEvent = "UNKNOWN_TRIGGER_EVENT";

    /// <summary>A wait names an event type that is not in the catalog.</summary>
    public const string UnknownWaitEvent = "UNKNOWN_WAIT_EVENT";

    /// <summary>A trigger expression uses another root than <c>event</c>.</summary>
    public const string TriggerInvalidRoot = "TRIGGER_MAPPING_INVALID_ROOT";

    /// <summary>An object has a key that begins with <c>$</c> and means nothing.</summary>
    public const string UnknownSpecialKey = "UNKNOWN_SPECIAL_KEY";

    /// <summary>The definition has too many steps or is nested too deeply.</summary>
    public const string TooLarge = "DEFINITION_TOO_LARGE";

    /// <summary>A secret's name is not one.</summary>
    public const string InvalidSecretName = "INVALID_SECRET_NAME";

    /// <summary>A secret stands outside an action's input.</summary>
    public const string SecretNotAllowed = "SECRET_NOT_ALLOWED";
}
