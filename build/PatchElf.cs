using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Copies ELF libraries (64-bit, little-endian) into a folder with two needs mended that a bare Debian 12 cannot meet:
/// <list type="bullet">
/// <item>a version of libstdc++ that a library names without using (GLIBCXX_3.4.32 stands for std::ios_base_library_init,
/// which nothing in libLibTorchSharp.so relocates against) is marked weak, so that the loader accepts an older libstdc++;</item>
/// <item>libraries for windows and fonts that libOpenCvSharpExtern.so lists for functions that are never called here are
/// taken off its list of needed libraries: its symbols are bound lazily, at the first call.</item>
/// </list>
/// A file in which nothing is found to mend is left where it is.
/// </summary>
public class PatchElf : Task
{
    private const int DynamicSegment = 2, LoadSegment = 1;
    private const long Needed = 1, StringTable = 5, VersionNeed = 0x6ffffffe, VersionNeedCount = 0x6fffffff;
    private const ushort Weak = 2;

    private static readonly HashSet<string> WeakVersions = new HashSet<string> { "GLIBCXX_3.4.32" };

    private static readonly HashSet<string> NotNeeded = new HashSet<string>
    {
        "libfreetype.so.6", "libharfbuzz.so.0", "libgtk-3.so.0", "libgdk-3.so.0", "libgdk_pixbuf-2.0.so.0",
        "libpango-1.0.so.0", "libpangocairo-1.0.so.0", "libatk-1.0.so.0", "libcairo.so.2", "libcairo-gobject.so.2",
        "libgio-2.0.so.0", "libgobject-2.0.so.0", "libglib-2.0.so.0", "libdrm.so.2", "libX11.so.6", "libatomic.so.1",
    };

    [Required]
    public ITaskItem[] Files { get; set; }

    [Required]
    public string Folder { get; set; }

    /// <summary>This file: a copy older than it is made again.</summary>
    [Required]
    public string Program { get; set; }

    [Output]
    public ITaskItem[] Mended { get; set; }

    public override bool Execute()
    {
        var mended = new List<ITaskItem>();
        foreach (ITaskItem file in Files)
        {
            string source = file.ItemSpec;
            var info = new FileInfo(source);
            // The name tells package versions apart: they may stand side by side in one folder.
            string folder = Path.Combine(Folder, info.Length.ToString("x") + "-" + info.LastWriteTimeUtc.Ticks.ToString("x"));
            string target = Path.Combine(folder, info.Name);
            if (!File.Exists(target) || File.GetLastWriteTimeUtc(target) < File.GetLastWriteTimeUtc(Program))
            {
                byte[] bytes = File.ReadAllBytes(source);
                int changes = Mend(bytes);
                Log.LogMessage(MessageImportance.Normal, "{0}: {1} entries mended", info.Name, changes);
                if (changes == 0)
                {
                    continue;
                }

                WriteWhole(folder, target, bytes);
            }

            var copy = new TaskItem(file) { ItemSpec = target };
            copy.SetMetadata("Original", source);
            mended.Add(copy);
        }

        Mended = mended.ToArray();
        return !Log.HasLoggedErrors;
    }

    /// <summary>Projects build at the same time and share the folder: a copy appears whole or not at all.</summary>
    private static void WriteWhole(string folder, string target, byte[] bytes)
    {
        Directory.CreateDirectory(folder);
        string draft = target + "." + Guid.NewGuid().ToString("N");
        File.WriteAllBytes(draft, bytes);
        if (File.Exists(target))
        {
            File.Replace(draft, target, null);
            return;
        }

        try
        {
            File.Move(draft, target);
        }
        catch (IOException) when (File.Exists(target))
        {
            File.Delete(draft);
        }
    }

