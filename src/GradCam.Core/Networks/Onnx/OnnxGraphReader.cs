using GradCam.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>Makes a graph of what an ONNX model holds: dead ends are cut, what is not supported is refused before any tensor is read, and constants are computed.</summary>
internal sealed class OnnxGraphReader
{
    private readonly OnnxFile model;
    private readonly CheckpointFile file;
    private readonly OnnxTensors tensors;
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<string> names = [];
    private readonly List<OnnxOrigin> origins = [];
    private readonly List<Tensor?> constants = [];
    private readonly List<Tensor> held = [];
    private readonly List<OnnxStep> steps = [];

    private OnnxGraphReader(OnnxFile model, CheckpointFile file, OnnxTensors tensors) => (this.model, this.file, this.tensors) = (model, file, tensors);

    /// <summary>Makes the graph.</summary>
    /// <param name="model">What the model holds.</param>
    /// <param name="file">The model.</param>
    /// <param name="tensors">Reads its tensors.</param>
    /// <exception cref="CheckpointException">It is damaged, no image classifier, or of operators that are not supported.</exception>
    public static OnnxGraph Read(OnnxFile model, CheckpointFile file, OnnxTensors tensors)
    {
        var reader = new OnnxGraphReader(model, file, tensors);
        try
        {
            return reader.Read();
        }
        catch
        {
            reader.constants.Concat(reader.held).ToList().ForEach(tensor => tensor?.Dispose());
            throw;
        }
    }

    private OnnxGraph Read()
    {
        if (model.Opset is < OnnxOperators.OldestOpset or > OnnxOperators.NewestOpset)
        {
            throw file.Fail($"it is written in version {model.Opset} of ONNX's operators; {OnnxOperators.OldestOpset} to {OnnxOperators.NewestOpset} are supported");
        }

        OnnxValuePlan picture = OnnxPicture.Find(model, file);
        OnnxHead head = OnnxHead.Find(model, file);
        List<OnnxNodePlan> needed = Needed(head.Logits);
        OnnxSupport.Check(needed, (int)model.Opset, file);
        using DisposeScope scope = NewDisposeScope();
        using IDisposable withoutGradients = no_grad();
        int input = Add(picture.Name, OnnxOrigin.Picture);
        ReadTensors(needed);
        needed.ForEach(AddStep);
        if (!numbers.TryGetValue(head.Logits, out int logits) || origins[logits] != OnnxOrigin.Picture)
        {
            throw file.Fail("its output does not depend on the picture");
        }

        FreeUnused(logits);
        return new OnnxGraph
        {
            Source = file.Path,
            Names = names,
            Origins = origins,
            Constants = constants,
            Steps = steps,
            Picture = input,
            PictureShape = picture.Dims!,
            TakesBytes = picture.Type == OnnxElement.Byte,
            Logits = logits,
            IsSigmoid = head.IsSigmoid,
            Held = held,
        };
    }

    /// <summary>The nodes that lead to the logits, in the file's order.</summary>
    private List<OnnxNodePlan> Needed(string logits)
    {
        HashSet<string> wanted = new(StringComparer.Ordinal) { logits };
        List<OnnxNodePlan> needed = [];
        for (int i = model.Nodes.Count - 1; i >= 0; i--)
        {
            OnnxNodePlan node = model.Nodes[i];
            if (node.Outputs.Exists(output => output.Length > 0 && wanted.Contains(output)))
            {
                needed.Add(node);
                wanted.UnionWith(node.Inputs);
            }
        }

        needed.Reverse();
        return needed;
    }

    private void ReadTensors(List<OnnxNodePlan> needed)
    {
        HashSet<string> wanted = [.. needed.SelectMany(node => node.Inputs)];
        foreach (OnnxTensorPlan plan in model.Tensors.Where(plan => wanted.Contains(plan.Name)))
        {
            int number = Add(plan.Name, OnnxOrigin.Constant);
            constants[number] = tensors.Make(plan, plan.Name).DetachFromDisposeScope();
        }
    }

