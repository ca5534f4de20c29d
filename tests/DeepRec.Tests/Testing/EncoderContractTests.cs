using DeepRec.Encoders;
using DeepRec.Preprocessing;
using DeepRec.Testing;
using Check = DeepRec.Testing.EncoderContract;

namespace DeepRec.Tests.Testing;

/// <summary>A broken encoder fails just the checks that are about what is broken; the library's own fail none.</summary>
public sealed class EncoderContractTests
{
    private static readonly Dictionary<string, (FeatureEncoderOptions Options, FeatureInput Input)> Own = new()
    {
        ["category"] = (new CategoryEncoderOptions { Dimension = 4 }, Encoded.Id("x", 9)),
        ["category of reserved ids alone"] = (new CategoryEncoderOptions { Dimension = 4 }, Encoded.Id("x", 3)),
        ["categories, mean"] = (new CategoriesEncoderOptions { Dimension = 4 }, Encoded.Bag("x", 9)),
        ["categories, sum"] = (new CategoriesEncoderOptions { Dimension = 4, Pooling = BagPooling.Sum }, Encoded.Bag("x", 9)),
        ["categories, square root"] = (new CategoriesEncoderOptions { Dimension = 4, Pooling = BagPooling.SquareRoot }, Encoded.Bag("x", 9)),
        ["one-hot"] = (new OneHotEncoderOptions(), Encoded.Id("x", 9)),
        ["one-hot of several"] = (new OneHotEncoderOptions(), Encoded.Bag("x", 9)),
        ["number"] = (new NumberEncoderOptions(), Encoded.Number("x", 0.5f, -3)),
        ["time"] = (new TimeEncoderOptions { Dimension = 4 }, Encoded.Number("x", 0, 0)),
        ["vector"] = (new VectorEncoderOptions { Dimension = 4 }, Encoded.Vector("x", 10)),
        ["vector, by length"] = (new VectorEncoderOptions { Dimension = 4, Normalization = VectorNormalization.Length, ModalityDropout = 0.5 }, Encoded.Vector("x", 10)),
        ["vector, not projected"] = (new VectorEncoderOptions { Dimension = null, Normalization = VectorNormalization.Length }, Encoded.Vector("x", 5)),
        ["vector of one number"] = (new VectorEncoderOptions { Dimension = 3 }, Encoded.Vector("x", 1)),
        ["grid"] = (new GridCnnEncoderOptions(2, 5, 6) { Filters = [3, 4], Dimension = 4 }, Encoded.Vector("x", 60)),
        ["grid, rows kept"] = (new GridCnnEncoderOptions(1, 6, 5) { Filters = [3, 4], Pooling = GridPooling.MeanOfRows }, Encoded.Vector("x", 30)),
        ["grid of one cell"] = (new GridCnnEncoderOptions(3, 1, 1) { Dimension = 4, ModalityDropout = 0.2 }, Encoded.Vector("x", 3)),
    };

    public static TheoryData<string> Names => [.. Own.Keys];

    public static TheoryData<EncoderFlaw, string[]> Flaws => new()
    {
        { EncoderFlaw.None, [] },
        { EncoderFlaw.HidesAParameter, [nameof(Check.RegistersEveryParameter), nameof(Check.SavedWeightsGiveTheSameVectors)] },
        { EncoderFlaw.RegistersAParameterByItsProperty, [nameof(Check.SavesEachTensorOnce)] },
        {
            EncoderFlaw.SaysAnotherWidth,
            [
                nameof(Check.VectorsHaveTheOutputWidth), nameof(Check.VectorsAreFinite), nameof(Check.VectorsAreDeterministic), nameof(Check.VectorsDoNotDependOnTheBatch), nameof(Check.TheSeedDecidesTheStartValues),
                nameof(Check.SavedWeightsGiveTheSameVectors), nameof(Check.SettingsSaveAndLoad), nameof(Check.ManyThreadsEncodeAlike), nameof(Check.EncodingLeavesNoTensorBehind),
            ]
        },
        { EncoderFlaw.IsNotANumberForPadding, [nameof(Check.VectorsAreFinite)] },
        {
            EncoderFlaw.DrawsAtRandom,
            [
                nameof(Check.VectorsAreDeterministic), nameof(Check.VectorsDoNotDependOnTheBatch), nameof(Check.TheSeedDecidesTheStartValues), nameof(Check.SavedWeightsGiveTheSameVectors),
                nameof(Check.SettingsSaveAndLoad), nameof(Check.ManyThreadsEncodeAlike),
            ]
        },
        { EncoderFlaw.LooksAtTheBatch, [nameof(Check.VectorsDoNotDependOnTheBatch)] },
        { EncoderFlaw.HasAParameterWithoutUse, [nameof(Check.GradientsAreFinite)] },
        { EncoderFlaw.StartsFromTheGlobalGenerator, [nameof(Check.TheSeedDecidesTheStartValues), nameof(Check.SettingsSaveAndLoad)] },
        { EncoderFlaw.ForgetsASetting, [nameof(Check.SettingsSaveAndLoad)] },
        { EncoderFlaw.SharesAFieldBetweenThreads, [nameof(Check.ManyThreadsEncodeAlike)] },
        { EncoderFlaw.KeepsVectors, [nameof(Check.EncodingLeavesNoTensorBehind)] },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void TheLibrarysOwnKeepTheContract(string name) => new EncoderContract(Own[name].Options, Own[name].Input).Verify();

    [Theory]
    [MemberData(nameof(Flaws))]
    public void AFlawFailsItsOwnChecks(EncoderFlaw flaw, string[] checks) => Assert.Equal(
        checks, FailedChecks.Of(new EncoderContract(new FlawedEncoderOptions(flaw) { Shift = flaw == EncoderFlaw.ForgetsASetting ? 0.5 : 0 }, Encoded.Id("x", 9)).Verify));

    [Fact]
    public void EveryCheckIsFailedByAFlaw() => Assert.Equal(FailedChecks.Possible<EncoderContract>(), Flaws.SelectMany(row => row.Data.Item2).Distinct().Order());

    [Fact]
    public void AnEncoderWithoutANameToSaveUnderIsTold() => Assert.Contains(
        "RegisterEncoder<NamelessEncoderOptions>",
        Assert.Throws<ContractException>(new EncoderContract(new NamelessEncoderOptions(), Encoded.Id("x", 9)).SettingsSaveAndLoad).Message, StringComparison.Ordinal);

    [Fact]
    public void AnotherWidthIsToldByItsShape() => Assert.StartsWith(
        "FlawedEncoderOptions breaks VectorsHaveTheOutputWidth. Expected: shape [0, 4], the rows by OutputWidth. Found: shape [0, 3]. Cure: ",
        Assert.Throws<ContractException>(new EncoderContract(new FlawedEncoderOptions(EncoderFlaw.SaysAnotherWidth), Encoded.Id("x", 9)).VectorsHaveTheOutputWidth).Message, StringComparison.Ordinal);
}
