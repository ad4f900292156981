namespace GradCam.Rendering;

/// <summary>The six pictures that explain one class of one picture; <see cref="PictureKinds"/> gives their keys.</summary>
public enum PictureKind
{
    /// <summary>The Grad-CAM mask in JET colours.</summary>
    Heatmap,

    /// <summary>The Grad-CAM heat map laid over the picture.</summary>
    Cam,

    /// <summary>The Grad-CAM++ mask in JET colours.</summary>
    HeatmapPlusPlus,

    /// <summary>The Grad-CAM++ heat map laid over the picture.</summary>
    CamPlusPlus,

    /// <summary>Guided backpropagation.</summary>
    GuidedBackpropagation,

    /// <summary>Guided backpropagation times the Grad-CAM mask.</summary>
    GuidedCam,
}
