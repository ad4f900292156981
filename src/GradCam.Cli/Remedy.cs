namespace GradCam.Cli;

/// <summary>Says what to do about a failure in the command line's words: the library names the fault, and knows no option and no command.</summary>
internal static class Remedy
{
    /// <summary>The failure's line with its remedy, where there is one to name.</summary>
    public static string Describe(GradCamException failure) => failure switch
    {
        LayerException => $"{failure.Message}; \"gradcam layers\" lists the layers",
        UsageException { Name: "network" } => $"{failure.Message}; \"gradcam networks\" lists them",
        UsageException { Name: "picture" or "variant" } => $"{failure.Message}; \"gradcam --help\" lists them",
        UsageException { Name: "method" } => $"{failure.Message}; \"gradcam methods\" lists them",
        MethodException => $"{failure.Message}; \"gradcam methods\" lists them",
        UsageException { Name: "metric" } => $"{failure.Message}; \"gradcam metrics\" lists them",
        UsageException { Name: "truth" } => $"{failure.Message}; pass a folder of masks or a COCO file with --truth",
        UsageException { Name: "choose" } => $"{failure.Message}; name it with --metric too",
        UsageException { Name: "weights" } => $"{failure.Message}; \"gradcam weights\" lists them",
        UsageException { Name: "device" } => $"{failure.Message}; pass --device cpu, or build the program with the package TorchSharp-cuda",
        WeightsException => $"{failure.Message}, or pass a checkpoint with --weight-path",
        _ => failure.Message,
    };
}
