namespace GradCam.Checkpoints;

/// <summary>The few names that a state dictionary's pickle needs. Each stands for something done here; no other name leads anywhere.</summary>
internal static class PickleNames
{
    private const string Remedy = "nothing of it was run; a state dictionary is wanted, torch.save(model.state_dict(), FILE)";

    /// <summary>The meaning of a name, or the message that refuses it.</summary>
    public static (PickleName? Name, string Refusal) Find(string module, string name)
    {
        string full = $"{module}.{name}";
        PickleNameKind? kind = full switch
        {
            "collections.OrderedDict" => PickleNameKind.OrderedDictionary,
            "torch.Size" => PickleNameKind.Size,
            "torch._utils._rebuild_tensor" or "torch._utils._rebuild_tensor_v2" => PickleNameKind.Tensor,
            "torch._utils._rebuild_parameter" => PickleNameKind.Parameter,
            _ => null,
        };
        ElementType? type = module is "torch" or "torch.cuda" ? ElementType.OfStorage(name) : null;
        return kind is { } known ? (new PickleName(full, known), string.Empty)
            : type is not null ? (new PickleName(full, PickleNameKind.Storage, type), string.Empty)
            : (null, Refuse(module, full));
    }

    private static string Refuse(string module, string full) => full switch
    {
        "torch._utils._rebuild_qtensor" => $"holds a quantised tensor ({full}), which no network here can use; {Remedy}, of the network before quantisation",
        "torch._utils._rebuild_sparse_tensor" => $"holds a sparse tensor ({full}), which no network here can use; {Remedy}",
        _ when module == "torch._utils" || module.StartsWith("torch.storage", StringComparison.Ordinal) =>
            $"asks for {ShownText.Quoted(full)}, which is not a plain tensor of a state dictionary; {Remedy}",
        _ when module.Contains("models", StringComparison.Ordinal) || module.StartsWith("torch.nn", StringComparison.Ordinal) =>
            $"holds code: a whole model, pickled with its class {ShownText.Quoted(full)}; {Remedy}",
        _ => $"holds code: {ShownText.Quoted(full)}; {Remedy}",
    };
}
