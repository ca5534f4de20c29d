using DeepRec;

namespace FairAndPrivate;

/// <summary>
/// A market of two providers of equal number and merit, from a seed. In the earlier ratings the items of the small one were shown a third as often; later both are alike, and some ask by tablet.
/// The tastes of women, three in ten, are wider, so that they are harder to serve.
/// </summary>
internal static class Market
{
    private const int Users = 600, Items = 400, Tastes = 4, Draws = 48, Early = 32;

    public static Material Create(int seed)
    {
        var random = new Random(seed);
        List<Sale> earlier = [], validation = [], test = [];
        for (int user = 0; user < Users; user++)
        {
            string gender = user % 10 < 3 ? "f" : "m";
            double mood = random.NextDouble() - 0.5;
            var met = new HashSet<int>();
            for (int draw = 0; draw < Draws; draw++)
            {
                bool own = random.NextDouble() < (gender == "f" ? 0.6 : 0.8);
                int taste = own ? user % Tastes : random.Next(Tastes), place = (int)(Items / Tastes * Math.Pow(random.NextDouble(), 3)), item = (place * Tastes) + taste;
                string provider = place % 2 == 0 ? "large" : "small";
                bool shown = draw >= Early || provider == "large" || random.NextDouble() < 1 / 3.0;
                if (!shown || !met.Add(item)) continue;
                float rating = (float)Math.Clamp(Math.Round((taste == user % Tastes ? 4.2 : 2.6) + mood + (2 * random.NextDouble()) - 1), 1, 5);
                string device = draw >= Early && random.Next(3) == 0 ? "tablet" : random.Next(2) == 0 ? "phone" : "desktop";
                (draw < Early ? earlier : draw < 40 ? validation : test).Add(new Sale($"user-{user:0000}", $"item-{item:000}", rating, gender, provider, device));
            }
        }

        return new Material(
            Dataset.From([.. earlier, .. validation, .. test]), new TrainingSet(Liked(earlier)), Liked(validation), Liked(test), Dataset.From(earlier), Dataset.From(test), nameof(Sale.Provider), nameof(Sale.Gender));

        static Dataset Liked(IEnumerable<Sale> sales) => Dataset.From(sales.Where(sale => sale.Rating >= 4));
    }

    private sealed record Sale(
        [User] string User, [Item] string Item, [Label] float Rating, [Categorical(About = FeatureRole.UserFeature)] string Gender,
        [Categorical(About = FeatureRole.ItemFeature)] string Provider, [Categorical(About = FeatureRole.Context)] string Device);
}
