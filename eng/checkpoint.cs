#:project ../src/GradCam.Core/GradCam.Core.csproj
#:property InvariantGlobalization=true
#:property PublishAot=false

// Writes a network of the catalogue with initial values, for trials that need no trained one: dotnet run eng/checkpoint.cs -- resnet50 OUT.safetensors
using GradCam.Checkpoints;
using GradCam.Networks;
using static TorchSharp.torch;

NetworkDefinition definition = NetworkCatalog.Find(args[0]);
using nn.Module<Tensor, Tensor> network = definition.Create(1000);
ModuleWeights.Initialise(network, definition, 1);
SafetensorsWriter.Write(args[1], network.state_dict(), new Dictionary<string, string> { ["network"] = definition.Name });
