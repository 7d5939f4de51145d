namespace XBot.Chrome.Cdp;

/// <param name="MaxTotalBufferSize">Bytes that Chrome keeps of answers whose body may still be asked for.</param>
/// <param name="MaxResourceBufferSize">The same for one answer.</param>
/// <param name="MaxPostDataSize">A request body up to this many bytes comes with its event.</param>
internal sealed record EnableNetwork(int MaxTotalBufferSize, int MaxResourceBufferSize, int MaxPostDataSize)
    : CdpCommand<CdpNothing>("Network.enable");

internal sealed record GetResponseBody(string RequestId) : CdpCommand<ResponseBody>("Network.getResponseBody");

internal sealed record ResponseBody(string Body, bool Base64Encoded);

internal sealed record GetRequestPostData(string RequestId) : CdpCommand<RequestPostData>("Network.getRequestPostData");

internal sealed record RequestPostData(string PostData);

internal sealed record GetCookies(IReadOnlyList<string> Urls) : CdpCommand<CookieList>("Network.getCookies");

internal sealed record CookieList(IReadOnlyList<Cookie> Cookies);

internal sealed record Cookie(string Name, string Value, string Domain, bool HttpOnly)
{
    // A cookie's value must not reach a log by way of ToString.
    public override string ToString() => $"{Name} of {Domain}";
}
