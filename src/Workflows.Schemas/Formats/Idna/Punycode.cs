using System.Text;

namespace Workflows.Schemas.Formats.Idna;

/// <summary>RFC 3492 with the parameters of IDNA.</summary>
internal static class Punycode
{
    public const string Prefix = "xn--";

    private const int Base = 36;
    private const int MinThreshold = 1;
    private const int MaxThreshold = 26;
    private const int Skew = 38;
    private const int Damp = 700;
    private const int InitialBias = 72;
    private const int InitialCodePoint = 128;

    /// <summary>Decodes a label without its prefix; null when it is malformed.</summary>
    public static List<int>? Decode(ReadOnlySpan<char> input)
    {
        var output = new List<int>();
        int delimiter = input.LastIndexOf('-');
        foreach (char unit in delimiter > 0 ? input[..delimiter] : [])
            output.Add(unit);

        int codePoint = InitialCodePoint;
        int index = 0;
        int bias = InitialBias;
        var digits = input[(delimiter + 1)..];
        while (!digits.IsEmpty)
        {
            int start = index;
            if (!TryReadDelta(ref digits, bias, ref index))
                return null;
            int length = output.Count + 1;
            bias = Adapt(index - start, length, isFirst: start == 0);
            codePoint += index / length;
            index %= length;
            if (!Rune.IsValid(codePoint))
                return null;
            output.Insert(index++, codePoint);
        }
        return output;
    }

    /// <summary>Encodes a label, without the prefix.</summary>
    public static string Encode(IReadOnlyList<int> input)
    {
        var output = new StringBuilder();
        foreach (int basic in input.Where(codePoint => codePoint < InitialCodePoint))
            output.Append((char)basic);
        int handled = output.Length;
        int basicCount = handled;
        if (basicCount > 0)
            output.Append('-');

        int bias = InitialBias;
        int delta = 0;
        int current = InitialCodePoint;
        while (handled < input.Count)
        {
            int next = input.Where(codePoint => codePoint >= current).Min();
            delta += (next - current) * (handled + 1);
            current = next;
            foreach (int codePoint in input)
            {
                if (codePoint < current)
                    delta++;
                if (codePoint != current)
                    continue;
                AppendDelta(output, delta, bias);
                bias = Adapt(delta, handled + 1, isFirst: handled == basicCount);
                delta = 0;
                handled++;
            }
            delta++;
            current++;
        }
        return output.ToString();
    }

    private static bool TryReadDelta(ref ReadOnlySpan<char> digits, int bias, ref int index)
    {
        long weight = 1;
        long value = index;
        for (int k = Base; ; k += Base)
        {
            if (digits.IsEmpty || Digit(digits[0]) is not (>= 0 and var digit))
                return false;
            digits = digits[1..];
            value += digit * weight;
            if (value > int.MaxValue)
                return false;
            int threshold = Threshold(k, bias);
            if (digit < threshold)
                break;
            weight *= Base - threshold;
        }
        index = (int)value;
        return true;
    }

    private static void AppendDelta(StringBuilder output, int delta, int bias)
    {
        int rest = delta;
        for (int k = Base; ; k += Base)
        {
            int threshold = Threshold(k, bias);
            if (rest < threshold)
                break;
            output.Append(DigitChar(threshold + (rest - threshold) % (Base - threshold)));
            rest = (rest - threshold) / (Base - threshold);
        }
        output.Append(DigitChar(rest));
    }

    private static int Threshold(int k, int bias) => Math.Clamp(k - bias, MinThreshold, MaxThreshold);

    private static int Adapt(int delta, int length, bool isFirst)
    {
        delta = isFirst ? delta / Damp : delta / 2;
        delta += delta / length;
        int k = 0;
        for (; delta > (Base - MinThreshold) * MaxThreshold / 2; k += Base)
            delta /= Base - MinThreshold;
        return k + (Base - MinThreshold + 1) * delta / (delta + Skew);
    }

    private static int Digit(char unit) => unit switch
    {
        >= 'a' and <= 'z' => unit - 'a',
        >= 'A' and <= 'Z' => unit - 'A',
        >= '0' and <= '9' => unit - '0' + 26,
        _ => -1,
    };

    private static char DigitChar(int digit) => (char)(digit < 26 ? 'a' + digit : '0' + digit - 26);
}
