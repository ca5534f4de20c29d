namespace DeepRec.Tests.Retrieval;

public sealed class RetrievalOptionsTests
{
    [Fact]
    public void OneThreadAndCodesFromFiftyThousandItemsAreTheDefaults() => Assert.Equal((1, (int?)50_000), (new RetrievalOptions().Threads, new RetrievalOptions().CodesFrom));

    [Fact]
    public void CodesCanBeLeftOut() => Assert.Null(new RetrievalOptions { CodesFrom = null }.CodesFrom);

    [Fact]
    public void WhatIsOutOfRangeIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetrievalOptions { Threads = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetrievalOptions { CodesFrom = -1 });
        Assert.Throws<ArgumentNullException>(() => new RankingRequestOptions<string> { Retrieval = null! });
    }
}
