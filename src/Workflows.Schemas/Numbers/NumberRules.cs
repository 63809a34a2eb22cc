using Workflows.Abstractions.Json;

namespace Workflows.Schemas.Numbers;

/// <summary>Exact answers about JSON numbers, quick for those of everyday size.</summary>
internal static class NumberRules
{
    // Up to here every whole double is exact, and so is the test for a fraction.
    private const double ExactDoubles = 9007199254740992;

    public static bool IsInteger(JsonValue number)
    {
        if (number.TryGetInt64(out _))
            return true;
        double value = number.GetDouble();
        return Math.Abs(value) < ExactDoubles && value != Math.Floor(value)
            ? false
            : ExactNumber.Of(number).IsInteger;
    }

    public static int Compare(JsonValue left, JsonValue right)
    {
        if (left.TryGetInt64(out long leftInteger) && right.TryGetInt64(out long rightInteger))
            return leftInteger.CompareTo(rightInteger);

        // Rounding keeps the order, so only doubles that are equal leave the question open.
        int rough = left.GetDouble().CompareTo(right.GetDouble());
        return rough != 0 ? rough : ExactNumber.Of(left).CompareTo(ExactNumber.Of(right));
    }
}
