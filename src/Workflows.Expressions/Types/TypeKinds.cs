namespace Workflows.Expressions.Types;

/// <summary>What a value may be, as far as the schemas tell.</summary>
[Flags]
public enum TypeKinds
{
    /// <summary>Never a value.</summary>
    None = 0,

    /// <summary>JSON null.</summary>
    Null = 1,

    /// <summary>A boolean.</summary>
    Boolean = 2,

    /// <summary>A number.</summary>
    Number = 4,

    /// <summary>A string.</summary>
    String = 8,

    /// <summary>An array.</summary>
    Array = 16,

    /// <summary>An object.</summary>
    Object = 32,

    /// <summary>A function; only inside an expression.</summary>
    Function = 64,

    /// <summary>Anything: nothing is known, so nothing is claimed.</summary>
    Any = Null | Boolean | Number | String | Array | Object | Function,
}
