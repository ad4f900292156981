namespace GradCam.Checkpoints;

/// <summary>The messages that an ONNX model's graph is made of.</summary>
/// <param name="wire">Reads them.</param>
internal sealed class OnnxMessages(OnnxWire wire)
{
    private const int MostPairs = 10_000;

    /// <summary>About what each takes in memory besides its texts and numbers: a file of many empty ones must not take more than its size makes likely.</summary>
    private const int BytesANode = 400, BytesAnAttribute = 120, BytesATensor = 400;

    /// <summary>Adds a key and its value.</summary>
    public void ReadPair(OnnxField field, Dictionary<string, string> into)
    {
        (string key, string value) = (string.Empty, string.Empty);
        foreach (OnnxField part in wire.Fields(field))
        {
            (key, value) = part.Number switch
            {
                1 => (wire.Text(part), value),
                2 => (key, wire.Text(part)),
                _ => (key, value),
            };
        }

        wire.Take(BytesAnAttribute);
        if (into.Count == MostPairs || !into.TryAdd(key, value))
        {
            throw wire.Fail($"it has the key {ShownText.Quoted(key)} twice, or over {MostPairs} of them");
        }
    }

    /// <summary>A node.</summary>
    public OnnxNodePlan ReadNode(OnnxField field)
    {
        wire.Take(BytesANode);
        var node = new OnnxNodePlan();
        foreach (OnnxField part in wire.Fields(field))
        {
            switch (part.Number)
            {
                case 1:
                    wire.Take(sizeof(long));
                    node.Inputs.Add(wire.Text(part));
                    break;
                case 2:
                    wire.Take(sizeof(long));
                    node.Outputs.Add(wire.Text(part));
                    break;
                case 3:
                    node.Name = wire.Text(part);
                    break;
                case 4:
                    node.Operator = wire.Text(part);
                    break;
                case 5:
                    node.Attributes.Add(ReadAttribute(part));
                    break;
                case 7:
                    node.Domain = wire.Text(part);
                    break;
                default:
                    break;
            }
        }

        return node;
    }

    /// <summary>Sub-graphs (fields 6 and 11) are left unread: no operator here takes one.</summary>
    private OnnxAttributePlan ReadAttribute(OnnxField field)
    {
        wire.Take(BytesAnAttribute);
        string name = string.Empty;
        object? single = null;
        List<long> wholes = [];
        List<float> floats = [];
        List<string> texts = [];
        long type = 0;
        foreach (OnnxField part in wire.Fields(field))
        {
            switch (part.Number)
            {
                case 1:
                    name = wire.Text(part);
                    break;
                case 2:
                    single = wire.Single(part);
                    break;
                case 3:
                    single = wire.Whole(part);
                    break;
                case 4:
                    single = wire.Text(part);
                    break;
                case 5:
                    single = ReadTensor(part);
                    break;
                case 7:
                    wire.Singles(part, floats);
                    break;
                case 8:
                    wire.Wholes(part, wholes);
                    break;
                case 9:
                    wire.Take(sizeof(long));
                    texts.Add(wire.Text(part));
                    break;
                case 20:
                    type = wire.Whole(part);
                    break;
                default:
                    break;
            }
        }

        return new OnnxAttributePlan(name, Choose(type, single, wholes, floats, texts));
    }

    /// <summary>The value of the type that is named; where none is, as in the oldest files, the one that is there. A value of zero may be left out.</summary>
    private static object? Choose(long type, object? single, List<long> wholes, List<float> floats, List<string> texts) => type switch
    {
        0 => single ?? (wholes.Count > 0 ? wholes.ToArray() : floats.Count > 0 ? floats.ToArray() : texts.Count > 0 ? texts.ToArray() : null),
        1 => single as float? ?? (single is null ? 0f : null),
        2 => single as long? ?? (single is null ? 0L : null),
        3 => single as string ?? (single is null ? string.Empty : null),
        4 => single as OnnxTensorPlan,
        6 => floats.ToArray(),
        7 => wholes.ToArray(),
        8 => texts.ToArray(),
        _ => null,
    };

    /// <summary>A tensor.</summary>
    public OnnxTensorPlan ReadTensor(OnnxField field)
    {
        const int ElsewhereInAFile = 1;
        wire.Take(BytesATensor);
        var tensor = new OnnxTensorPlan();
        foreach (OnnxField part in wire.Fields(field))
        {
            switch (part.Number)
            {
                case 1:
                    wire.Wholes(part, tensor.Dims);
                    break;
                case 2:
                    tensor.Type = wire.Whole(part);
                    break;
                case 4:
                    wire.Singles(part, tensor.Singles);
                    break;
                case 5 or 7 or 11:
                    wire.Wholes(part, tensor.Wholes);
                    break;
                case 8:
                    tensor.Name = wire.Text(part);
                    break;
                case 9:
                    tensor.Raw = part.Kind == OnnxWire.Bytes ? part : throw wire.Fail("the bytes of a tensor are damaged");
                    break;
                case 10:
                    wire.Doubles(part, tensor.Doubles);
                    break;
                case 13:
                    ReadPair(part, tensor.External);
                    break;
                case 14:
                    tensor.IsExternal = wire.Whole(part) == ElsewhereInAFile;
                    break;
                default:
                    break;
            }
        }

        return tensor;
    }

    /// <summary>A value that a graph takes or gives.</summary>
    public OnnxValuePlan ReadValue(OnnxField field)
    {
        wire.Take(BytesANode);
        (string name, long type, List<long?>? dims) = (string.Empty, 0, null);
        foreach (OnnxField part in wire.Fields(field))
        {
            if (part.Number == 1)
            {
                name = wire.Text(part);
            }
            else if (part.Number == 2)
            {
                // Of the kinds of values the first is a tensor's.
                foreach (OnnxField tensor in wire.Fields(part).Where(kind => kind.Number == 1).SelectMany(wire.Fields))
                {
                    (type, dims) = tensor.Number switch
                    {
                        1 => (wire.Whole(tensor), dims),
                        2 => (type, ReadShape(tensor)),
                        _ => (type, dims),
                    };
                }
            }
        }

        return new OnnxValuePlan(name, type, dims);
    }

    private List<long?> ReadShape(OnnxField field)
    {
        List<long?> dims = [];
        foreach (OnnxField dimension in wire.Fields(field).Where(part => part.Number == 1))
        {
            wire.Take(2 * sizeof(long));
            OnnxField? size = wire.Fields(dimension).FirstOrDefault(part => part.Number == 1);
            // Zero and below stand for any size in files of some exporters.
            dims.Add(size is not null && wire.Whole(size) is > 0 and var known ? known : null);
        }

        return dims;
    }
}
