using System.CommandLine;

namespace GradCam.Cli.Commands;

/// <summary>The options that say which files are written beside the pictures; made anew for each command that takes them.</summary>
internal sealed class OutputOptions
{
    private readonly Option<bool> arrays = new("--arrays")
    {
        Description = "Also write numbers as float32 .npy files: the masks, the guided gradient and the logits; with --method each method's map, signed. Default: off.",
    };

    private readonly Option<bool> json = new("--json") { Description = "Also write what was found as a .json file. Default: off." };

    /// <summary>Makes the options and adds them to a command.</summary>
    public OutputOptions(Command command)
    {
        command.Options.Add(arrays);
        command.Options.Add(json);
    }

    /// <summary>The options' values.</summary>
    /// <param name="call">The call.</param>
    /// <param name="maps">The same call's options of what is explained.</param>
    /// <param name="pictures">The same call's options of how pictures are encoded.</param>
    public ResultOptions Bind(ParseResult call, MapOptions maps, PictureOptions pictures) => pictures.Encoding(call) with
    {
        Arrays = call.GetValue(arrays),
        RawMaps = call.GetValue(arrays) && maps.NamesMethods(call),
        Json = call.GetValue(json),
    };
}
