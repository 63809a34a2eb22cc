using System.Buffers.Binary;
using System.Numerics;

namespace Workflows.Abstractions.Json.Tape;

/// <summary>A cheap filter in front of the byte comparison of property names; equality never rests on it
/// alone.</summary>
internal static class NameHash
{
    public static int Of(ReadOnlySpan<byte> name)
    {
        uint head = 0, tail = 0;
        if (name.Length >= 4)
        {
            head = BinaryPrimitives.ReadUInt32LittleEndian(name);
            tail = BinaryPrimitives.ReadUInt32LittleEndian(name[^4..]);
        }
        else
        {
            foreach (var b in name) head = (head << 8) | b;
        }

        return (int)((head * 0x9E3779B1u) ^ BitOperations.RotateLeft(tail * 0x85EBCA77u, 15) ^ (uint)name.Length);
    }
}
