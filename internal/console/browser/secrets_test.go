package browser_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
)

// everything is all text that the document has: its markup, and what its fields hold.
const everything = `document.documentElement.outerHTML + "\n" + location.href + "\n" +
	[...document.querySelectorAll("input, textarea, select")].map((e) => e.value).join("\n")`

func TestSecretsThatWereSentAreNowhereInThePage(t *testing.T) {
	t.Parallel()
	e := run(t)
	secrets := []string{
		"key-of-somebody", "cookie-of-somebody", "login-password", "somebody@example.com",
		"AQEDATIvWmUFb3xVAAABkDpIWxEAAAGQXlTfEU0Aw7", "sk7Qz3Vb9Lm2Xc8Rt5Yp1Nd6Hf4Jg0",
	}
	e.control(t, "PUT", "accounts/"+secrets[0]+"/scenario?name=cookie-expires", "")
	for page := range 4 {
		e.call(t, secrets[0], secrets[1], page+1, page+1)
	}
	send(t, "POST", e.url+"/v1/auth/login", fmt.Sprintf(`{"email":%q,"password":%q,"country":"FR"}`, secrets[3], secrets[2]), "x-api-key", secrets[0])
	p := open(t, e.url, "live")
	p.until(views[0].ready)
	if p.text(".banner.secret") != "" {
		t.Error("got a warning of a real secret before there was any")
	}
	e.call(t, secrets[5], secrets[4], 1, 1)
	p.shows(".banner.secret", "A secret that looks real reached this emulator")
	p.shows(".call-row .badge.bad", "secret")

	clean := func(where string) {
		t.Helper()
		page := eval[string](p, everything)
		for _, secret := range secrets {
			if strings.Contains(page, secret) || strings.Contains(page, url.QueryEscape(secret)) {
				t.Errorf("%s: got %q in the page, want its fingerprint at most", where, secret)
			}
		}
	}
	for _, v := range views {
		p.goes(v.name)
		p.until(v.ready)
		clean(v.name)
	}
	p.goes("live")
	p.until(views[0].ready)
	for i := range eval[int](p, `document.querySelectorAll(".list-body .call-row").length`) {
		p.click(fmt.Sprintf(".list-body .call-row:nth-child(%d)", i+1))
		p.until(`document.querySelector(".detail .body pre")`)
		clean(fmt.Sprintf("call %d, opened", i))
	}
	p.keys("\x1b")
	p.write("#filter-cookie", secrets[1])
	p.keys("\r")
	p.until(`document.querySelector("#filter-cookie").value.startsWith("cookie:")`)
	clean("a filter")
	for _, account := range []string{secrets[0], secrets[5]} {
		p.goes("credits")
		p.write(".opening input", account)
		p.write(".opening input.short", "7")
		p.press(".opening", "Open")
		p.until(`document.querySelector(".opening input").value === "" && document.querySelector(".opening input.short").value === ""`)
		p.shows(".notice", "has 7 credits.")
		clean("an account, opened by its key")
	}
	p.goes("networks")
	p.write("#cookie", secrets[1])
	p.press(".chooser", "Show its network")
	p.until(`document.querySelector(".person")`)
	clean("a network")
}

func TestMarkupInANameStaysText(t *testing.T) {
	t.Parallel()
	e := run(t)
	name, title := `<img src=x onerror="window.broken=1">`, `<script>window.broken=1</script> & "quotes"`
	person := fmt.Sprintf(`[{"name":%s,"job_title":%s,"profile_url":"https://www.linkedin.com/in/x/","profile_picture":"N/A"}]`, quoted(name), quoted(title))
	e.control(t, "PUT", "networks/own-cookie", person)
	e.call(t, "my-first-key", "own-cookie", 1, 1)
	p := open(t, e.url, "networks")
	p.write("#cookie", "own-cookie")
	p.press(".chooser", "Show its network")
	p.shows(".person h3", name)
	p.shows(".person p", title)
	p.press(".switch", "table")
	p.shows(".people-table th", name)
	p.goes("live")
	p.until(views[0].ready)
	p.click(".call-row.good")
	p.until(`document.querySelector(".detail .body:last-child pre")?.innerText.includes("<img src=x onerror=")`)
	if eval[bool](p, `"broken" in window || [...document.querySelectorAll("img")].some((i) => i.getAttribute("src") === "x")`) {
		t.Error("the markup of a name was taken for the page's own")
	}
}

func TestNetworkIsPagedAndDownloaded(t *testing.T) {
	t.Parallel()
	e := run(t)
	p := open(t, e.url, "networks")
	p.write("#cookie", "network-42")
	p.press(".chooser", "Show its network")
	p.until(`document.querySelectorAll(".person").length === 10`)
	p.shows(".view-networks .facts", "42")
	p.shows(".letters", "plain letters")
	p.until(`[...document.querySelectorAll("img.avatar")].some((i) => i.complete && i.naturalWidth > 0)`)
	p.press(".pager", "Last page")
	p.until(`document.querySelectorAll(".person").length === 2`)
	first := eval[string](p, `document.querySelector(".person h3").innerText`)
	_, answer := e.call(t, "my-first-key", "network-42", 5, 5)
	if !strings.Contains(answer, fmt.Sprintf(`"name":%s`, quoted(first))) {
		t.Errorf("page 5 of the endpoint: got %.300s, want %q in it as in the page", answer, first)
	}
	// What would be written into a file, and its name.
	eval[bool](p, `(() => {
		const make = URL.createObjectURL;
		URL.createObjectURL = (blob) => (blob.text().then((text) => { window.text = text; }), make(blob));
		HTMLAnchorElement.prototype.click = function () { window.file = this.download; };
		return true;
	})()`)
	p.press(".view-networks .panel-head", "Download CSV")
	p.until(`window.file === "network.csv" && window.text.startsWith("name,job_title,profile_url,profile_picture") && window.text.trim().split("\n").length === 43`)
	p.press(".view-networks .panel-head", "Download JSON")
	p.until(`window.file === "network.json" && JSON.parse(window.text).length === 42`)
}
