using Mono.Cecil;
using Mono.Cecil.Cil;
using TorchSharp;

namespace GradCam.Core.Tests.Architecture;

/// <summary>
/// A number that is converted to a <see cref="Scalar"/> on the way to libtorch may be finalised before libtorch reads it. So the library holds each
/// one, and calls nothing of TorchSharp that makes one inside: read from the compiled code, since <c>a + b</c> shows nothing of it.
/// </summary>
public sealed class ScalarTests
{
    private const string ScalarType = "TorchSharp.Scalar";

    private static readonly ModuleDefinition Torch = Read(typeof(torch).Assembly.Location), Library = Read(typeof(Explainer).Assembly.Location);

    [Fact]
    public void Library_MakesScalars_OnlyWhereItHoldsThem() =>
        Assert.Empty(from method in Methods(Library)
                     from instruction in method.Body.Instructions
                     where MakesScalar(instruction) && !IsHeld(instruction, method)
                     select $"{method.DeclaringType.FullName}.{method.Name} converts a number on the way");

    [Fact]
    public void Library_CallsNothingOfTorchSharp_ThatMakesScalarsInside()
    {
        HashSet<string> making = MakingScalars();
        Assert.Contains(making, name => name.Contains("Tensor::op_Addition(TorchSharp.torch/Tensor,TorchSharp.torch/Tensor)", StringComparison.Ordinal));

        Assert.Empty(from method in Methods(Library)
                     from instruction in method.Body.Instructions
                     where !MakesScalar(instruction) && instruction.Operand is MethodReference called && called.DeclaringType.Scope.Name == Torch.Assembly.Name.Name
                         && making.Contains(called.Resolve().FullName)
                     select $"{method.DeclaringType.FullName}.{method.Name} calls {((MethodReference)instruction.Operand).FullName}");
    }

    private static HashSet<string> MakingScalars()
    {
        MethodDefinition[] methods = [.. Methods(Torch).Where(method => method.DeclaringType.FullName is not (ScalarType or "TorchSharp.ScalarExtensionMethods"))];
        HashSet<string> making = [.. methods.Where(method => method.Body.Instructions.Any(MakesScalar)).Select(method => method.FullName)];
        for (int before = 0; before < making.Count;)
        {
            before = making.Count;
            making.UnionWith(methods.Where(method => method.Body.Instructions.Any(instruction => instruction.Operand is MethodReference called && making.Contains(called.FullName))).Select(method => method.FullName));
        }

        return making;
    }

    private static bool MakesScalar(Instruction instruction) =>
        instruction.Operand is MethodReference called && called.ReturnType.FullName == ScalarType
        && (called.Name == "op_Implicit" || called.DeclaringType.FullName == "TorchSharp.ScalarExtensionMethods");

    /// <summary>Whether it goes into a field, or into a local that is disposed of, and so lives until then.</summary>
    private static bool IsHeld(Instruction instruction, MethodDefinition method)
    {
        Instruction next = instruction.Next;
        int? local = next.OpCode.Code switch
        {
            Code.Stloc_0 => 0,
            Code.Stloc_1 => 1,
            Code.Stloc_2 => 2,
            Code.Stloc_3 => 3,
            Code.Stloc or Code.Stloc_S => ((VariableDefinition)next.Operand).Index,
            _ => null,
        };
        return next.OpCode.Code is Code.Stfld or Code.Stsfld
            || (local is { } index && method.Body.Instructions.Any(end => end.Operand is MethodReference { Name: "Dispose" } && Loads(end.Previous, index)));
    }

    private static bool Loads(Instruction instruction, int local) => instruction.OpCode.Code switch
    {
        Code.Ldloc_0 => local == 0,
        Code.Ldloc_1 => local == 1,
        Code.Ldloc_2 => local == 2,
        Code.Ldloc_3 => local == 3,
        Code.Ldloc or Code.Ldloc_S => ((VariableDefinition)instruction.Operand).Index == local,
        _ => false,
    };

    private static IEnumerable<MethodDefinition> Methods(ModuleDefinition module) => module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody);

    private static ModuleDefinition Read(string path)
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(Path.GetDirectoryName(path));
        return ModuleDefinition.ReadModule(path, new ReaderParameters { AssemblyResolver = resolver });
    }
}
