namespace Workflows.Schemas.Patterns;

/// <summary>The .NET form of an ECMA-262 pattern.</summary>
/// <param name="Pattern">The translated pattern.</param>
/// <param name="IsRegular">False when it holds look-around or back references, which need the backtracking engine.</param>
internal readonly record struct EcmaTranslation(string Pattern, bool IsRegular);