    private static int Mend(byte[] elf)
    {
        bool known = elf.Length > 64 && elf[0] == 0x7f && elf[1] == 'E' && elf[2] == 'L' && elf[3] == 'F' && elf[4] == 2 && elf[5] == 1;
        if (!known)
        {
            return 0;
        }

        long dynamicOffset = -1, dynamicSize = 0;
        var loads = new List<long[]>();
        long headers = BitConverter.ToInt64(elf, 32);
        int headerSize = BitConverter.ToUInt16(elf, 54), headerCount = BitConverter.ToUInt16(elf, 56);
        for (int i = 0; i < headerCount; i++)
        {
            int at = checked((int)headers + i * headerSize);
            int type = BitConverter.ToInt32(elf, at);
            long offset = BitConverter.ToInt64(elf, at + 8), address = BitConverter.ToInt64(elf, at + 16), size = BitConverter.ToInt64(elf, at + 32);
            if (type == LoadSegment)
            {
                loads.Add(new[] { address, address + size, offset });
            }
            else if (type == DynamicSegment)
            {
                dynamicOffset = offset;
                dynamicSize = size;
            }
        }

        if (dynamicOffset < 0)
        {
            return 0;
        }

        var entries = ReadDynamic(elf, dynamicOffset, dynamicSize);
        long strings = OffsetOf(loads, Find(entries, StringTable));
        return RemoveNeeded(elf, dynamicOffset, dynamicSize, entries, strings) + WeakenVersions(elf, loads, entries, strings);
    }

    private static List<long[]> ReadDynamic(byte[] elf, long offset, long size)
    {
        var entries = new List<long[]>();
        for (long at = offset; at < offset + size; at += 16)
        {
            entries.Add(new[] { BitConverter.ToInt64(elf, (int)at), BitConverter.ToInt64(elf, (int)at + 8) });
        }

        return entries;
    }

    private static int RemoveNeeded(byte[] elf, long offset, long size, List<long[]> entries, long strings)
    {
        List<long[]> kept = entries.FindAll(e => e[0] != Needed || !NotNeeded.Contains(Text(elf, strings + e[1])));
        int removed = entries.Count - kept.Count;
        if (removed == 0)
        {
            return 0;
        }

        Array.Clear(elf, (int)offset, (int)size);
        for (int i = 0; i < kept.Count; i++)
        {
            BitConverter.GetBytes(kept[i][0]).CopyTo(elf, offset + 16 * i);
            BitConverter.GetBytes(kept[i][1]).CopyTo(elf, offset + 16 * i + 8);
        }

        return removed;
    }

    private static int WeakenVersions(byte[] elf, List<long[]> loads, List<long[]> entries, long strings)
    {
        int weakened = 0;
        long files = Find(entries, VersionNeedCount), file = files == 0 ? 0 : OffsetOf(loads, Find(entries, VersionNeed));
        for (long f = 0; f < files; f++)
        {
            int versions = BitConverter.ToUInt16(elf, (int)file + 2);
            long version = file + BitConverter.ToUInt32(elf, (int)file + 8);
            for (int v = 0; v < versions; v++)
            {
                if (WeakVersions.Contains(Text(elf, strings + BitConverter.ToUInt32(elf, (int)version + 8))))
                {
                    ushort flags = (ushort)(BitConverter.ToUInt16(elf, (int)version + 4) | Weak);
                    BitConverter.GetBytes(flags).CopyTo(elf, version + 4);
                    weakened++;
                }

                version += BitConverter.ToUInt32(elf, (int)version + 12);
            }

            file += BitConverter.ToUInt32(elf, (int)file + 12);
        }

        return weakened;
    }

    private static long Find(List<long[]> entries, long tag)
    {
        long[] entry = entries.Find(e => e[0] == tag);
        return entry == null ? 0 : entry[1];
    }

    private static long OffsetOf(List<long[]> loads, long address)
    {
        long[] load = loads.Find(l => address >= l[0] && address < l[1]);
        if (load == null)
        {
            throw new InvalidDataException("address " + address + " lies in no loaded segment");
        }

        return address - load[0] + load[2];
    }

    private static string Text(byte[] elf, long offset)
    {
        int end = Array.IndexOf(elf, (byte)0, (int)offset);
        return Encoding.ASCII.GetString(elf, (int)offset, end - (int)offset);
    }
}
