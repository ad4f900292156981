#:project ../src/GradCam.Core/GradCam.Core.csproj
#:property InvariantGlobalization=true
#:property PublishAot=false

// Draws the packages' icon: a star, and the map that says so. dotnet run eng/icon.cs -- docs/package/icon.png
using GradCam.Imaging;

const int Side = 256, Samples = 4;
double[] star = [.. Enumerable.Range(0, 10).Select(corner => corner % 2 == 0 ? 0.40 : 0.17)];
byte[] pixels = new byte[Side * Side * 3];
for (int y = 0; y < Side; y++)
{
    for (int x = 0; x < Side; x++)
    {
        double inside = 0;
        for (int sample = 0; sample < Samples * Samples; sample++)
        {
            double u = ((x + ((sample % Samples + 0.5) / Samples)) / Side) - 0.5, v = ((y + ((sample / Samples + 0.5) / Samples)) / Side) - 0.52;
            inside += IsInStar(u, v) ? 1.0 / (Samples * Samples) : 0;
        }

        double dx = ((x + 0.5) / Side) - 0.5, dy = ((y + 0.5) / Side) - 0.5;
        double heat = Math.Exp(-((dx * dx) + (dy * dy)) / 0.045);
        for (int channel = 0; channel < 3; channel++)
        {
            // JET: blue where nothing is, red where the map is strongest.
            double jet = Math.Clamp(1.5 - Math.Abs((4 * heat) - (3 - channel)), 0, 1);
            pixels[(((y * Side) + x) * 3) + channel] = (byte)Math.Round(255 * ((inside * ((0.35 * jet) + 0.65)) + ((1 - inside) * 0.85 * jet)));
        }
    }
}

File.WriteAllBytes(args[0], PictureEncoder.Png(new RgbImage(Side, Side, pixels)));

// Whether a point lies within the outline that joins the corners, turned so that one points up.
bool IsInStar(double u, double v)
{
    double turn = (Math.Atan2(u, -v) / Math.Tau * star.Length) + (2 * star.Length);
    int from = (int)Math.Floor(turn);
    (double ax, double ay) = Corner(from);
    (double bx, double by) = Corner(from + 1);
    return ((bx - ax) * (v - ay)) - ((by - ay) * (u - ax)) >= 0;
}

(double X, double Y) Corner(int index)
{
    double angle = Math.Tau * index / star.Length;
    return (star[index % star.Length] * Math.Sin(angle), -star[index % star.Length] * Math.Cos(angle));
}
