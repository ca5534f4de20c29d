namespace DeepRec.Tests.Metrics;

public sealed class CompensatedSumTests
{
    // 3 is three quarters of a unit in the last place of 2^54.
    [Theory]
    [InlineData(3.0, 18014398509481984.0, -18014398509481984.0)]
    [InlineData(18014398509481984.0, 3.0, -18014398509481984.0)]
    [InlineData(-18014398509481984.0, 3.0, 18014398509481984.0)]
    public void WhatRoundingLosesIsAddedAgainWhicheverTermIsTheLarger(double first, double second, double third)
    {
        var sum = new CompensatedSum();
        sum.Add(first);
        sum.Add(second);
        sum.Add(third);

        Assert.Equal(3, sum.Value);
    }
}