    private void AddStep(OnnxNodePlan plan)
    {
        OnnxNode node = Make(plan);
        OnnxOperation operation = Named(() => OnnxOperators.Check(node));
        int[] inputs = [.. plan.Inputs.Select(name => name.Length == 0 ? -1 : numbers.TryGetValue(name, out int number)
            ? number
            : throw file.Fail($"{node.Fail($"takes {ShownText.Quoted(name)}, which nothing before it gives").Message}: it is damaged, or its nodes are out of order"))];
        OnnxOrigin origin = OriginOf(node, inputs);
        int[] outputs = [.. plan.Outputs.Select(name => name.Length == 0 ? -1 : Add(name, origin))];
        var step = new OnnxStep(node, operation, inputs, outputs) { Origin = origin };
        if (origin == OnnxOrigin.Constant)
        {
            Fold(step);
        }
        else
        {
            steps.Add(step);
        }
    }

    private OnnxOrigin OriginOf(OnnxNode node, int[] inputs)
    {
        OnnxOrigin most = inputs.Where(input => input >= 0).Select(input => origins[input]).DefaultIfEmpty(OnnxOrigin.Constant).Max();
        return node.Operator is "Shape" or "Size" && most == OnnxOrigin.Picture ? OnnxOrigin.Shape : most;
    }

    private void Fold(OnnxStep step)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] given = Named(() =>
        {
            using IDisposable ceiling = OnnxCeiling.Lower(tensors.Budget / sizeof(long));
            return step.Run([.. step.Inputs.Select(input => input < 0 ? null : constants[input])]);
        });
        for (int i = 0; i < step.Outputs.Count; i++)
        {
            if (step.Outputs[i] >= 0)
            {
                tensors.Take(given[i].numel() * given[i].element_size(), "what its constants come to");
                constants[step.Outputs[i]] = given[i].DetachFromDisposeScope();
            }
        }
    }

    private OnnxNode Make(OnnxNodePlan plan)
    {
        var attributes = new Dictionary<string, OnnxAttribute>(StringComparer.Ordinal);
        foreach (OnnxAttributePlan attribute in plan.Attributes)
        {
            object? value = attribute.Value;
            if (value is OnnxTensorPlan tensor)
            {
                Tensor made = tensors.Make(tensor, plan.ShownName).DetachFromDisposeScope();
                held.Add(made);
                value = made;
            }

            if (!attributes.TryAdd(attribute.Name, new OnnxAttribute(attribute.Name, value)))
            {
                throw file.Fail($"node {ShownText.Quoted(plan.ShownName)} has the attribute {ShownText.Quoted(attribute.Name)} twice");
            }
        }

        return new OnnxNode
        {
            Name = plan.ShownName,
            Operator = plan.Operator,
            Domain = plan.Domain,
            Opset = (int)model.Opset,
            Inputs = plan.Inputs,
            Outputs = plan.Outputs,
            Attributes = attributes,
        };
    }

    private int Add(string name, OnnxOrigin origin)
    {
        if (!numbers.TryAdd(name, names.Count))
        {
            throw file.Fail($"the value {ShownText.Quoted(name)} is made twice: it is damaged");
        }

        names.Add(name);
        origins.Add(origin);
        constants.Add(null);
        return names.Count - 1;
    }

    /// <summary>Constants of which others were computed, such as quantised weights, are not needed any more.</summary>
    private void FreeUnused(int logits)
    {
        HashSet<int> used = [.. steps.SelectMany(step => step.Inputs), logits];
        for (int i = 0; i < constants.Count; i++)
        {
            if (!used.Contains(i))
            {
                constants[i]?.Dispose();
                constants[i] = null;
            }
        }
    }

    /// <summary>Says in which file a node's fault is.</summary>
    private T Named<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (CheckpointException fault)
        {
            throw file.Fail(fault.Message, fault);
        }
    }
}
