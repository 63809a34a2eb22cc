using FsCheck;
using FsCheck.Fluent;
using Workflows.Schemas.Formats.Idna;

namespace Workflows.Schemas.Tests.Formats;

public class PunycodeTests
{
    [Theory]
    [InlineData("bücher", "bcher-kva")]
    [InlineData("例え", "r8jz45g")]
    [InlineData("ü", "tda")]
    public void Encode_Label_GivesItsPunycode(string label, string encoded)
    {
        Punycode.Encode(CodePoints(label)).ShouldBe(encoded);
        Punycode.Decode(encoded)!.ShouldBe(CodePoints(label));
    }

    [Theory]
    [InlineData("!")]
    [InlineData("99999999")]
    [InlineData("a-é")]
    public void Decode_Malformed_IsNull(string encoded) => Punycode.Decode(encoded).ShouldBeNull();

    [Fact]
    public void Decode_OfEncode_IsTheSameLabel()
    {
        var codePoints = Gen.Choose(0xA0, 0xD7FF).Or(Gen.Choose(0x10000, 0x1FFFF)).Or(Gen.Choose('a', 'z')).NonEmptyListOf();

        Prop.ForAll(codePoints.ToArbitrary(), label => Punycode.Decode(Punycode.Encode([.. label]))!.SequenceEqual(label))
            .QuickCheckThrowOnFailure();
    }

    private static List<int> CodePoints(string text) => [.. text.EnumerateRunes().Select(rune => rune.Value)];
}
