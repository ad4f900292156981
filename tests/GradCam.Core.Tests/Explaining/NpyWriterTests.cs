namespace GradCam.Core.Tests.Explaining;

public class NpyWriterTests
{
    // What numpy 1.24.2 writes: io.BytesIO() and numpy.save(b, numpy.array([[1, -2, 3]], dtype="<f4")).
    private const string NumpysMatrix =
        "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDEsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAIA/AAAAwAAAQEA=";

    // The same of numpy.array([0.5], dtype="<f4").
    private const string NumpysVector =
        "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDEsKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAA/";

    [Fact]
    public void Encode_AMatrix_GivesNumpysBytes() => AssertSame(NumpysMatrix, NpyWriter.Encode([1, -2, 3], 1, 3));

    [Fact]
    public void Encode_AVector_GivesNumpysBytes() => AssertSame(NumpysVector, NpyWriter.Encode([0.5f], 1));

    [Fact]
    public void Encode_AShapeOfAnotherLength_IsRefused() =>
        Assert.Throws<ArgumentException>(() => NpyWriter.Encode([1, 2, 3], 2, 2));

    private static void AssertSame(string numpys, byte[] ours) =>
        Assert.Equal(Convert.FromBase64String(numpys), ours);
}
