namespace GradCam.Checkpoints;

/// <summary>A list as pickled.</summary>
internal sealed class PickleList
{
    public List<object?> Items { get; } = [];
}

/// <summary>A dictionary as pickled: pairs in order, since keys of any kind may stand there and only names are ever looked up.</summary>
internal sealed class PickleDictionary
{
    public List<KeyValuePair<object?, object?>> Pairs { get; } = [];

    /// <summary>The value that Python would find: the last one of that name.</summary>
    public object? Find(string key) => Pairs.FindLast(pair => pair.Key is string name && name == key).Value;
}

/// <summary>A tuple as pickled; torch.Size becomes one too.</summary>
internal sealed record PickleTuple(object?[] Items);

/// <summary>A name that a state dictionary needs.</summary>
internal sealed record PickleName(string FullName, PickleNameKind Kind, ElementType? Type = null);

/// <summary>What a name that is allowed stands for.</summary>
internal enum PickleNameKind
{
    OrderedDictionary,
    Size,
    Tensor,
    Parameter,
    Storage,
}

/// <summary>A storage that the file holds under a key.</summary>
internal sealed record PickleStorage(ElementType Type, string Key, long Elements);

/// <summary>A tensor as pickled: a view of a storage, its numbers not checked yet.</summary>
internal sealed record PickleTensor(PickleStorage Storage, long Offset, long[] Size, long[] Stride);
