using Workflows.Abstractions.Json;
using Workflows.Abstractions.Json.Nodes;

namespace Workflows.Expressions.Functions;

/// <summary>The types of signatures as bits.</summary>
internal static class ValueTypes
{
    public const int Missing = 1;
    public const int Null = 2;
    public const int Boolean = 4;
    public const int Number = 8;
    public const int String = 16;
    public const int Array = 32;
    public const int Object = 64;
    public const int Function = 128;
    public const int Json = Null | Boolean | Number | String | Array | Object;
    public const int Any = Json | Function;

    public static int Of(in JsonValue value)
    {
        var kind = value.Kind;
        return kind == JsonKind.Missing && value.Reference is JsonOpaque ? Function : 1 << (int)kind;
    }

    public static int Parse(char symbol) => symbol switch
    {
        's' => String,
        'n' => Number,
        'b' => Boolean,
        'l' => Null,
        'a' => Array,
        'o' => Object,
        'f' => Function,
        'j' => Json,
        'x' => Any,
        _ => 0,
    };
}
