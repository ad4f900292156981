using GradCam.Imaging;
using Shapes.Drawing;
using Shapes.Training;
using static TorchSharp.torch;

set_num_threads(1);
if (args[0] == "draw")
{
    Directory.CreateDirectory(args[1]);
    var w = System.Diagnostics.Stopwatch.StartNew();
    int n = 0;
    foreach (Lesson l in Curriculum.Lessons)
    {
        var c = System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime;
        for (int i = 0; i < 16; i++)
        {
            Scene s = l.Draw(3, i);
            File.WriteAllBytes(Path.Combine(args[1], $"{n}-{i:00}.png"), PictureEncoder.Png(s.Image));
        }
        Console.WriteLine($"{l.Name} {(System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime - c).TotalMilliseconds / 16} ms");
        n++;
    }
    return;
}

using var stop = new CancellationTokenSource();
using var trainer = new Trainer(Curriculum.Lessons, 1, args[0]);
Console.WriteLine("start");
trainer.Run(Console.WriteLine, args.Length > 1 ? long.Parse(args[1]) : long.MaxValue, stop.Token);
