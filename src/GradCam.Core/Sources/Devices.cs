using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Sources;

/// <summary>The devices that networks compute on, by the names that PyTorch gives them.</summary>
internal static class Devices
{
    /// <summary>The processor: where nothing is named.</summary>
    public const string Processor = "cpu";

    /// <summary>Whether a name is that of a device, there or not: <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>. It loads no native library.</summary>
    public static bool IsName(string name)
    {
        string[] parts = name.Split(':');
        return name is Processor or "cuda"
            || (parts is ["cuda", var index] && index.Length > 0 && index.All(char.IsAsciiDigit) && int.TryParse(index, out _));
    }

    /// <summary>The device of a name; libtorch must be loaded.</summary>
    /// <param name="name">The name; null for the processor.</param>
    /// <exception cref="UsageException">The name is no device's, this build of libtorch has no CUDA, or there are not so many GPUs.</exception>
    public static Device Open(string? name)
    {
        if (name is null or Processor)
        {
            return CPU;
        }

        if (!IsName(name))
        {
            throw Wrong(name, "is none that there is: cpu, cuda and cuda:N are");
        }

        if (!torch.cuda_is_available())
        {
            throw Wrong(name, "cannot be used: this build of libtorch computes on the processor alone, or there is no GPU");
        }

        var device = torch.device(name);
        int count = torch.cuda.device_count();
        return device.index < count ? device : throw Wrong(name, $"does not exist: there are {count}, from cuda:0 on");
    }

    /// <summary>Where a module computes: where its first parameter lies.</summary>
    public static Device Of(nn.Module module) => module.parameters().FirstOrDefault()?.device ?? CPU;

    private static UsageException Wrong(string name, string what) => new($"device '{ShownText.Of(name)}' {what}") { Name = "device" };
}
