using GradCam.Recording;

namespace GradCam.Core.Tests.Explaining;

/// <summary>What words and numbers mean as targets, and which scores they become.</summary>
public class TargetTests
{
    private static readonly string[] Names = ["tabby, tabby cat", "Egyptian cat", "crane", "crane, machine", "lynx, catamount"];
    private static readonly NetworkFacts Facts = new() { ClassNames = Names, Classes = Names.Length };
    private static readonly float[] Logits = [0.5f, 3, -1, 3, 2];

    [Theory]
    [InlineData("7")]
    [InlineData("-1")]
    [InlineData("top3")]
    [InlineData("top1")]
    [InlineData("Egyptian cat")]
    public void Parse_OfWhatATargetSays_GivesTheTarget(string text)
    {
        var target = Target.Parse(text);

        Assert.Equal(text, target.ToString());
        Assert.Equal(target, Target.Parse(target.ToString()));
    }

    [Fact]
    public void Parse_OfEachKind_GivesThatKind()
    {
        Assert.Equal(Target.Class(7), Target.Parse("7"));
        Assert.Equal(Target.Top(12), Target.Parse("TOP12"));
        Assert.Equal(Target.Predicted, Target.Parse("top1"));
        Assert.Equal(Target.Named("topaz"), Target.Parse("topaz"));
        Assert.Equal(Target.Named("top0"), Target.Parse("top0"));
        Assert.Equal(Target.Named("top-3"), Target.Parse("top-3"));
        Assert.Throws<ArgumentException>(() => Target.Parse(" "));
        Assert.Throws<ArgumentOutOfRangeException>(() => Target.Top(0));
    }

    [Fact]
    public void Target_OfANumber_IsItsClass_AndOfNoneThePredictedOne()
    {
        int? known = 3, unknown = null;

        Assert.Equal([Target.Class(3), Target.Class(3), Target.Predicted], (Target[])[3, known, unknown]);
    }

    [Theory]
    [InlineData("tabby, tabby cat", 0)]
    [InlineData("TABBY CAT", 0)]
    [InlineData("tabby", 0)]
    [InlineData("egyptian cat", 1)]
    [InlineData("crane", 2)]
    [InlineData("machine", 3)]
    public void Name_InAnyLetterCase_IsTheClassWhoseNameItIs_OrIsAPartOf(string name, int classId) =>
        Assert.Equal([Score.Logit(classId)], Resolve(Target.Named(name)));

    [Fact]
    public void Name_OfNoClass_IsRefusedWithTheNearest()
    {
        string message = Refused(Target.Named("egyptain cat"));

        Assert.Contains("class 'egyptain cat' does not exist", message, StringComparison.Ordinal);
        Assert.Contains("did you mean Egyptian cat", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Name_OfSeveralClasses_IsRefusedWithTheirNumbers()
    {
        var facts = new NetworkFacts { ClassNames = ["a, x", "b, x"] };

        Assert.Contains(
            "could be any of the classes 0, 1",
            Assert.Throws<ClassException>(() => new TargetResolver(facts, null).Resolve([Target.Named("x")], [0, 1])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Name_WhereNoNamesAreKnown_IsRefused() => Assert.Contains(
        "names of this network's classes are not known",
        Assert.Throws<ClassException>(() => new TargetResolver(new NetworkFacts(), null).Check([Target.Named("lynx")])).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    public void ClassId_OutOfRange_IsRefusedWithTheRange(int id)
    {
        Assert.Contains($"class id {id} is out of range: this network has 5 classes, 0 to 4", Refused(id), StringComparison.Ordinal);
        Assert.Throws<ClassException>(() => new TargetResolver(Facts, null).Check([id]));
        Assert.Throws<ClassException>(() => new TargetResolver(Facts, id).Check([0]));
    }

    /// <summary>Of equal logits the lower class comes first.</summary>
    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(3, new[] { 1, 3, 4 })]
    [InlineData(9, new[] { 1, 3, 4, 0, 2 })]
    public void Top_OfSome_AreTheMostProbableFirst(int count, int[] ids) => Assert.Equal(ids.Select(Score.Logit), Resolve(Target.Top(count)));

    [Fact]
    public void Targets_ThatMeanTheSame_AreOneScore() =>
        Assert.Equal([Score.Logit(1), Score.Logit(4), Score.Logit(3)], Resolve(Target.Predicted, 4, Target.Top(2), Target.Named("Egyptian cat")));

    [Fact]
    public void Versus_AnotherClass_IsTheDifferenceOfLogits() => Assert.Equal(
        [Score.Difference(0, 4), Score.Difference(1, 4)],
        new TargetResolver(Facts, Target.Named("lynx")).Resolve([0, Target.Predicted], Logits));

    [Fact]
    public void Versus_TheSameClass_IsRefused() => Assert.Contains(
        "class 1 cannot be compared with itself",
        Assert.Throws<ClassException>(() => new TargetResolver(Facts, 1).Resolve([0, Target.Predicted], Logits)).Message,
        StringComparison.Ordinal);

    private static IReadOnlyList<Score> Resolve(params Target[] targets) => new TargetResolver(Facts, null).Resolve(targets, Logits);

    private static string Refused(Target target) => Assert.Throws<ClassException>(() => Resolve(target)).Message;
}
