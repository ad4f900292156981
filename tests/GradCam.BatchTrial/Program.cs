using System.Globalization;
using GradCam.BatchTrial;

// Runs the built program over many drawn pictures, some of them damaged, with two networks: once undisturbed, watching its memory,
// and once killed again and again and resumed; then compares the two folders byte for byte.
// Arguments: an empty folder, and optionally the pictures (1000), the damaged among them (20), the kills (10) and the input's side (64).
// With "material" before them, only the pictures and the networks' checkpoints are written: what tests/Cluster/trial.sh works on.
// "lines FOLDER [LINES]" measures plan, merge and resumption of 25,000, a tenth and all of so many lines (1,000,000), with a stub in place of a network.
if (args is ["lines" or "stub" or "resume", ..])
{
    return LinesProgram.Run(args, Console.Out);
}

bool isMaterial = args is ["material", ..];
string[] words = isMaterial ? args[1..] : args;
int Number(int place, int otherwise) => words.Length > place ? int.Parse(words[place], CultureInfo.InvariantCulture) : otherwise;
if (words.Length == 0)
{
    Console.Error.WriteLine("usage: GradCam.BatchTrial [material] FOLDER [PICTURES] [DAMAGED] [KILLS] [SIDE]");
    return 2;
}

Trial trial = new(words[0], Number(1, 1000), Number(2, 20), Number(3, 10), Number(4, 64));
if (isMaterial)
{
    trial.WriteMaterial();
    return 0;
}

return trial.Run(Console.Out) ? 0 : 1;
