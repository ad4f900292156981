using GradCam.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam;

/// <summary>Rectifiers of a caller's own module that no rule can be put on.</summary>
internal static class ForeignRectifiers
{
    /// <summary>Refuses a module that holds one.</summary>
    /// <param name="module">The module.</param>
    /// <param name="method">The method that needs the rule, by its title.</param>
    /// <exception cref="UsageException">It holds one; the message names it.</exception>
    public static void Refuse(nn.Module module, string method)
    {
        NamedModule? foreign = ModuleTree.Walk(module).FirstOrDefault(entry => IsForeign(entry.Module));
        if (foreign is not null)
        {
            throw new UsageException(
                $"{method} cannot guard '{foreign.Name}': use GradCam.Networks.Rectifier in place of nn.{foreign.Module.GetName()}, or ask for maps only");
        }
    }

    private static bool IsForeign(nn.Module module) => module
        is ReLU or ReLU6 or LeakyReLU or PReLU or RReLU or ELU or CELU or SELU or GELU or SiLU or Mish or Softplus or Hardswish or Hardtanh or Threshold;
}
