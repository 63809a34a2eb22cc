namespace Workflows.Schemas.Formats.Idna;

/// <summary>RFC 5893 §2: once one label runs right to left, every label of the name must keep to one direction.</summary>
internal static class BidiRule
{
    private enum Direction
    {
        Left,
        Right,
        EuropeanNumber,
        ArabicNumber,
        Mark,
        Neutral,
    }

    public static bool Holds(IReadOnlyList<IReadOnlyList<int>> labels) =>
        !labels.Any(label => label.Any(IsRightToLeft)) || labels.All(IsOneWay);

    private static bool IsRightToLeft(int codePoint) =>
        Classify(codePoint) is Direction.Right or Direction.ArabicNumber;

    private static bool IsOneWay(IReadOnlyList<int> label) => Classify(label[0]) switch
    {
        Direction.Right => IsRightLabel(label),
        Direction.Left => IsLeftLabel(label),
        _ => false,
    };

    private static bool IsRightLabel(IReadOnlyList<int> label)
    {
        var directions = label.Select(Classify).ToList();
        bool mixesNumbers = directions.Contains(Direction.EuropeanNumber) && directions.Contains(Direction.ArabicNumber);
        return !directions.Contains(Direction.Left)
            && !mixesNumbers
            && LastStrong(directions) is Direction.Right or Direction.EuropeanNumber or Direction.ArabicNumber;
    }

    private static bool IsLeftLabel(IReadOnlyList<int> label)
    {
        var directions = label.Select(Classify).ToList();
        return !directions.Contains(Direction.Right)
            && !directions.Contains(Direction.ArabicNumber)
            && LastStrong(directions) is Direction.Left or Direction.EuropeanNumber;
    }

    private static Direction LastStrong(List<Direction> directions) =>
        directions.FindLast(direction => direction != Direction.Mark);

    private static Direction Classify(int codePoint)
    {
        if (IdnaTables.RightToLeft.Contains(codePoint))
            return Direction.Right;
        if (IdnaTables.ArabicNumber.Contains(codePoint))
            return Direction.ArabicNumber;
        if (codePoint is >= '0' and <= '9' or >= 0x06F0 and <= 0x06F9)
            return Direction.EuropeanNumber;
        if (IdnaCodePoints.IsMark(codePoint))
            return Direction.Mark;
        return codePoint is '-' or 0x00B7 or 0x0375 or 0x200C or 0x200D or 0x30FB ? Direction.Neutral : Direction.Left;
    }
}
