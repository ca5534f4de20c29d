using System.Globalization;
using System.Runtime.CompilerServices;

namespace DeepRec.NativeProbe;

/// <summary>A prediction of a saved recommender, what of TorchSharp is loaded after it, and what becomes of asking for the module.</summary>
internal static class PredictProbe
{
    public static int Run(string bundle, string user, string item)
    {
        using var recommender = Recommender.Load<string, string>(bundle);
        Console.WriteLine(recommender.Predict(user, item).ToString("R", CultureInfo.InvariantCulture));
        Console.WriteLine(recommender.Recommend(user, 1).Count);
        recommender.Save(bundle + ".again");
        LoadedTorch.Write();
        Console.WriteLine(Module(recommender));
        return 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string Module(Recommender<string, string> recommender)
    {
        try
        {
            return recommender.Model.GetName();
        }
        catch (TorchNotAvailableException)
        {
            return nameof(TorchNotAvailableException);
        }
    }
}
