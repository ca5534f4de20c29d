using DeepRec;

namespace NewsFeed;

/// <summary>A newspaper in two languages, all from a seed: headlines of words of a topic among words of any, readers with two topics and one language or both.</summary>
internal sealed class Newsroom(int seed)
{
    private static readonly string[][] English =
    [
        ["bank", "rates", "market", "shares", "budget", "inflation"], ["match", "goal", "coach", "final", "league", "record"], ["storm", "flood", "heat", "snow", "forecast", "drought"],
        ["chip", "robot", "software", "phone", "network", "startup"], ["cinema", "actor", "festival", "director", "series", "award"], ["train", "airport", "hotel", "island", "visa", "tour"],
    ];

    private static readonly string[][] Chinese =
    [
        ["银行", "利率", "市场", "股票", "预算", "通胀"], ["比赛", "进球", "教练", "决赛", "联赛", "纪录"], ["风暴", "洪水", "高温", "降雪", "预报", "干旱"],
        ["芯片", "机器人", "软件", "手机", "网络", "初创"], ["电影", "演员", "影展", "导演", "剧集", "奖项"], ["火车", "机场", "酒店", "海岛", "签证", "旅行"],
    ];

    private static readonly string[] Filler = ["new", "city", "today", "people", "year", "report"], ChineseFiller = ["新", "城市", "今日", "民众", "今年", "报告"];
    private readonly Random _random = new(seed);
    private int _published;

    public int Topics => English.Length;

    /// <summary>An article of a topic as it comes out.</summary>
    public Article Publish(int topic, bool chinese)
    {
        var words = Draw((chinese ? Chinese : English)[topic], 3).Concat(Draw(chinese ? ChineseFiller : Filler, 2)).ToArray();
        _random.Shuffle(words);
        return new Article($"a{++_published}", string.Join(chinese ? "" : " ", words), chinese ? "zh" : "en", topic);
    }

    /// <summary>A reader with two topics, who reads English, Chinese or both.</summary>
    public Reader Register(int number) => new($"r{number}", Draw([.. Enumerable.Range(0, Topics)], 2), [["en"], ["zh"], ["en", "zh"]], number % 3);

    /// <summary>What a reader opens of some articles: seven of eight of the reader's topics, and only in the reader's languages.</summary>
    public IEnumerable<Reading> Read(Reader reader, IReadOnlyList<Article> articles, int count)
    {
        var readable = articles.Where(article => reader.Languages.Contains(article.Language)).ToLookup(article => reader.Topics.Contains(article.Topic));
        int own = Math.Min(readable[true].Count(), Enumerable.Range(0, count).Count(_ => _random.Next(8) > 0));
        return Draw([.. readable[true]], own).Concat(Draw([.. readable[false]], count - own)).Select(article => new Reading(reader.Id, article.Id));
    }

    private T[] Draw<T>(T[] from, int count)
    {
        T[] all = [.. from];
        _random.Shuffle(all);
        return all[..Math.Min(count, all.Length)];
    }
}

/// <summary>An article: its language, and its headline in pieces; <see cref="Topic"/> is what nobody tells the recommender.</summary>
internal sealed record Article([Item] string Id, string Headline, [Categorical] string Language, int Topic)
{
    /// <summary>Words where there are spaces, else each two characters that follow each other: Chinese has none.</summary>
    [Categories]
    public string[] Pieces => Language == "zh" ? [.. Enumerable.Range(0, Headline.Length - 1).Select(i => Headline.Substring(i, 2)).Distinct()] : Headline.Split(' ');
}

/// <summary>Somebody who reads.</summary>
internal sealed record Reader(string Id, int[] Topics, string[][] Choices, int Choice)
{
    public string[] Languages => Choices[Choice];
}

/// <summary>A reader opened an article.</summary>
internal sealed record Reading([User] string Reader, [Item] string Article);
