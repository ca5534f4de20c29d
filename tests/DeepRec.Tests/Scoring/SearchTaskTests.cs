namespace DeepRec.Tests.Scoring;

public sealed class SearchTaskTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(SearchTask.LongestUnsorted)]
    public void AShortListOfWhatIsNotWantedNeedNotRise(int length)
    {
        int[] met = [.. Enumerable.Range(0, length).Select(i => 2 * i).Reverse()];
        var task = new SearchTask([], 1) { Met = ItemLists.Of([[1], met]) };

        Assert.All(Enumerable.Range(0, (2 * length) + 3), item => Assert.Equal(!met.Contains(item), task.IsWanted(1, item)));
        Assert.False(task.IsWanted(0, 1));
    }

    [Fact]
    public void ALongListOfWhatIsNotWantedRises()
    {
        int[] met = [.. Enumerable.Range(0, SearchTask.LongestUnsorted + 1).Select(i => 2 * i)];
        var task = new SearchTask([], 1) { Met = ItemLists.Of([met]), Barred = [.. Enumerable.Range(0, 300).Select(item => item == 7)] };

        Assert.All(Enumerable.Range(0, 300), item => Assert.Equal(!met.Contains(item) && item != 7, task.IsWanted(0, item)));
    }
}
