using System.Globalization;
using GradCam.BatchTrial;

// Runs the built program over many drawn pictures, some of them damaged, with two networks: once undisturbed, watching its memory,
// and once killed again and again and resumed; then compares the two folders byte for byte.
// Arguments: an empty folder, and optionally the pictures (1000), the damaged among them (20), the kills (10) and the input's side (64).
int Number(int place, int otherwise) => args.Length > place ? int.Parse(args[place], CultureInfo.InvariantCulture) : otherwise;
if (args.Length == 0)
{
    Console.Error.WriteLine("usage: GradCam.BatchTrial FOLDER [PICTURES] [DAMAGED] [KILLS] [SIDE]");
    return 2;
}

Trial trial = new(args[0], Number(1, 1000), Number(2, 20), Number(3, 10), Number(4, 64));
return trial.Run(Console.Out) ? 0 : 1;
