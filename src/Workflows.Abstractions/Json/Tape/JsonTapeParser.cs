using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Workflows.Abstractions.Json.Text;

namespace Workflows.Abstractions.Json.Tape;

/// <summary>Turns UTF-8 text into a tape in one forward pass, without recursion.</summary>
internal ref struct JsonTapeParser
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly JsonParseLimits _limits;
    private readonly int[] _open;
    private Utf8JsonReader _reader;
    private TapeEntry[] _entries;
    private int _count;
    private int _depth;
    private int _deepest;
    private int _lastGap;
    private long _expectedStart;
    private bool _commaDue;

    private JsonTapeParser(ReadOnlySpan<byte> text, JsonParseLimits limits)
    {
        _text = text;
        _limits = limits;
        // One level more than allowed, so that the limit is reported by us and not as broken syntax.
        _reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = limits.MaxDepth + 1 });
        _open = ArrayPool<int>.Shared.Rent(limits.MaxDepth + 1);
        _entries = ArrayPool<TapeEntry>.Shared.Rent(Math.Clamp(text.Length / 6, 16, 4096));
        _lastGap = -1;
    }

    /// <summary>Parses, or says what is wrong and where.</summary>
    public static JsonTape? Parse(byte[] bytes, int offset, int length, JsonParseLimits limits,
        out JsonParseError? error)
    {
        var text = bytes.AsSpan(offset, length);
        if (!Utf8.IsValid(text))
        {
            error = new JsonParseError(JsonParseErrorCode.InvalidUtf8, "The text is not valid UTF-8.",
                InvalidUtf8Position(text));
            return null;
        }

        var parser = new JsonTapeParser(text, limits);
        try
        {
            error = parser.Run();
            return error is null ? parser.Finish(bytes, offset) : null;
        }
        catch (JsonException exception)
        {
            error = JsonParseError.FromReader(exception, text);
            return null;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(parser._open);
            ArrayPool<TapeEntry>.Shared.Return(parser._entries);
        }
    }

    private JsonParseError? Run()
    {
        while (_reader.Read())
        {
            if (_count >= _limits.MaxTokens)
                return Refuse(JsonParseErrorCode.TooManyTokens, $"More than {_limits.MaxTokens} tokens.");
            NoteGap();
            var error = _reader.TokenType switch
            {
                JsonTokenType.StartObject => Open(JsonKind.Object),
                JsonTokenType.StartArray => Open(JsonKind.Array),
                JsonTokenType.EndObject or JsonTokenType.EndArray => Close(),
                JsonTokenType.PropertyName => Name(),
                JsonTokenType.String => Text(),
                JsonTokenType.Number => Number(),
                JsonTokenType.Null => Scalar(JsonKind.Null),
                _ => Scalar(JsonKind.Boolean),
            };
            if (error is not null) return error;
        }

        return null;
    }

    /// <summary>Whitespace between tokens makes every container around it unfit for a verbatim copy.</summary>
    private void NoteGap()
    {
        var isEnd = _reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
        if (_reader.TokenStartIndex != _expectedStart + (_commaDue && !isEnd ? 1 : 0)) _lastGap = _count;
        _expectedStart = _reader.BytesConsumed;
        _commaDue = _reader.TokenType
            is not (JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.PropertyName);
    }

    private JsonParseError? Open(JsonKind kind)
    {
        if (_depth >= _limits.MaxDepth)
            return Refuse(JsonParseErrorCode.TooDeep, $"Nested deeper than {_limits.MaxDepth} levels.");
        Count();
        _open[_depth++] = _count;
        _deepest = Math.Max(_deepest, _depth);
        Add((int)_reader.TokenStartIndex, 0, 0, (int)kind);
        return null;
    }

    private JsonParseError? Close()
    {
        var index = _open[--_depth];
        ref var entry = ref _entries[index];
        entry.Length = (int)_reader.TokenStartIndex + 1 - entry.Start;
        entry.Link = _count;
        if (_lastGap <= index) entry.Info |= TapeEntry.Compact;
        if (entry.Kind == JsonKind.Object && entry.Count > 1 && DuplicateNames.Shadow(_entries, index, _text))
            _lastGap = Math.Max(_lastGap, index + 1);
        return null;
    }

    private JsonParseError? Name()
    {
        var name = _reader.ValueSpan;
        if (name.Length > _limits.MaxStringLength) return TooLong();
        var start = (int)_reader.TokenStartIndex + 1;
        if (start + name.Length + 2 != _reader.BytesConsumed) _lastGap = _count;
        var escaped = _reader.ValueIsEscaped;
        var hash = escaped ? NameHash.Of(JsonStringText.UnescapeToUtf8(name)) : NameHash.Of(name);
        Add(start, name.Length, hash, (int)JsonKind.String | (escaped ? TapeEntry.Escaped : 0));
        return null;
    }

    private JsonParseError? Text()
    {
        if (_reader.ValueSpan.Length > _limits.MaxStringLength) return TooLong();
        Count();
        Add((int)_reader.TokenStartIndex + 1, _reader.ValueSpan.Length, 0,
            (int)JsonKind.String | (_reader.ValueIsEscaped ? TapeEntry.Escaped : 0));
        return null;
    }

    private JsonParseError? Number()
    {
        if (!JsonNumberText.IsInRange(_reader.ValueSpan))
            return Refuse(JsonParseErrorCode.NumberOutOfRange, "The number is outside the range of a double.");
        return Scalar(JsonKind.Number);
    }

    private JsonParseError? Scalar(JsonKind kind)
    {
        Count();
        Add((int)_reader.TokenStartIndex, _reader.ValueSpan.Length, 0, (int)kind);
        return null;
    }

    /// <summary>One more child for the container around the current value.</summary>
    private readonly void Count()
    {
        if (_depth > 0) _entries[_open[_depth - 1]].Info += 1 << TapeEntry.CountShift;
    }

    private void Add(int start, int length, int link, int info)
    {
        if (_count == _entries.Length) Grow();
        _entries[_count++] = new TapeEntry { Start = start, Length = length, Link = link, Info = info };
    }

    private void Grow()
    {
        var larger = ArrayPool<TapeEntry>.Shared.Rent(_entries.Length * 2);
        _entries.AsSpan(0, _count).CopyTo(larger);
        ArrayPool<TapeEntry>.Shared.Return(_entries);
        _entries = larger;
    }

    private readonly JsonTape Finish(byte[] bytes, int offset)
    {
        var entries = _entries.AsSpan(0, _count).ToArray();
        if (offset != 0)
            foreach (ref var entry in entries.AsSpan()) entry.Start += offset;
        return new JsonTape(bytes, entries, _deepest);
    }

    private readonly JsonParseError TooLong() =>
        Refuse(JsonParseErrorCode.StringTooLong, $"A string is longer than {_limits.MaxStringLength} bytes.");

    private readonly JsonParseError Refuse(JsonParseErrorCode code, string message) =>
        new(code, message, _reader.TokenStartIndex);

    private static int InvalidUtf8Position(ReadOnlySpan<byte> text)
    {
        var position = 0;
        while (position < text.Length)
        {
            if (System.Text.Rune.DecodeFromUtf8(text[position..], out _, out var used) != OperationStatus.Done) break;
            position += used;
        }

        return position;
    }
}
