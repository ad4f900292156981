namespace GradCam.Methods;

/// <summary>A method around another one.</summary>
internal interface IWrappingMethod : IAttributionMethod
{
    /// <summary>What stands before the wrapped method in text.</summary>
    string Wrapper { get; }

    /// <summary>The method that is wrapped.</summary>
    IAttributionMethod Inner { get; }
}
