using System.Buffers.Binary;
using System.Text;

namespace GradCam;

/// <summary>Encodes arrays as NumPy's <c>.npy</c> files (format version 1.0, numpy.lib.format).</summary>
internal static class NpyWriter
{
    private const int LengthAt = 8, HeaderAt = 10, Alignment = 64;

    /// <summary>The format's mark and its version, 1.0.</summary>
    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];

    /// <summary>The bytes of a <c>.npy</c> file of little-endian float32 in C order.</summary>
    /// <param name="values">The values, last axis fastest.</param>
    /// <param name="shape">The axes' lengths; their product is the number of values.</param>
    /// <exception cref="ArgumentException">The shape holds another number of values.</exception>
    public static byte[] Encode(ReadOnlySpan<float> values, params ReadOnlySpan<int> shape)
    {
        long count = 1;
        foreach (int length in shape)
        {
            count *= length;
        }

        if (count != values.Length)
        {
            throw new ArgumentException($"a shape of {count} values for {values.Length} values", nameof(shape));
        }

        string header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({string.Join(", ", shape.ToArray())}{(shape.Length == 1 ? "," : "")}), }}";
        int dataAt = (HeaderAt + header.Length + 1 + Alignment - 1) / Alignment * Alignment;
        byte[] file = new byte[dataAt + (sizeof(float) * values.Length)];
        Magic.CopyTo(file);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(LengthAt), (ushort)(dataAt - HeaderAt));
        Encoding.ASCII.GetBytes((header.PadRight(dataAt - HeaderAt - 1) + "\n").AsSpan(), file.AsSpan(HeaderAt));
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(dataAt + (sizeof(float) * i)), values[i]);
        }

        return file;
    }
}
