using DeepRec;
using DeepRec.Testing;

// Trains and saves, then serves what it loads.
var shop = GeneratedShop.Create(new GeneratedShopOptions { Users = 60, Items = 40, Ratings = 1_200 });
using var trained = Recommender.Train<string, string>(new TrainingSet(shop.ToDataset()), RecommenderOptions.Recommended with { Trainer = new TrainerOptions { Epochs = 2 } });
trained.Save("service.deeprec");

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton(_ => Recommender.Load<string, string>("service.deeprec"));
var app = builder.Build();
app.MapGet("/recommend/{user}", (string user, Recommender<string, string> recommender) => recommender.Recommend(user, count: 5).Select(r => new { r.Item, r.Score }));
app.MapGet("/expected/{user}", (string user) => trained.Recommend(user, count: 5).Select(r => new { r.Item, r.Score }));
app.MapGet("/stop", () => app.Lifetime.StopApplication());
app.Run("http://127.0.0.1:0");
