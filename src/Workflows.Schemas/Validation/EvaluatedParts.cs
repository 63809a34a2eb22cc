namespace Workflows.Schemas.Validation;

/// <summary>
/// Which properties (by their position in the object) or items of one instance some subschema has evaluated; what
/// <c>unevaluatedProperties</c> and <c>unevaluatedItems</c> ask for.
/// </summary>
internal sealed class EvaluatedParts
{
    private ulong[] _bits = [];
    private bool _all;

    public void MarkAll() => _all = true;

    public void Mark(int index)
    {
        int word = index >> 6;
        if (word >= _bits.Length)
            Array.Resize(ref _bits, Math.Max(word + 1, _bits.Length * 2));
        _bits[word] |= 1UL << (index & 63);
    }

    public bool IsMarked(int index) =>
        _all || (index >> 6 < _bits.Length && (_bits[index >> 6] & (1UL << (index & 63))) != 0);

    public void Add(EvaluatedParts other)
    {
        _all |= other._all;
        if (other._bits.Length > _bits.Length)
            Array.Resize(ref _bits, other._bits.Length);
        for (int i = 0; i < other._bits.Length; i++)
            _bits[i] |= other._bits[i];
    }
}
