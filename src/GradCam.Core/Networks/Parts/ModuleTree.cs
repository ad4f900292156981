using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>Walks a network's modules in PyTorch's order (TorchSharp's own <c>named_modules</c> gives children before grandchildren).</summary>
internal static class ModuleTree
{
    /// <summary>
    /// Every module with its dotted name, in the order of PyTorch's <c>named_modules()</c>: depth first, a parent before its
    /// children, children as they were registered; a module that is shared stands once, under its first name. The root comes
    /// first and has the empty name.
    /// </summary>
    public static IEnumerable<NamedModule> Walk(nn.Module root)
    {
        ArgumentNullException.ThrowIfNull(root);
        return Walk(root, "", new HashSet<nn.Module>(ReferenceEqualityComparer.Instance));
    }

    /// <summary>The name of the last <c>Conv2d</c> in the order of <see cref="Walk(nn.Module)"/>; null where there is none.</summary>
    public static string? LastConvolution(nn.Module root) =>
        Walk(root).LastOrDefault(entry => entry.Module is Conv2d)?.Name;

    /// <summary>
    /// Every parameter and buffer with its name in a state dictionary, in the order of PyTorch's <c>state_dict()</c>: module by
    /// module as <see cref="Walk(nn.Module)"/> gives them, parameters before buffers.
    /// </summary>
    /// <remarks>The tensors are the module's own: do not dispose them.</remarks>
    public static IEnumerable<(string Name, Tensor Tensor)> State(nn.Module root)
    {
        foreach ((string module, nn.Module owner) in Walk(root))
        {
            foreach ((string name, Parameter parameter) in owner.named_parameters(recurse: false))
            {
                yield return (Join(module, name), parameter);
            }

            foreach ((string name, Tensor buffer) in owner.named_buffers(recurse: false))
            {
                yield return (Join(module, name), buffer);
            }
        }
    }

    internal static string Join(string parent, string child) => parent.Length == 0 ? child : $"{parent}.{child}";

    private static IEnumerable<NamedModule> Walk(nn.Module module, string name, HashSet<nn.Module> seen)
    {
        if (!seen.Add(module))
        {
            yield break;
        }

        yield return new NamedModule(name, module);
        foreach ((string childName, nn.Module child) in module.named_children())
        {
            foreach (NamedModule entry in Walk(child, Join(name, childName), seen))
            {
                yield return entry;
            }
        }
    }
}
