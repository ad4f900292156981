using System.Globalization;
using System.Numerics;

namespace GradCam.Checkpoints;

/// <summary>The two formats of torch.save: a pickle that names storages, and the storages' bytes.</summary>
internal static class TorchCheckpoint
{
    private const string PickleEntry = "data.pkl";
    private const long LegacyProtocol = 1001;
    private const int CountBytes = sizeof(long);

    private static readonly BigInteger LegacyMagic = BigInteger.Parse("119547037146038801333356", CultureInfo.InvariantCulture);

    /// <summary>The tensors of a zip archive; its entries are aligned to 64 bytes by PyTorch.</summary>
    public static List<TensorPlan> ReadZip(CheckpointFile file)
    {
        IReadOnlyDictionary<string, ZipEntry> entries = ZipDirectory.Read(file).Entries;
        string folder = FindFolder(entries, file);
        ZipEntry pickle = entries[folder + PickleEntry];
        if (entries.TryGetValue(folder + "byteorder", out ZipEntry? order))
        {
            CheckByteOrder(order, file);
        }

        object? root = Unpickler.Read(new PickleBytes(file, PickleEntry, pickle.Start, pickle.Start + pickle.Bytes), new(StringComparer.Ordinal));
        return Plan(root, file, storage =>
        {
            if (!entries.TryGetValue($"{folder}data/{storage.Key}", out ZipEntry? entry))
            {
                throw file.Fail($"it has no entry {ShownText.Quoted("data/" + storage.Key)}, which {PickleEntry} names");
            }

            return storage.Elements >= 0 && (Int128)storage.Elements * storage.Type.Bytes == entry.Bytes
                ? new StoredBlock(entry.Start, storage.Elements, storage.Type)
                : throw file.Fail(
                    $"entry {ShownText.Quoted("data/" + storage.Key)} has {entry.Bytes} bytes, which are not the {storage.Elements} of {storage.Type.Name} that {PickleEntry} tells of");
        });
    }

    /// <summary>The tensors of a file from before PyTorch 1.6, also of published ones: five pickles, then each storage's count and elements.</summary>
    public static List<TensorPlan> ReadLegacy(CheckpointFile file)
    {
        PickleBytes pickles = new(file, "its pickle", 0, file.Length);
        Dictionary<string, PickleStorage> storages = new(StringComparer.Ordinal);
        if (Unpickler.Read(pickles, storages) is not BigInteger number || number != LegacyMagic)
        {
            throw file.Fail("it is a pickle and no checkpoint of PyTorch: a state dictionary is wanted, torch.save(model.state_dict(), FILE)");
        }

        if (Unpickler.Read(pickles, storages) is not LegacyProtocol)
        {
            throw file.Fail($"its legacy protocol is not {LegacyProtocol}: it is damaged");
        }

        if (Unpickler.Read(pickles, storages) is not PickleDictionary system || system.Find("little_endian") is not true)
        {
            throw file.Fail("its numbers are big-endian, or it is damaged; save it on a little-endian machine");
        }

        object? root = Unpickler.Read(pickles, storages);
        PickleList keys = Unpickler.Read(pickles, storages) as PickleList ?? throw file.Fail("its list of storages is damaged");
        Dictionary<string, StoredBlock> blocks = WalkStorages(keys, storages, pickles.Position, file);
        return Plan(root, file, storage => blocks.GetValueOrDefault(storage.Key)
            ?? throw file.Fail($"its list of storages lacks {ShownText.Quoted(storage.Key)}, which its pickle names"));
    }

    private static Dictionary<string, StoredBlock> WalkStorages(
        PickleList keys, Dictionary<string, PickleStorage> storages, long at, CheckpointFile file)
    {
        Dictionary<string, StoredBlock> blocks = new(StringComparer.Ordinal);
        Span<byte> count = stackalloc byte[CountBytes];
        foreach (object? item in keys.Items)
        {
            if (item is not string key || !storages.TryGetValue(key, out PickleStorage? storage))
            {
                throw file.Fail("its list of storages has one that its pickle does not name");
            }

            file.Read(at, count);
            long elements = BitConverter.ToInt64(count);
            at += CountBytes;
            if (elements != storage.Elements || elements < 0 || (Int128)elements * storage.Type.Bytes > file.Length - at)
            {
                throw file.Fail(
                    $"storage {ShownText.Quoted(key)} is said to have {elements} elements of {storage.Type.Name}, {storage.Elements} by its pickle; {file.Length - at} bytes are left: it is truncated or damaged");
            }

            if (!blocks.TryAdd(key, new StoredBlock(at, elements, storage.Type)))
            {
                throw file.Fail($"storage {ShownText.Quoted(key)} stands there twice");
            }

            at += elements * storage.Type.Bytes;
        }

        return blocks;
    }

    private static string FindFolder(IReadOnlyDictionary<string, ZipEntry> entries, CheckpointFile file)
    {
        string[] pickles = [.. entries.Keys.Where(name => name.EndsWith("/" + PickleEntry, StringComparison.Ordinal))];
        if (pickles.Length != 1)
        {
            throw file.Fail($"it is a zip archive with {pickles.Length} entries {PickleEntry}; a checkpoint of PyTorch has one");
        }

        return pickles[0][..^PickleEntry.Length];
    }

    private static void CheckByteOrder(ZipEntry order, CheckpointFile file)
    {
        ReadOnlySpan<byte> little = "little"u8;
        Span<byte> said = stackalloc byte[little.Length];
        if (order.Bytes == little.Length)
        {
            file.Read(order.Start, said);
        }

        if (!said.SequenceEqual(little))
        {
            throw file.Fail("its entry byteorder does not say little; save it on a little-endian machine");
        }
    }

    private static List<TensorPlan> Plan(object? root, CheckpointFile file, Func<PickleStorage, StoredBlock> locate) =>
        StateDictionary.Find(root, file).ConvertAll(found =>
            new TensorPlan(found.Name, locate(found.Tensor.Storage), found.Tensor.Offset, found.Tensor.Size, found.Tensor.Stride));
}
