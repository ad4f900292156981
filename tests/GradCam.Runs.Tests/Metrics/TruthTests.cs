using GradCam.Imaging;
using GradCam.Networks;

namespace GradCam.Runs.Tests.Metrics;

/// <summary>Where the objects are: masks and boxes.</summary>
public sealed class TruthTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Masks_OfAPicture_AreThoseNamedAfterItWithTheirClasses()
    {
        foreach (string name in (string[])["pets/cat", "pets/cat-1-star", "pets/cat-dog", "pets/cat-class3", "pets/cat-2-long-name", "pets/cat-2", "pets/cat2", "cat"])
        {
            folder.Write($"masks/{name}.png", Mask(4, 4, (0, 0)));
        }

        IReadOnlyList<TruthObject> found = TruthSource.Open(folder["masks"]).Find("pets/cat.jpg", folder["pets/cat.jpg"])!;

        Assert.Equal([null, "star", "long-name", "3", "dog"], found.Select(one => one.Class));
    }

    [Fact]
    public void Masks_WithAnEndingInCapitals_AreRead()
    {
        folder.Write("masks/cat.PNG", Mask(4, 4, (0, 0)));
        folder.Write("masks/cat-dog.Png", Mask(4, 4, (1, 1)));

        IReadOnlyList<TruthObject> found = TruthSource.Open(folder["masks"]).Find("cat.jpg", folder["cat.jpg"])!;

        Assert.Equal([null, "dog"], found.Select(one => one.Class));
        Assert.Equal([(true, false), (false, true)], found.Select(one => (one.Contains(0.5, 0.5), one.Contains(1.5, 1.5))));
    }

    [Fact]
    public void Masks_OfAPictureWithout_AreUnknown()
    {
        folder.Write("masks/dog.png", Mask(4, 4, (0, 0)));
        Assert.Null(TruthSource.Open(folder["masks"]).Find("cat.png", folder["cat.png"]));
    }

    [Fact]
    public void Masks_InThePicturesOwnFolder_AreNotThePictureItself()
    {
        string picture = folder.Write("in/cat.png", Mask(4, 4, (0, 0)));
        folder.Write("in/cat-star.png", Mask(4, 4, (0, 0)));
        Assert.Equal(["star"], TruthSource.Open(folder["in"]).Find("cat.png", picture)!.Select(one => one.Class));
    }

    [Fact]
    public void Mask_OnAnInputOfAnotherSize_IsObjectWherePixelsCentresAre()
    {
        folder.Write("masks/cat.png", Mask(4, 4, (1, 2), (3, 3)));
        IReadOnlyList<TruthObject> objects = TruthSource.Open(folder["masks"]).Find("cat.png", "elsewhere.png")!;

        bool[] on = TruthObject.On(objects, InputFrame.Whole(4, 4), 8);

        // Row 1, column 2 of four are rows 2 and 3, columns 4 and 5 of eight.
        Assert.Equal([20, 21, 28, 29, 54, 55, 62, 63], on.Index().Where(pixel => pixel.Item).Select(pixel => pixel.Index));
    }

    [Theory]
    [InlineData(8, 8)]
    [InlineData(4, 2)]
    [InlineData(2, 4)]
    public void Mask_OfAnotherSizeThanItsPicture_IsRefused(int width, int height)
    {
        folder.Write("masks/cat.png", Mask(4, 4, (1, 2)));
        IReadOnlyList<TruthObject> objects = TruthSource.Open(folder["masks"]).Find("cat.png", "elsewhere.png")!;

        string message = Assert.Throws<PictureException>(() => TruthObject.On(objects, InputFrame.Whole(width, height), 8)).Message;

        Assert.EndsWith($"cat.png: the mask has 4 x 4 pixels and its picture {width} x {height}: they must be of one size", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Boxes_OfACocoFile_AreTheFiguresBoxWithItsRightAndBottomLeftOut()
    {
        string file = folder.Write("boxes.json", """
            {"info": {"year": 2020},
             "images": [{"id": 7, "file_name": "cat.jpg", "width": 32, "height": 32}, {"id": 8, "file_name": "none.jpg"}],
             "annotations": [{"id": 1, "image_id": 7, "category_id": 3, "bbox": [15, 4, 13, 13], "iscrowd": 0}, {"id": 2, "image_id": 7, "category_id": 4, "bbox": [0, 0, 1, 1]}],
             "categories": [{"id": 3, "name": "star"}]}
            """);
        ITruth truth = TruthSource.Open(file);

        IReadOnlyList<TruthObject> found = truth.Find("folder/cat.jpg", "x")!;

        Assert.Equal([("star", "3"), ("4", "4")], found.Select(one => (one.Class!, one.ClassNumber!)));
        Assert.Equal(MetricSetting.Boxed((15, 4, 28, 17), 32), TruthObject.On([found[0]], InputFrame.Whole(32, 32), 32));
        Assert.Empty(truth.Find("none.jpg", "x")!);
        Assert.Null(truth.Find("other.jpg", "x"));
    }

    [Fact]
    public void Box_OfAClassWithoutAName_IsOfItsNumberAndNotOfEveryClass()
    {
        string file = folder.Write("boxes.json", """
            {"images": [{"id": 7, "file_name": "cat.jpg"}], "annotations": [{"image_id": 7, "category_id": 3, "bbox": [0, 0, 1, 1]}], "categories": [{"id": 3}]}
            """);

        Assert.Equal("3", Assert.Single(TruthSource.Open(file).Find("cat.jpg", "x")!).Class);
    }

    [Fact]
    public void Boxes_WithoutArea_AreNoObjects()
    {
        string file = folder.Write("boxes.json", """
            {"images": [{"id": 7, "file_name": "cat.jpg"}, {"id": 8, "file_name": "dog.jpg"}],
             "annotations": [{"id": 1, "image_id": 7, "bbox": [1, 2, 5, 0]}, {"id": 2, "image_id": 7, "bbox": [0, 0, 0, 4]}, {"id": 3, "image_id": 7, "bbox": [1, 1, 2, 2]},
                             {"id": 4, "image_id": 8, "bbox": [1, 2, 5, 0]}]}
            """);
        ITruth truth = TruthSource.Open(file);

        Assert.True(Assert.Single(truth.Find("cat.jpg", "x")!).Contains(1.5, 1.5));
        Assert.Empty(truth.Find("dog.jpg", "x")!);
    }

    [Theory]
    [InlineData("\"id\": 42, \"bbox\": [1, 2, -5, 3]", "annotation 42 has no box of left, top, width and height")]
    [InlineData("\"id\": 43, \"bbox\": [1, 2, 5]", "annotation 43 has no box")]
    [InlineData("\"id\": \"a44\"", "annotation a44 has no box")]
    [InlineData("\"bbox\": [1]", "an annotation without an id has no box")]
    public void Boxes_OfWhichOneIsMalformed_AreRefusedByItsId(string annotation, string says)
    {
        string file = folder.Write("boxes.json", $$"""{"images": [{"id": 7, "file_name": "a"}], "annotations": [{"id": 1, "image_id": 7, "bbox": [0, 0, 1, 1]}, {"image_id": 7, {{annotation}}}]}""");
        Assert.Contains("the boxes cannot be read (", Assert.Throws<UsageException>(() => TruthSource.Open(file)).Message, StringComparison.Ordinal);
        Assert.Contains(says, Assert.Throws<UsageException>(() => TruthSource.Open(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Boxes_OnACroppedInput_AreWhereItShowsThem()
    {
        TruthObject box = new(null, null, (x, y) => x is >= 10 and < 20 && y is >= 0 and < 10);
        // The input shows the middle 20 x 20 of a picture of 40 x 20.
        bool[] on = TruthObject.On([box], new InputFrame(40, 20, 10, 0, 20, 20), 4);
        Assert.Equal([0, 1, 4, 5], on.Index().Where(pixel => pixel.Item).Select(pixel => pixel.Index));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"images\": []}")]
    [InlineData("{\"images\": [{\"id\": 1, \"file_name\": \"a\"}], \"annotations\": [{\"image_id\": 1, \"bbox\": [1, 2]}]}")]
    [InlineData("{\"images\": [], \"annotations\": [], \"categories\": [{\"id\": 1, \"name\": \"a\"}, {\"id\": 1, \"name\": \"b\"}]}")]
    public void File_ThatIsNoCocoFile_IsRefused(string content)
    {
        string file = folder.Write("boxes.json", content);
        Assert.Contains("the boxes cannot be read", Assert.Throws<UsageException>(() => TruthSource.Open(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hash_OfMasks_ChangesWithAnyOfThem()
    {
        folder.Write("masks/a.png", Mask(4, 4, (0, 0)));
        string before = TruthSource.Open(folder["masks"]).Sha256;
        Assert.Equal(before, TruthSource.Open(folder["masks"]).Sha256);
        folder.Write("masks/a.png", Mask(4, 4, (0, 1)));
        Assert.NotEqual(before, TruthSource.Open(folder["masks"]).Sha256);
    }

    private static byte[] Mask(int width, int height, params (int Row, int Column)[] on)
    {
        byte[] pixels = new byte[3 * width * height];
        foreach ((int row, int column) in on)
        {
            pixels[(3 * ((row * width) + column)) + 1] = 1;
        }

        return PictureEncoder.Png(new RgbImage(width, height, pixels));
    }
}
