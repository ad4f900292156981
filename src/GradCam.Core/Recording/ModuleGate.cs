using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace GradCam.Recording;

/// <summary>
/// Lets one forward pass at a time through a module: the hooks of a pass would otherwise see the others', and one would thaw the weights
/// that another had frozen.
/// </summary>
internal static class ModuleGate
{
    private static readonly ConditionalWeakTable<nn.Module, Lock> Gates = [];

    /// <summary>Waits until the module is free; disposing lets the next one in.</summary>
    public static Lock.Scope Enter(nn.Module module) => Gates.GetValue(module, _ => new Lock()).EnterScope();
}
