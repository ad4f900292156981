using Shapes.Drawing;

namespace Shapes.Tests.Drawing;

public sealed class SceneDrawerTests
{
    private static readonly SceneRecipe Plain = new() { Side = 128, MostObjects = 1, Difficulty = 0 };

    public static TheoryData<ShapeKind, double> SharesOfTheBox() => new()
    {
        // Hand calculations on an upright shape: its area over that of its bounding box.
        { ShapeKind.Circle, Math.PI / 4 },
        { ShapeKind.Square, 1 },
        { ShapeKind.Ring, Math.PI / 4 * (1 - 0.55 * 0.55) },
        { ShapeKind.Cross, 1 - 0.67 * 0.67 },
        { ShapeKind.Triangle, 0.5 },
    };

    [Fact]
    public void Draw_SameSeedAndNumber_GivesTheSameBytes()
    {
        Scene[] first = [.. Enumerable.Range(0, 6).Select(i => SceneDrawer.Draw(SceneRecipe.Full, 5, i))];
        Scene[] again = [.. Enumerable.Range(0, 6).Reverse().AsParallel().Select(i => (i, Scene: SceneDrawer.Draw(SceneRecipe.Full, 5, i))).OrderBy(p => p.i).Select(p => p.Scene)];
        for (int i = 0; i < first.Length; i++)
        {
            Assert.Equal(first[i].Image.Pixels, again[i].Image.Pixels);
            Assert.Equal(first[i].Mask(), again[i].Mask());
            Assert.Equal(first[i].Kinds, again[i].Kinds);
        }
    }

    [Fact]
    public void Draw_OtherSeedOrNumber_GivesAnotherPicture()
    {
        byte[] pixels = SceneDrawer.Draw(SceneRecipe.Full, 5, 0).Image.Pixels;
        Assert.NotEqual(pixels, SceneDrawer.Draw(SceneRecipe.Full, 6, 0).Image.Pixels);
        Assert.NotEqual(pixels, SceneDrawer.Draw(SceneRecipe.Full, 5, 1).Image.Pixels);
    }

    [Fact]
    public void Draw_FullScenes_HoldOneToFourSeparateObjectsOfOneClass()
    {
        Scene[] scenes = [.. Enumerable.Range(0, 60).AsParallel().AsOrdered().Select(i => SceneDrawer.Draw(SceneRecipe.Full, 11, i))];
        Assert.Equal([1, 2, 3, 4], scenes.Select(scene => scene.Objects.Count).Distinct().Order());
        Assert.All(scenes, scene =>
        {
            Assert.Single(scene.Kinds);
            Assert.Equal(scene.Objects.Sum(part => part.Area), scene.Mask().Sum(value => value));
            Assert.All(scene.Objects, part => Assert.InRange(Extent(part.Mask, 224), 0.15 * 224 - 2, 0.5 * 224 + 2));
        });
    }

    [Fact]
    public void Draw_TwoClasses_GivesEachClassItsOwnObjects()
    {
        Scene scene = SceneDrawer.Draw(SceneRecipe.Full with { TwoClasses = 1, MostObjects = 2 }, 3, 0);
        Assert.Equal(2, scene.Objects.Count);
        Assert.Equal(2, scene.Kinds.Count);
        Assert.Equal(scene.Objects[0].Mask, scene.Mask(scene.Objects[0].Kind));
        Assert.Equal(scene.Objects[1].Mask, scene.Mask(scene.Objects[1].Kind));
    }

    [Theory]
    [MemberData(nameof(SharesOfTheBox))]
    public void Mask_UprightShape_CoversItsShareOfTheBoundingBox(ShapeKind kind, double share)
    {
        (Scene scene, SceneObject part) = First(kind);
        (int left, int top, int right, int bottom) = Box(part.Mask, scene.Image.Width);
        double box = (right - left + 1.0) * (bottom - top + 1.0);
        Assert.Equal(share, part.Area / box, 0.04);
    }

    [Fact]
    public void Mask_Ring_HasAHole()
    {
        (Scene scene, SceneObject ring) = First(ShapeKind.Ring);
        int x = (int)ring.Centre.X, y = (int)ring.Centre.Y, side = scene.Image.Width;
        Assert.Equal(0, ring.Mask[y * side + x]);
        Assert.Contains(ring.Mask[(y * side)..(y * side + x)], value => value == 1);
        Assert.Contains(ring.Mask[(y * side + x)..((y + 1) * side)], value => value == 1);
    }

    [Theory]
    [InlineData(ShapeKind.Heart)]
    [InlineData(ShapeKind.Star)]
    [InlineData(ShapeKind.Crescent)]
    [InlineData(ShapeKind.Ring)]
    public void Mask_PlainScene_IsWhereThePictureLeavesItsGradient(ShapeKind kind)
    {
        (Scene scene, SceneObject part) = First(kind);
        byte[] pixels = scene.Image.Pixels;
        byte[] colour = ObjectColour(scene, part);
        int wrong = 0;
        for (int i = 0; i < part.Mask.Length; i++)
        {
            // On a plain ground the object has one colour, and the ground none that is near it.
            int distance = Enumerable.Range(0, 3).Max(c => Math.Abs(pixels[3 * i + c] - colour[c]));
            wrong += (distance <= 2) != (part.Mask[i] == 1) ? 1 : 0;
        }

        // Pixels on the outline are mixed.
        Assert.InRange(wrong, 0, part.Area / 8);
    }

    private static byte[] ObjectColour(Scene scene, SceneObject part) => scene.Image.Pixels
        .Chunk(3).Where((_, i) => part.Mask[i] == 1).GroupBy(colour => (colour[0], colour[1], colour[2])).MaxBy(group => group.Count())!.First();

    private static (Scene Scene, SceneObject Part) First(ShapeKind kind)
    {
        Scene scene = Enumerable.Range(0, 1000).Select(i => SceneDrawer.Draw(Plain, 7, i)).First(scene => scene.Kinds[0] == kind);
        return (scene, scene.Objects[0]);
    }

    private static (int Left, int Top, int Right, int Bottom) Box(byte[] mask, int side)
    {
        int[] on = [.. Enumerable.Range(0, mask.Length).Where(i => mask[i] == 1)];
        return (on.Min(i => i % side), on.Min(i => i / side), on.Max(i => i % side), on.Max(i => i / side));
    }

    private static double Extent(byte[] mask, int side)
    {
        // The longest of the widths in 18 directions, at most 0.4 % short.
        int[] on = [.. Enumerable.Range(0, mask.Length).Where(i => mask[i] == 1)];
        return Enumerable.Range(0, 18).Max(step =>
        {
            (double sin, double cos) = Math.SinCos(Math.PI * step / 18);
            double[] along = [.. on.Select(i => i % side * cos + i / side * sin)];
            return along.Max() - along.Min() + 1;
        });
    }
}
