namespace GradCam;

/// <summary>How the maps of several layers become one.</summary>
public enum LayerFusion
{
    /// <summary>They do not: each layer has a map of its own.</summary>
    None,

    /// <summary>The maximum over the layers of <c>tanh(2 M)</c>, M the layer's mask, of the last layer listed M itself (Jiang et al., LayerCAM, IEEE TIP 2021).</summary>
    Max,

    /// <summary>The mean of the layers' masks.</summary>
    Mean,
}
