using System.CommandLine;

namespace GradCam.Cli;

/// <summary>A command as the command line knows it.</summary>
/// <param name="Command">Its grammar, with its action set.</param>
/// <param name="Examples">Calls that its help ends with, one a line.</param>
internal sealed record CommandDefinition(Command Command, params IReadOnlyList<string> Examples);
