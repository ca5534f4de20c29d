using DeepRec.AspNetCore.Tests.Redis;
using Microsoft.Playwright;

namespace DeepRec.AspNetCore.Tests.Shop;

/// <summary>The sample's pages in a browser, as a visitor sees them. Needs chromium and redis-server.</summary>
public sealed class WebShopPageTests
{
    private const string Recommended = "#recommended button.product";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AClickChangesTheListOfTheNextAnswer()
    {
        string chromium = Chromium();
        await using var redis = await RedisServer.StartAsync();
        await using var shop = await WebShopProcess.StartAsync("--Shop:Redis", redis.Configuration, "--Shop:Redis:Timeout", "00:00:20", "--Shop:Learning:Tolerance", "1", "--Shop:Learning:LeastEvents", "4", "--Shop:Learning:Interval", "1.00:00:00");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ["--no-sandbox"] });
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        var faults = new List<string>();
        page.PageError += (_, message) => faults.Add(message);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(shop.Client.BaseAddress!.ToString(), StringComparison.Ordinal)) faults.Add($"asked elsewhere: {request.Url}");
        };

        // Before there is a model the page says so, and shows how far the training is.
        await page.GotoAsync(shop.Client.BaseAddress!.ToString());
        await page.Locator("#training").And(page.GetByText("training itself")).Or(page.Locator(Recommended).First).WaitForAsync();
        await shop.UntilTrainedAsync();
        await page.Locator(Recommended).First.WaitForAsync();

        // A click: the next answer is another list, without what was clicked, and the reasons say why.
        string[] before = await ItemsAsync(page);
        await ListAfterAsync(page, () => page.Locator(Recommended).Nth(2).ClickAsync());
        string[] clicked = await ItemsAsync(page);
        Assert.Equal(8, clicked.Length);
        Assert.DoesNotContain(before[2], clicked);
        Assert.NotEqual(before, clicked);
        Assert.NotEmpty(await page.Locator("#recommended .reason").AllInnerTextsAsync());

        // The same by keyboard alone.
        await page.Locator(Recommended).First.FocusAsync();
        await ListAfterAsync(page, () => page.Keyboard.PressAsync("Enter"));
        Assert.DoesNotContain(clicked[0], await ItemsAsync(page));

        // Behind the shop: what was clicked is learned, and the bundle before it can be gone back to.
        for (int i = 0; i < 4; i++) await ListAfterAsync(page, () => page.Locator(Recommended).First.ClickAsync());
        await page.GotoAsync($"{shop.Client.BaseAddress}dashboard.html");
        await page.Locator("#learn").ClickAsync();
        await page.Locator("#last").GetByText("Published: 6 clicks, 4 learned before measuring, new visitors 1").WaitForAsync();
        Assert.Equal(["1", "2"], await page.Locator("#bundles th").AllInnerTextsAsync());
        await page.GetByLabel("Go back to bundle 1").ClickAsync();
        await page.GetByLabel("Go back to bundle 2").WaitForAsync();

        // And on a phone nothing is cut off.
        foreach (string path in new[] { "index.html", "dashboard.html" })
        {
            await page.SetViewportSizeAsync(360, 740);
            await page.GotoAsync($"{shop.Client.BaseAddress}{path}", new() { WaitUntil = WaitUntilState.NetworkIdle });
            Assert.Equal(360, await page.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth, innerWidth)"));
        }

        string? curve = await page.Locator("#losses .training").GetAttributeAsync("points");
        Assert.Equal(8, curve!.Split(' ').Length); // an epoch each
        Assert.True(await page.Locator("#metrics tr").CountAsync() >= 3);
        Assert.Empty(faults);
    }

    /// <summary>Waits for the answer that an action leads to, and until the page shows it.</summary>
    private static async Task ListAfterAsync(IPage page, Func<Task> act)
    {
        string[] before = await ItemsAsync(page);
        var answer = await page.RunAndWaitForResponseAsync(act, response => response.Url.Contains("/recommendations", StringComparison.Ordinal));
        Assert.Equal(200, answer.Status);
        for (int i = 0; i < 200 && before.AsEnumerable().SequenceEqual(await ItemsAsync(page)); i++) await Task.Delay(25, Cancelled);
    }

    private static async Task<string[]> ItemsAsync(IPage page) =>
        [.. await page.EvalOnSelectorAllAsync<string[]>(Recommended, "buttons => buttons.map(button => button.dataset.item)")];

    private static string Chromium()
    {
        string? found = InstalledProgram.Find("chromium");
        Assert.SkipWhen(found is null, "chromium is not installed: apt-get install chromium.");
        return found;
    }
}
