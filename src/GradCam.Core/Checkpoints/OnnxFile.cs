namespace GradCam.Checkpoints;

/// <summary>What an ONNX model holds, read but for the bytes of its tensors; nothing in it is ever run.</summary>
internal sealed class OnnxFile
{
    private const int MostNodes = 100_000;

    private readonly OnnxWire wire;
    private readonly OnnxMessages messages;

    private OnnxFile(OnnxWire wire) => (this.wire, messages) = (wire, new OnnxMessages(wire));

    /// <summary>The version of ONNX's own operators; 0 where the file does not say.</summary>
    public long Opset { get; private set; }

    /// <summary>What made it, such as <c>pytorch 1.13.1</c>; may be empty.</summary>
    public string Producer { get; private set; } = string.Empty;

    /// <summary>Its metadata.</summary>
    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>The graph's nodes, in the file's order.</summary>
    public List<OnnxNodePlan> Nodes { get; } = [];

    /// <summary>The graph's initialisers.</summary>
    public List<OnnxTensorPlan> Tensors { get; } = [];

    /// <summary>What the graph takes.</summary>
    public List<OnnxValuePlan> Inputs { get; } = [];

    /// <summary>What the graph gives.</summary>
    public List<OnnxValuePlan> Outputs { get; } = [];

    /// <summary>The files beside it that tensors lie in, by the names that it gives them.</summary>
    public IEnumerable<string> Locations => Nodes
        .SelectMany(node => node.Attributes)
        .Select(attribute => attribute.Value)
        .OfType<OnnxTensorPlan>()
        .Concat(Tensors)
        .Where(tensor => tensor.IsExternal)
        .Select(tensor => tensor.Location)
        .OfType<string>()
        .Distinct(StringComparer.Ordinal);

    /// <summary>Whether a file's first bytes are those of an ONNX model, which has no mark: the version of the format, a small number, then another field of the model.</summary>
    /// <param name="head">Its first bytes.</param>
    public static bool Begins(ReadOnlySpan<byte> head)
    {
        const byte Version = 0x08, NewestLikely = 0x20;
        // The fields behind it: producer and its version, domain, model version, documentation, graph, operator sets, metadata, functions.
        ReadOnlySpan<byte> next = [0x12, 0x1A, 0x22, 0x28, 0x32, 0x3A, 0x42, 0x72];
        bool isJson = head.Length > SafetensorsHeader.LengthBytes && head[SafetensorsHeader.LengthBytes] == (byte)'{' && !head[4..8].ContainsAnyExcept((byte)0);
        return head.Length > 2 && head[0] == Version && head[1] is > 0 and < NewestLikely && next.Contains(head[2]) && !isJson;
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="CheckpointException">It is damaged, or holds what is never read here.</exception>
    public static OnnxFile Read(CheckpointFile file)
    {
        var wire = new OnnxWire(file);
        var model = new OnnxFile(wire);
        bool hasGraph = false;
        foreach (OnnxField field in wire.Fields(0, wire.Length))
        {
            switch (field.Number)
            {
                case 2:
                    model.Producer = wire.Text(field) + model.Producer;
                    break;
                case 3:
                    model.Producer = $"{model.Producer} {wire.Text(field)}";
                    break;
                case 7:
                    hasGraph = !hasGraph ? true : throw wire.Fail("it holds two graphs: it is damaged");
                    model.ReadGraph(field);
                    break;
                case 8:
                    model.ReadOpset(field);
                    break;
                case 14:
                    model.messages.ReadPair(field, model.Metadata);
                    break;
                default:
                    break;
            }
        }

        return hasGraph ? model : throw wire.Fail("it holds no graph: it is no ONNX model, or damaged");
    }

    private void ReadOpset(OnnxField field)
    {
        (string domain, long version) = (string.Empty, 0);
        foreach (OnnxField part in wire.Fields(field))
        {
            (domain, version) = part.Number switch
            {
                1 => (wire.Text(part), version),
                2 => (domain, wire.Whole(part)),
                _ => (domain, version),
            };
        }

        Opset = domain is "" or "ai.onnx" ? version : Opset;
    }

    private void ReadGraph(OnnxField graph)
    {
        foreach (OnnxField field in wire.Fields(graph))
        {
            switch (field.Number)
            {
                case 1:
                    Nodes.Add(Nodes.Count < MostNodes ? messages.ReadNode(field) : throw wire.Fail($"it has over {MostNodes} nodes; at most as many are read"));
                    break;
                case 5:
                    Tensors.Add(Tensors.Count < TensorMaker.MostTensors ? messages.ReadTensor(field) : throw wire.Fail($"it has over {TensorMaker.MostTensors} tensors; at most as many are read"));
                    break;
                case 11:
                    Inputs.Add(messages.ReadValue(field));
                    break;
                case 12:
                    Outputs.Add(messages.ReadValue(field));
                    break;
                case 15:
                    throw wire.Fail("it holds sparse tensors, which are not supported; export it with dense weights");
                default:
                    break;
            }
        }
    }
}
