namespace DeepRec.Tests.Data;

public class ValueBlocksTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(200_000)]
    public void ValuesComeOutAsTheyWentIn(int count)
    {
        var blocks = new ValueBlocks<int>();
        for (int time = 0; time < 2; time++) // drained, it can be filled anew
        {
            for (int i = 0; i < count; i++)
            {
                blocks.Add(i * 3);
                Assert.Equal(i * 3, blocks[blocks.Count - 1]);
            }

            Assert.Equal(count, blocks.Count);
            if (count > 0) Assert.Equal(0, blocks[0]);
            Assert.Equal(Enumerable.Range(0, count).Select(i => i * 3), blocks.Drain());
            Assert.Equal(0, blocks.Count);
        }
    }
}
