using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace XBot.Tests.X.Reading;

/// <summary>
/// A small app in the way of X's: its home is a virtualised list of rows 400 pixels high, fed by answers of HomeTimeline, ten posts each;
/// its tabs navigate without loading.
/// </summary>
internal sealed class ScriptedApp
{
    private const string Script = """
        const rows = JSON.parse(document.getElementById('rows').textContent);
        const list = document.getElementById('list');
        let known = 0, loading = false, ended = false;
        const draw = () => {
          list.style.height = known * 400 + 'px';
          const first = Math.max(0, Math.floor(scrollY / 400) - 2), last = Math.min(known, Math.ceil((scrollY + innerHeight) / 400) + 2);
          for (const row of [...list.children]) if (row.dataset.n < first || row.dataset.n >= last) row.remove();
          for (let n = first; n < last; n++) {
            if (list.querySelector(`[data-n="${n}"]`)) continue;
            const row = document.createElement('div');
            row.dataset.n = n;
            row.style = `position:absolute;height:400px;transform:translateY(${n * 400}px)`;
            row.innerHTML = rows[n];
            list.append(row);
          }
        };
        const more = async () => {
          if (loading || ended) return;
          loading = true;
          const answer = await fetch(`/i/api/graphql/hash/HomeTimeline?cursor=${known}`);
          if (!answer.ok) { ended = true; return; }
          const body = await answer.json();
          known = Math.min(rows.length, known + 10);
          ended = known >= rows.length || body.end === true;
          loading = false;
          draw();
        };
        addEventListener('scroll', () => { draw(); if (scrollY + innerHeight > known * 400 - 800) more(); });
        document.addEventListener('click', (e) => {
          const link = e.target.closest('a');
          if (!link || !e.isTrusted) return;
          e.preventDefault();
          history.pushState(null, '', link.getAttribute('href'));
        });
        more();
        """;

    // As on X, the tabs stay in view however far down the page is.
    private const string Sticky = "<style>[data-testid=AppTabBar_Home_Link] { position: fixed; top: 0; right: 0; z-index: 9 }</style>";

    private readonly IReadOnlyList<string> rows;
    private readonly Func<int, (int Status, string Body)> answer;

    /// <param name="rows">Markup of each row.</param>
    /// <param name="answer">The API's answer for the cursor (the index of the first post).</param>
    public ScriptedApp(IReadOnlyList<string> rows, Func<int, (int Status, string Body)> answer) => (this.rows, this.answer) = (rows, answer);

    public void ServeOn(PageServer server, string path = "/home")
    {
        var json = new JsonArray([.. rows.Select(row => (JsonNode)row)]).ToJsonString();
        server.Serve(path, PageMaker.App($"""
            {Sticky}<div id="list" style="position:relative"></div><script id="rows" type="application/json">{json}</script><script>{Script}</script>
            """));
        server.Serve("/i/api/graphql/hash/HomeTimeline", context =>
        {
            var (status, body) = answer(int.Parse(context.Request.Query["cursor"]!, System.Globalization.CultureInfo.InvariantCulture));
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(body);
        });
    }
}
