using System.Text.RegularExpressions;

namespace DeepRec;

/// <summary>What the name of a column says about it, in English and Chinese.</summary>
internal static partial class NameHints
{
    private static readonly HashSet<string> Users = Expand("user customer member uid reviewer visitor account 用户 会员 顾客 客户 买家");
    private static readonly HashSet<string> Items = Expand("item movie product sku iid asin isbn book article song track video film goods 商品 物品 产品 电影 图书");
    private static readonly HashSet<string> Times = ["timestamp", "time", "date", "datetime", "at", "ts", "when", "时间", "日期", "时间戳"];
    private static readonly HashSet<string> TimesExactly = [.. Times, "createdat", "ratedat", "eventtime", "reviewtime", "unixreviewtime", "createtime", "updatedat", "orderdate", "评分时间", "下单时间"];
    private static readonly string[] OtherTimes = ["birth", "release", "publish", "signup", "register", "registration", "join", "launch", "出生", "上映", "发布", "注册"];
    private static readonly HashSet<string> Codes = ["id", "code", "zip", "zipcode", "postcode", "key", "sku", "编号", "编码", "邮编"];
    private static readonly HashSet<string> Categories =
    [
        "gender", "sex", "region", "city", "country", "state", "brand", "category", "genre", "type", "class", "group", "occupation", "device", "channel", "status", "flag", "color", "colour",
        "性别", "地区", "城市", "省份", "品牌", "类别", "类型", "职业", "设备",
    ];

    private static readonly HashSet<string> Numbers =
    [
        "age", "price", "count", "amount", "quantity", "qty", "number", "num", "year", "score", "weight", "height", "length", "size", "rank", "total", "sum", "duration", "days", "hours", "minutes",
        "seconds", "views", "clicks", "stock", "rate", "income", "年龄", "价格", "数量", "金额", "次数", "年份", "分数",
    ];

    public static bool IsUser(string name) => Users.Contains(ColumnNames.Plain(name));

    public static bool IsItem(string name) => Items.Contains(ColumnNames.Plain(name));

    public static bool IsTimeExactly(string name) => TimesExactly.Contains(ColumnNames.Plain(name));

    public static bool IsTime(string name) => IsTimeExactly(name) || Times.Contains(LastWord(name));

    /// <summary>Whether a time is one of the user or item, not of the row: a birthday, a release.</summary>
    public static bool IsTimeOfAnother(string name) => OtherTimes.Any(word => ColumnNames.Plain(name).Contains(word, StringComparison.Ordinal));

    public static bool IsCode(string name) => Codes.Contains(LastWord(name));

    public static bool IsCategory(string name) => Categories.Contains(LastWord(name));

    public static bool IsNumber(string name) => Numbers.Contains(LastWord(name));

    /// <summary>The last word of a name: "age" of <c>user_age</c>, <c>userAge</c> and <c>user age</c>.</summary>
    private static string LastWord(string name) => Words().Matches(name) is { Count: > 0 } words ? words[^1].Value.ToLowerInvariant() : "";

    private static HashSet<string> Expand(string names) => [.. names.Split(' ').SelectMany(name => (string[])[name, name + "id", name + "no", name + "编号"])];

    [GeneratedRegex(@"\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lo}+")]
    private static partial Regex Words();
}
