using GradCam.Checking;

namespace GradCam.Core.Tests.Checking;

public class CheckQuestionsTests
{
    [Theory]
    [InlineData("spread", 1, MapVerdict.Supported)]
    [InlineData("spread", 0.05, MapVerdict.Weak)]
    [InlineData("spread", 0, MapVerdict.Contradicted)]
    [InlineData("removal", 1.01, MapVerdict.Supported)]
    [InlineData("removal", 1, MapVerdict.Weak)]
    [InlineData("removal", 0.5, MapVerdict.Contradicted)]
    [InlineData("removal", -2, MapVerdict.Contradicted)]
    [InlineData("class", 0.97, MapVerdict.Supported)]
    [InlineData("class", 1, MapVerdict.Weak)]
    [InlineData("stage", 0.94, MapVerdict.Supported)]
    [InlineData("stage", 0.95, MapVerdict.Weak)]
    [InlineData("stage", 0.99, MapVerdict.Contradicted)]
    [InlineData("noise", 0.61, MapVerdict.Supported)]
    [InlineData("noise", 0.6, MapVerdict.Weak)]
    [InlineData("noise", 0.3, MapVerdict.Contradicted)]
    public void Judge_OneAnswer_GivesItsVerdict_AndAReasonWhereItSpeaksAgainstTheMap(string question, double value, MapVerdict expected)
    {
        MapCheck check = CheckQuestions.Judge([CheckQuestions.All.Single(one => one.Key == question).Answer(value)]);

        Assert.Equal(expected, check.Verdict);
        Assert.Equal(expected == MapVerdict.Supported, check.Reason is null);
    }

    [Fact]
    public void Judge_SeveralAnswers_GivesTheWorst_AndEveryReason()
    {
        MapCheck check = CheckQuestions.Judge([CheckQuestions.Spread.Answer(1), CheckQuestions.Removal.Answer(0.75), CheckQuestions.Stage.Answer(0.99)]);

        Assert.Equal(MapVerdict.Contradicted, check.Verdict);
        Assert.Equal(
            "contradicted (what it marks matters hardly more to the answer than as many pixels elsewhere: 0.75; "
            + "it stays when the network's last stage is given random weights: 0.99)",
            check.ToString());
    }
}
