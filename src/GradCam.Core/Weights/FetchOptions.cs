using System.Text.RegularExpressions;

namespace GradCam.Weights;

/// <summary>From where published files are fetched, and how patiently.</summary>
internal sealed partial record FetchOptions
{
    /// <summary>The variable that replaces the base address, for mirrors.</summary>
    public const string AddressVariable = "GRADCAM_WEIGHTS_URL";

    /// <summary>The folder on the net that holds torchvision's files.</summary>
    public static readonly Uri Torchvision = new("https://download.pytorch.org/models/");

    private readonly Uri _baseAddress = Torchvision;
    private readonly TimeSpan _stallTimeout = TimeSpan.FromSeconds(30);
    private readonly TimeSpan _retryDelay = TimeSpan.FromSeconds(1);
    private readonly int _attempts = 5;

    /// <summary>The folder on the net: an absolute http or https address; default torchvision's own. Files have the same names and hashes everywhere.</summary>
    /// <exception cref="UsageException">It is not such an address.</exception>
    public Uri BaseAddress
    {
        get => _baseAddress;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            _baseAddress = value.IsAbsoluteUri && (value.Scheme == Uri.UriSchemeHttp || value.Scheme == Uri.UriSchemeHttps)
                ? value
                : throw NotAnAddress(value.OriginalString);
        }
    }

    /// <summary>Forbids the network: what is not cached is an error. Default false.</summary>
    public bool Offline { get; init; }

    /// <summary>How long a server may send nothing before it counts as stalled; more than zero, default 30 seconds.</summary>
    public TimeSpan StallTimeout
    {
        get => _stallTimeout;
        init => _stallTimeout = value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    /// <summary>The pause before a failed transfer is taken up again; zero or more, default 1 second.</summary>
    public TimeSpan RetryDelay
    {
        get => _retryDelay;
        init => _retryDelay = value >= TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    /// <summary>How many transfers in a row may fail without a new byte before the fetch fails; 1 or more, default 5.</summary>
    public int Attempts
    {
        get => _attempts;
        init => _attempts = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    /// <summary>The defaults, with the base address that <c>GRADCAM_WEIGHTS_URL</c> gives where it is set.</summary>
    /// <param name="offline">Forbids the network.</param>
    /// <exception cref="UsageException">The variable holds no http or https address.</exception>
    public static FetchOptions FromEnvironment(bool offline = false)
    {
        FetchOptions options = new() { Offline = offline };
        string? address = Environment.GetEnvironmentVariable(AddressVariable);
        if (string.IsNullOrEmpty(address))
        {
            return options;
        }

        return Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) ? options with { BaseAddress = uri } : throw NotAnAddress(address);
    }

    internal Uri AddressOf(PublishedFile file)
    {
        string folder = _baseAddress.GetLeftPart(UriPartial.Path);
        return new Uri($"{(folder.EndsWith('/') ? folder : folder + "/")}{Uri.EscapeDataString(file.FileName)}");
    }

    /// <summary>The address without the name and password that may stand in it: messages end up in logs.</summary>
    internal static string Shown(Uri address) => address.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.UserInfo, UriFormat.UriEscaped);

    private static UsageException NotAnAddress(string typed) =>
        new($"{AddressVariable} is '{UserInfo().Replace(typed, "//")}', which is not an http or https address such as {Torchvision}");

    [GeneratedRegex("//[^/]*@")]
    private static partial Regex UserInfo();
}
