namespace Workflows.Engine.Definitions;

/// <content>Codes of what a definition means in its surroundings. <c>docs/validation.md</c> has an example of each.</content>
public static partial class FindingCodes
{
    /// <summary>Warning: the event type is deprecated.</summary>
    public const string DeprecatedEvent = "DEPRECATED_EVENT";

    /// <summary>There is no schema for the payload. A warning for workflows that only people start, else an error.</summary>
    public const string PayloadSchemaRefMissing = "PAYLOAD_SCHEMA_REF_MISSING";

    /// <summary>The registry does not have the payload's schema.</summary>
    public const string PayloadSchemaRefUnknown = "PAYLOAD_SCHEMA_REF_UNKNOWN";

    /// <summary>The payload's schema is to be inferred, but there is no event trigger to infer it from.</summary>
    public const string PayloadSchemaInferenceUnsupportedTrigger = "PAYLOAD_SCHEMA_INFERENCE_UNSUPPORTED_TRIGGER";

    /// <summary>Warning: a schema is a draft or deprecated.</summary>
    public const string SchemaNotActive = "SCHEMA_NOT_ACTIVE";

    /// <summary>A schema cannot be compiled, because what it refers to changed.</summary>
    public const string SchemaNotCompilable = "SCHEMA_NOT_COMPILABLE";

    /// <summary>The registry does not have the schema of the trigger's events.</summary>
    public const string UnknownTriggerSourceSchemaRef = "UNKNOWN_TRIGGER_SOURCE_SCHEMA_REF";

    /// <summary>Events and payload have different schemas, and there is no mapping.</summary>
    public const string TriggerMappingRequired = "TRIGGER_MAPPING_REQUIRED";

    /// <summary>The trigger's mapping leaves required fields of the payload out.</summary>
    public const string TriggerMappingMissingRequiredFields = "TRIGGER_MAPPING_MISSING_REQUIRED_FIELDS";

    /// <summary>A mapping gives a field that its target does not have. A warning where the target takes other fields, too.</summary>
    public const string UnknownMappingTarget = "UNKNOWN_MAPPING_TARGET";

    /// <summary>The value of a mapping is of a type that its target does not take.</summary>
    public const string MappingTypeIncompatible = "MAPPING_TYPE_INCOMPATIBLE";

    /// <summary>Warning: the type of a mapped value is not known, so it could not be checked.</summary>
    public const string MappingTypeUnknown = "MAPPING_TYPE_UNKNOWN";

    /// <summary>An expression reads a variable that no step before it sets.</summary>
    public const string ForwardReference = "FORWARD_REFERENCE";

    /// <summary>A path leads to a field that its schema does not know; a warning where the schema allows other fields.</summary>
    public const string UndefinedMappingSource = "UNDEFINED_MAPPING_SOURCE";

    /// <summary>A variable or function of an expression is not known.</summary>
    public const string UndefinedName = "UNDEFINED_NAME";

    /// <summary>A value that may be null or missing where one is required; an error when it always is.</summary>
    public const string NullableToRequired = "NULLABLE_TO_REQUIRED";

    /// <summary>Warning: a value is converted, or a single item stands where a list is needed.</summary>
    public const string TypeCoercion = "TYPE_COERCION";

    /// <summary>An operator or a function is given a value that it cannot work with.</summary>
    public const string TypeMismatch = "TYPE_MISMATCH";

    /// <summary>The items of a list are of a type that its target does not take.</summary>
    public const string ArrayElementMismatch = "ARRAY_ELEMENT_MISMATCH";

    /// <summary>A value that the schema does not list.</summary>
    public const string InvalidEnumValue = "INVALID_ENUM_VALUE";

    /// <summary>An expression yields a function, which is no JSON value.</summary>
    public const string NonSerializable = "NON_SERIALIZABLE";

    /// <summary>Warning: an assignment writes to a place that the payload's schema does not know.</summary>
    public const string AssignPathUnknown = "ASSIGN_PATH_UNKNOWN";

    /// <summary>A call uses a secret that does not exist.</summary>
    public const string SecretNotFound = "SECRET_NOT_FOUND";

    /// <summary>Warning: the value of a secret has not been changed for 90 days.</summary>
    public const string SecretStale = "SECRET_STALE";

    /// <summary>Warning: a secret has been there for 90 days, and no call has ever used it.</summary>
    public const string SecretNeverAccessed = "SECRET_NEVER_ACCESSED";

    /// <summary>A call names a workflow that does not exist.</summary>
    public const string UnknownWorkflow = "UNKNOWN_WORKFLOW";

    /// <summary>A call names a version that is not published.</summary>
    public const string UnknownWorkflowVersion = "UNKNOWN_WORKFLOW_VERSION";

    /// <summary>Warning: no version of the called workflow is published.</summary>
    public const string WorkflowNotPublished = "WORKFLOW_NOT_PUBLISHED";

    /// <summary>Workflows call each other in a circle; an error when no condition can end it.</summary>
    public const string WorkflowCallCycle = "WORKFLOW_CALL_CYCLE";

    /// <summary>The registry does not have the form of a human task.</summary>
    public const string FormSchemaRefUnknown = "FORM_SCHEMA_REF_UNKNOWN";

    /// <summary>The cron expression of a trigger is none, or never comes due.</summary>
    public const string TimeTriggerInvalidCron = "TIME_TRIGGER_INVALID_CRON";

    /// <summary>The zone of a trigger is no IANA zone.</summary>
    public const string TimeTriggerInvalidTimeZone = "TIME_TRIGGER_INVALID_TIMEZONE";

    /// <summary>The moment of a trigger is none, or has passed.</summary>
    public const string TimeTriggerInvalidRunAt = "TIME_TRIGGER_INVALID_RUN_AT";

    /// <summary>The days of a trigger never come, nobody tells them, or its type has none.</summary>
    public const string TimeTriggerInvalidDays = "TIME_TRIGGER_INVALID_DAYS";

    /// <summary>The tenant does not have the calendar of a trigger.</summary>
    public const string TimeTriggerUnknownCalendar = "TIME_TRIGGER_UNKNOWN_CALENDAR";

    /// <summary>A trigger of type <c>schedule</c> has no moment.</summary>
    public const string TimeTriggerRunAtRequired = "TIME_TRIGGER_RUN_AT_REQUIRED";

    /// <summary>The correlation key of a wait can never be a key.</summary>
    public const string EventWaitUncorrelatable = "EVENT_WAIT_UNCORRELATABLE";

    /// <summary>Warning: the awaited event cannot carry the correlation key.</summary>
    public const string EventWaitCorrelationContract = "EVENT_WAIT_CORRELATION_CONTRACT";
}
