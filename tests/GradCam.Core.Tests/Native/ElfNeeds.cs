using System.Buffers.Binary;
using System.Text;

namespace GradCam.Core.Tests.Native;

/// <summary>What an ELF file (64-bit, little-endian) asks of the loader.</summary>
/// <param name="Libraries">The names of its NEEDED entries.</param>
/// <param name="StrongVersions">Symbol versions that it insists on, as "library version"; weak ones are left out.</param>
internal sealed record ElfNeeds(IReadOnlyList<string> Libraries, IReadOnlyList<string> StrongVersions)
{
    private const int DynamicSection = 6, VersionNeedSection = 0x6ffffffe;
    private const ulong NeededTag = 1;
    private const ushort WeakFlag = 2;

    public static bool IsElf(string file)
    {
        using FileStream stream = File.OpenRead(file);
        Span<byte> magic = stackalloc byte[4];
        return stream.ReadAtLeast(magic, 4, throwOnEndOfStream: false) == 4 && magic.SequenceEqual("\u007fELF"u8);
    }

    /// <summary>Reads the section headers (the build's own patching goes by the program headers: two ways to the same tables).</summary>
    public static ElfNeeds Of(string file)
    {
        byte[] elf = File.ReadAllBytes(file);
        ulong table = U64(elf, 40);
        int size = U16(elf, 58), count = U16(elf, 60);
        Section[] sections = [.. Enumerable.Range(0, count).Select(i => Section.At(elf, (int)table + i * size))];
        List<string> libraries = [], versions = [];
        foreach (Section section in sections)
        {
            if (section.Type == DynamicSection)
            {
                libraries.AddRange(Needed(elf, section, sections[section.Link]));
            }
            else if (section.Type == VersionNeedSection)
            {
                versions.AddRange(Versions(elf, section, sections[section.Link]));
            }
        }

        return new ElfNeeds(libraries, versions);
    }

    private static IEnumerable<string> Needed(byte[] elf, Section dynamic, Section strings) =>
        Enumerable.Range(0, dynamic.Size / 16)
            .Select(i => dynamic.Offset + 16 * i)
            .Where(at => U64(elf, at) == NeededTag)
            .Select(at => Text(elf, strings, (int)U64(elf, at + 8)));

    private static IEnumerable<string> Versions(byte[] elf, Section needs, Section strings)
    {
        int file = needs.Offset;
        for (int f = 0; f < needs.Info; f++)
        {
            int version = file + (int)U32(elf, file + 8);
            for (int v = 0; v < U16(elf, file + 2); v++)
            {
                if ((U16(elf, version + 4) & WeakFlag) == 0)
                {
                    yield return $"{Text(elf, strings, (int)U32(elf, file + 4))} {Text(elf, strings, (int)U32(elf, version + 8))}";
                }

                version += (int)U32(elf, version + 12);
            }

            file += (int)U32(elf, file + 12);
        }
    }

    private static string Text(byte[] elf, Section strings, int offset)
    {
        int start = strings.Offset + offset;
        return Encoding.ASCII.GetString(elf, start, Array.IndexOf(elf, (byte)0, start) - start);
    }

    private static ushort U16(byte[] elf, int at) => BinaryPrimitives.ReadUInt16LittleEndian(elf.AsSpan(at));

    private static uint U32(byte[] elf, int at) => BinaryPrimitives.ReadUInt32LittleEndian(elf.AsSpan(at));

    private static ulong U64(byte[] elf, int at) => BinaryPrimitives.ReadUInt64LittleEndian(elf.AsSpan(at));

    private readonly record struct Section(int Type, int Offset, int Size, int Link, int Info)
    {
        public static Section At(byte[] elf, int at) =>
            new((int)U32(elf, at + 4), (int)U64(elf, at + 24), (int)U64(elf, at + 32), (int)U32(elf, at + 40), (int)U32(elf, at + 44));
    }
}
