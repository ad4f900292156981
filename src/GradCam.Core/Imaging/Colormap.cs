namespace GradCam.Imaging;

/// <summary>Colours for the numbers 0 to 1: OpenCV's colour maps, under OpenCV's numbers.</summary>
public enum Colormap
{
    /// <summary>Red to yellow.</summary>
    Autumn = 0,

    /// <summary>Black to white, bluish between.</summary>
    Bone = 1,

    /// <summary>Dark blue over green to dark red: the original program's.</summary>
    Jet = 2,

    /// <summary>Blue to green.</summary>
    Winter = 3,

    /// <summary>Red over green to violet.</summary>
    Rainbow = 4,

    /// <summary>Black over blue to white.</summary>
    Ocean = 5,

    /// <summary>Green to yellow.</summary>
    Summer = 6,

    /// <summary>Magenta to yellow.</summary>
    Spring = 7,

    /// <summary>Cyan to magenta.</summary>
    Cool = 8,

    /// <summary>All hues, red at both ends.</summary>
    Hsv = 9,

    /// <summary>Black over pink to white.</summary>
    Pink = 10,

    /// <summary>Black over red and yellow to white.</summary>
    Hot = 11,

    /// <summary>Blue over green to yellow.</summary>
    Parula = 12,

    /// <summary>Black over violet to light yellow, evenly.</summary>
    Magma = 13,

    /// <summary>Black over red to light yellow, evenly.</summary>
    Inferno = 14,

    /// <summary>Blue over red to yellow, evenly.</summary>
    Plasma = 15,

    /// <summary>Dark violet over green to yellow, evenly; also for eyes that do not tell red from green.</summary>
    Viridis = 16,

    /// <summary>Dark blue to yellow, evenly; made for eyes that do not tell red from green.</summary>
    Cividis = 17,

    /// <summary>Light over blue, dark and red to light again.</summary>
    Twilight = 18,

    /// <summary>Dark over blue, light and red to dark again.</summary>
    TwilightShifted = 19,

    /// <summary>The hues of jet, without its bands.</summary>
    Turbo = 20,

    /// <summary>Black over green to white.</summary>
    DeepGreen = 21,
}
