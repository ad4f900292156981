namespace GradCam.Fuzz;

/// <summary>Puts pickles and storages together to files of torch.save's two formats.</summary>
public static class TorchFiles
{
    private static readonly byte[] Magic = [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.'];

    /// <summary>A zip file of this pickle, with storages <c>0</c>, <c>1</c>, ….</summary>
    public static byte[] Zip(byte[] pickle, params byte[][] storages) => RawZip.Write(Entries(pickle, storages));

    /// <summary>The entries that such a file has.</summary>
    public static List<RawEntry> Entries(byte[] pickle, params byte[][] storages) =>
        [new("archive/data.pkl", pickle), .. storages.Select((bytes, i) => new RawEntry($"archive/data/{i}", bytes)), new("archive/version", "3\n"u8.ToArray())];

    /// <summary>A legacy file of this pickle; each storage has its key, the count that is claimed, and its bytes.</summary>
    public static byte[] Legacy(byte[] pickle, params (string Key, long Count, byte[] Bytes)[] storages)
    {
        using MemoryStream stream = new();
        stream.Write(Magic);
        stream.Write(new PickleWriter().Protocol().Number(1001).Finish());
        stream.Write(new PickleWriter().Protocol().Op('}').Text("little_endian").Bytes(0x88).Op('s').Finish());
        stream.Write(pickle);
        PickleWriter keys = new PickleWriter().Protocol().Op(']').Op('(');
        foreach ((string key, _, _) in storages)
        {
            keys.Text(key);
        }

        stream.Write(keys.Op('e').Finish());
        foreach ((_, long count, byte[] bytes) in storages)
        {
            stream.Write(BitConverter.GetBytes(count));
            stream.Write(bytes);
        }

        return stream.ToArray();
    }

    /// <summary>The pickle of a dictionary of these tensors.</summary>
    public static byte[] Pickle(IEnumerable<TensorWords> tensors, bool legacy = false)
    {
        PickleWriter pickle = new PickleWriter().Protocol().Op('}').Op('(');
        foreach (TensorWords tensor in tensors)
        {
            pickle.Text(tensor.Name).Tensor(tensor, legacy);
        }

        return pickle.Op('u').Finish();
    }
}
