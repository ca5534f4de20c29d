// A shop with a page to look at: what a visitor does changes the recommendations of the next request. At its first start it trains itself.
using WebShop;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory }); // wherever it is started
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls("http://127.0.0.1:5080"); // this machine alone
string folder = builder.Configuration["Shop:Folder"] ?? Path.Combine(AppContext.BaseDirectory, "shop");
Directory.CreateDirectory(folder);

builder.Services.AddSingleton<Catalogue>();
builder.Services.AddSingleton(provider => new ShopTraining(folder, provider.GetRequiredService<Catalogue>(), provider.GetRequiredService<ILogger<ShopTraining>>()));
builder.Services.AddHostedService(provider => provider.GetRequiredService<ShopTraining>());
var recommenders = builder.Services.AddDeepRec().AddRanking<string, string>("shop", file =>
{
    file.Path = Path.Combine(folder, "shop.deeprec");
    file.PollInterval = TimeSpan.FromSeconds(1);
    file.IsRequired = false; // it is there when the shop has trained itself
});
if (builder.Configuration["Shop:Redis"] is { } address)
{
    recommenders.UseRedisEvents<string, string>(redis =>
    {
        redis.Configuration = address;
        builder.Configuration.GetSection("Shop:Redis").Bind(redis); // --Shop:Redis:Timeout 00:00:01 and the like
    });
}

recommenders.AddLearning(builder.Configuration, folder);
builder.Services.AddHealthChecks().AddDeepRec();
builder.Services.AddProblemDetails();

var app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.Use((http, next) =>
{
    http.Response.Headers.ContentSecurityPolicy = "default-src 'self'";
    http.Response.Headers.XContentTypeOptions = "nosniff";
    return next();
});
app.UseDefaultFiles();
app.UseStaticFiles();
app.MapHealthChecks("/health");
app.MapRanking<string, string>("/api/shop");
app.MapLearning("/api/learning");
app.MapGet("/api/catalogue", (Catalogue catalogue) => catalogue.Items);
app.MapGet("/api/visitors", (Catalogue catalogue) => catalogue.Visitors);
app.MapGet("/api/training", (ShopTraining training) => training.State);
app.MapPost("/api/training", (ShopTraining training) => training.Again() ? Results.Accepted() : Results.Conflict());
app.MapGet("/api/report", (ShopTraining training) => training.Report is { } report ? Results.Ok(report) : Results.NotFound());
app.Run();
