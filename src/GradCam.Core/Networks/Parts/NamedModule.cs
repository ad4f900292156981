using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>A module of a network; a class, since sequences of structures are compiled anew at each start.</summary>
/// <param name="Name">Its dotted name; of the network itself empty.</param>
/// <param name="Module">The module.</param>
internal sealed record NamedModule(string Name, nn.Module Module);
