using System.Globalization;
using GradCam;
using GradCam.Weights;

// Fetches one file of a list of its own, so that tests can kill it, starve it of disk or start it twice.
// Arguments: cache folder, base address, file name, hash, size in bytes, and the milliseconds after which a silent server counts as stalled.
PublishedFile file = new("trial", args[2], args[3], long.Parse(args[4], CultureInfo.InvariantCulture));
FetchOptions options = new()
{
    BaseAddress = new Uri(args[1]),
    StallTimeout = TimeSpan.FromMilliseconds(int.Parse(args[5], CultureInfo.InvariantCulture)),
    RetryDelay = TimeSpan.FromMilliseconds(20),
    Attempts = 3,
};
try
{
    FetchedFile fetched = await new WeightFetcher(new WeightCache(args[0]), options).FetchAsync(file);
    Console.WriteLine(fetched.Path);
    return 0;
}
catch (GradCamException failure)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}
