using FsCheck;
using FsCheck.Fluent;
using Workflows.Abstractions.Json;
using Workflows.Schemas.Numbers;

namespace Workflows.Schemas.Tests.Numbers;

public class ExactNumberTests
{
    [Theory]
    [InlineData("1.0", "1")]
    [InlineData("1e3", "1000")]
    [InlineData("-0.0", "0")]
    [InlineData("12300e-2", "123")]
    [InlineData("1E+2", "100")]
    [InlineData("1.500", "15e-1")]
    [InlineData("0e-99999999999999999999", "0")]
    public void Parse_DifferentTexts_GivesOneValue(string left, string right) =>
        ExactNumber.Parse(left).ShouldBe(ExactNumber.Parse(right));

    [Theory]
    [InlineData("1e300", "1e-300", 1)]
    [InlineData("-1e300", "1e-300", -1)]
    [InlineData("9007199254740993", "9007199254740992", 1)]
    [InlineData("0.1", "0.10000000000000000001", -1)]
    [InlineData("-5", "-4.999", -1)]
    [InlineData("0", "0e99", 0)]
    public void CompareTo_NumbersOfAnySize_IsExact(string left, string right, int expected) =>
        Math.Sign(ExactNumber.Parse(left).CompareTo(ExactNumber.Parse(right))).ShouldBe(expected);

    [Theory]
    [InlineData("1e999999999", "7", false)]
    [InlineData("1e999999999", "0.5", true)]
    [InlineData("0.3", "0.1", true)]
    [InlineData("1e-999999999", "2", false)]
    [InlineData("-4.35", "0.05", true)]
    [InlineData("1e-99999999999999999999", "3", false)]
    public void IsMultipleOf_NumbersOfAnySize_IsExact(string number, string divisor, bool expected) =>
        ExactNumber.Parse(number).IsMultipleOf(ExactNumber.Parse(divisor)).ShouldBe(expected);

    [Fact]
    public void IsMultipleOf_Decimals_AgreesWithDecimalArithmetic()
    {
        var pairs = from coefficient in Gen.Choose(-1_000_000, 1_000_000)
                    from places in Gen.Choose(0, 5)
                    from divisor in Gen.Choose(1, 500)
                    from divisorPlaces in Gen.Choose(0, 5)
                    select (Number: Decimal(coefficient, places), Divisor: Decimal(divisor, divisorPlaces));

        Prop.ForAll(pairs.ToArbitrary(), pair =>
            ExactNumber.Parse(Text(pair.Number)).IsMultipleOf(ExactNumber.Parse(Text(pair.Divisor)))
                == (pair.Number % pair.Divisor == 0)).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("3", true)]
    [InlineData("3.0", true)]
    [InlineData("3.000000000000000000001", false)]
    [InlineData("1e30", true)]
    [InlineData("123456789012345678901234567890.5", false)]
    [InlineData("0.5", false)]
    public void IsInteger_AnyText_IsExact(string number, bool expected) =>
        NumberRules.IsInteger(JsonValue.Parse(number)).ShouldBe(expected);

    private static decimal Decimal(int coefficient, int places) =>
        new(Math.Abs(coefficient), 0, 0, coefficient < 0, (byte)places);

    private static string Text(decimal number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
