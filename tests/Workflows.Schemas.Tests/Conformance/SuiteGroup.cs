using Workflows.Abstractions.Json;

namespace Workflows.Schemas.Tests.Conformance;

/// <summary>One group of the suite: a schema, and instances with their verdicts.</summary>
internal sealed record SuiteGroup(string File, string Description, JsonValue Schema, IReadOnlyList<SuiteCase> Cases);

/// <summary>One instance of a group.</summary>
internal sealed record SuiteCase(string Description, JsonValue Data, bool IsValid);
