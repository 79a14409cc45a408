//! `demarche serve`, asked by browsers, by authors who save files, and by those who wish it ill.

mod common;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use common::Site;
use serde_json::Value;

/// Longer than anything here takes on a busy machine; who waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

const NOTE: &str = "---\ntitle: A note\ndate: 2025-02-06\ntopics: [row]\n---\n";
const TOPIC: &str = "---\nname: The row\n---\n";
const SECRET: &str = "the secret beside the site";

/// A server at work; it ends with the value.
struct Served {
    child: Child,
    port: u16,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Reply {
    status: u16,
    head: String,
    body: String,
}

impl Reply {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

impl Served {
    fn start(site: &Site) -> Self {
        Self::with(site, &[])
    }

    fn with(site: &Site, words: &[&str]) -> Self {
        let words = [&["serve", "--port", "0"], words].concat();
        Self::of(site.command(&words))
    }

    fn of(mut command: std::process::Command) -> Self {
        let mut child = command.stderr(Stdio::piped()).spawn().expect("the binary runs");
        let mut said = BufReader::new(child.stderr.take().expect("piped"));
        let mut before = String::new();
        let port = loop {
            let mut line = String::new();
            let more = said.read_line(&mut line).expect("reads");
            assert!(more > 0, "the server ended: {before}");
            before += &line;
            if let Some((_, rest)) = line.split_once("http://127.0.0.1:") {
                break rest.split('/').next().and_then(|port| port.parse().ok()).expect("a port");
            }
        };
        // What is said later is read away, so that the server never waits for a reader.
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        Self { child, port }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("connects");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time");
        stream.set_write_timeout(Some(PATIENCE)).expect("a time");
        stream
    }

    /// Sends a request as it is. A connection that is closed without a word is status 0.
    fn send(&self, request: &[u8]) -> Reply {
        let mut stream = self.connect();
        // The server may close before it has read all.
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Reply { status, head: head.replace('\r', ""), body: body.to_owned() }
    }

    fn ask(&self, method: &str, target: &str, headers: &str) -> Reply {
        self.send(format!("{method} {target} HTTP/1.1\r\nConnection: close\r\n{headers}\r\n").as_bytes())
    }

    fn get(&self, target: &str) -> Reply {
        self.ask("GET", target, &format!("Host: localhost:{}\r\n", self.port))
    }

    fn events(&self) -> Events {
        let mut stream = self.connect();
        let request = format!("GET /.demarche/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port);
        stream.write_all(request.as_bytes()).expect("sends");
        Events(BufReader::new(stream))
    }
}

/// A stream of events.
struct Events(BufReader<TcpStream>);

impl Events {
    /// The next news.
    fn next(&mut self) -> Value {
        self.until("anything", |_| true)
    }

    /// Waits for news of a kind.
    fn until(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let end = Instant::now() + PATIENCE;
        let mut last = String::new();
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).expect("the stream goes on") > 0, "the stream was closed");
            if let Some(news) = line.strip_prefix("data: ") {
                let news = serde_json::from_str(news).expect("JSON");
                if wanted(&news) {
                    return news;
                }
                last = news.to_string();
            }
            assert!(Instant::now() < end, "no news of {what}; the last was {last}");
        }
    }

    /// Waits for a site after the one of that number, without errors.
    fn site_after(&mut self, last: u64) -> u64 {
        let news = self.until("a new site", |news| number(news) > last && news["errors"] == 0);
        number(&news)
    }
}

fn number(news: &Value) -> u64 {
    news["site"].as_u64().expect("a number")
}

fn note(body: &str) -> String {
    format!("{NOTE}{body}\n")
}

fn small() -> Site {
    let site = Site::new();
    site.write("content/topics/row.md", TOPIC);
    site.write("content/briefs/note.md", note("![A map](map.png)"));
    site.write("content/briefs/map.png", b"\x89PNG the picture");
    std::fs::write(site.desk().join("secret.md"), SECRET).expect("writes");
    site
}

#[test]
fn pages_come_as_from_any_host_and_with_the_script_that_a_build_never_has() {
    let site = small();
    let served = Served::start(&site);
    let home = served.get("/");
    assert_eq!((home.status, home.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert_eq!(home.header("cache-control"), Some("no-store"));
    assert!(home.body.contains("/.demarche/reload.js"));
    let brief = served.get("/briefs/note");
    assert_eq!((brief.status, brief.header("location")), (302, Some("/briefs/note/")));
    assert_eq!(served.get("/briefs/note/").body, served.get("/briefs/note/index.html?x=1#y").body);
    assert_eq!(served.get("/%62riefs/note/").status, 200);
    let picture = served.get("/briefs/map.png");
    assert_eq!((picture.status, picture.header("content-type")), (200, Some("image/png")));
    assert!(picture.body.contains("the picture"));
    let feed = served.get("/atom.xml");
    assert!(feed.status == 200 && !feed.body.contains("reload.js"));
    let missing = served.get("/nowhere/at/all");
    assert_eq!(missing.status, 404);
    assert!(missing.body.contains("Page not found") && missing.body.contains("href=\"/briefs/index.html\""));
    let host = format!("Host: LOCALHOST:{}\r\n", served.port);
    let head = served.ask("HEAD", "/", &host);
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(head.header("content-length"), home.header("content-length"));
    assert!(served.get("/.demarche/reload.js").body.contains("EventSource"));

    assert!(!site.public().exists(), "nothing is written");
    site.build();
    let page = std::fs::read_to_string(site.public().join("index.html")).expect("a page");
    assert!(!page.contains("script") && !page.contains(".demarche"));
    assert_eq!(home.body.split("<script src=\"/.demarche").next(), Some(&*page));
}

#[test]
fn a_site_for_a_folder_of_its_host_stands_in_that_folder() {
    let site = small();
    site.write("site.toml", "title = \"A\"\nbase_url = \"https://example.org/on two/\"\n");
    let served = Served::start(&site);
    let home = served.get("/");
    assert_eq!((home.status, home.header("location")), (302, Some("/on%20two/")));
    assert_eq!(served.get("/on%20two").status, 302);
    assert_eq!(served.get("/on%20two/briefs/").status, 200);
    assert_eq!(served.get("/briefs/").status, 404);
}

#[test]
fn no_path_reads_what_is_not_of_the_site() {
    let site = small();
    let served = Served::start(&site);
    let absolute = site.desk().join("secret.md").display().to_string();
    let long = format!("/{}", "a/../".repeat(1500));
    let mut targets: Vec<String> = [
        "/../secret.md",
        "/../../../../../../etc/passwd",
        "/briefs/../../../secret.md",
        "/..%2fsecret.md",
        "/%2e%2e/secret.md",
        "/%2e%2e%2fsecret.md",
        "/%252e%252e%252fsecret.md",
        "/..%5csecret.md",
        "/..\\secret.md",
        "/briefs/..%5c..%5c..\\secret.md",
        "/..%c0%afsecret.md",
        "/%c0%ae%c0%ae/secret.md",
        "/..%00/secret.md",
        "/index.html%00.png",
        "/%00",
        "/./site.toml",
        "/site.toml",
        "/content/briefs/note.md",
        "/briefs/note.md",
        "/templates/base.html",
        "/.git/config",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/file:///etc/passwd",
        "/C:/Windows/win.ini",
        "/.demarche/../site.toml",
        "/.demarche",
        "/briefs/map.png/",
        "/briefs/map.png/../note.md",
    ]
    .map(str::to_owned)
    .into();
    targets.push(absolute.clone());
    targets.push(format!("//{absolute}"));
    targets.push(format!("/briefs/{absolute}"));
    targets.push(absolute.replace('/', "%2f"));
    targets.push(long);
    for target in &targets {
        let reply = served.get(target);
        assert!(matches!(reply.status, 400 | 404), "{target}: {}", reply.head);
        assert!(!reply.body.contains(SECRET) && !reply.body.contains("root:"), "{target}");
    }
    for target in ["/evil.example//", "//evil.example/..", "/\\evil.example"] {
        assert_eq!(served.get(target).header("location"), None, "{target}");
    }
    for huge in [format!("/{}", "a".repeat(100_000)), format!("/x\r\nX: {}", "a".repeat(100_000))] {
        let reply = served.get(&huge);
        assert!(matches!(reply.status, 0 | 400 | 414 | 431), "{}", reply.head);
    }
    for garbage in
        [&b"\0\0\0\0\r\n\r\n"[..], b"GET\r\n\r\n", b"GET /\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\r\n\r\n", b""]
    {
        let mut stream = served.connect();
        stream.write_all(garbage).expect("sends");
        stream.shutdown(std::net::Shutdown::Write).expect("closes");
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        assert!(!String::from_utf8_lossy(&bytes).contains("200 OK"));
    }
    assert_eq!(served.get("/").status, 200);
}

#[cfg(unix)]
#[test]
fn a_picture_that_becomes_a_link_or_a_pipe_is_not_followed() {
    use std::os::unix::fs::symlink;
    let site = small();
    let served = Served::start(&site);
    let mut events = served.events();
    let first = events.site_after(0);
    let place = site.root().join("content/briefs/map.png");
    site.remove("content/briefs/map.png");
    symlink(site.desk().join("secret.md"), &place).expect("a link");
    // Before and after the server knows of it.
    for _ in 0..2 {
        let reply = served.get("/briefs/map.png");
        assert!(reply.status == 404 && !reply.body.contains(SECRET), "{}", reply.head);
        if events.0.buffer().is_empty() {
            events.until("the link", |news| news["faults"].to_string().contains("link-outside"));
        }
    }
    assert_eq!(served.get("/briefs/note/").status, 200, "the last good site");
    site.remove("content/briefs/map.png");
    site.write("content/briefs/map.png", "again");
    events.site_after(first);
    assert_eq!(served.get("/briefs/map.png").body.lines().nth(1), Some("again"));
    site.remove("content/briefs/map.png");
    rustix::fs::mkfifoat(rustix::fs::CWD, &place, rustix::fs::Mode::RWXU).expect("a pipe");
    assert_eq!(served.get("/briefs/map.png").status, 404);
}

#[test]
fn the_server_answers_to_its_own_name_and_to_its_own_pages() {
    let served = Served::start(&small());
    let port = served.port;
    for host in ["localhost", "127.0.0.1", "[::1]"] {
        assert_eq!(served.ask("GET", "/", &format!("Host: {host}:{port}\r\n")).status, 200, "{host}");
    }
    for headers in [
        String::new(),
        format!("Host: example.org:{port}\r\n"),
        "Host: localhost\r\n".to_owned(),
        format!("Host: localhost:{}\r\n", port ^ 1),
        format!("Host: localhost.example.org:{port}\r\n"),
        format!("Host: x@localhost:{port}\r\n"),
        format!("Host: 0.0.0.0:{port}\r\n"),
        format!("Host: localhost:{port}\r\nHost: example.org\r\n"),
    ] {
        let reply = served.ask("GET", "/", &headers);
        assert!(matches!(reply.status, 400 | 421), "{headers}: {}", reply.status);
        assert!(!reply.body.contains("A briefing"));
        assert!(matches!(served.ask("GET", "/.demarche/events", &headers).status, 400 | 421), "{headers}");
    }
    let own = format!("Host: localhost:{port}\r\n");
    let absolute = format!("http://example.org:{port}/");
    assert_eq!(served.ask("GET", &absolute, &own).status, 421);
    for origin in ["http://example.org", "null", "http://localhost"] {
        let headers = format!("{own}Origin: {origin}\r\n");
        assert_eq!(served.ask("GET", "/.demarche/events", &headers).status, 403, "{origin}");
    }
    for from in ["cross-site", "same-site", "none"] {
        let headers = format!("{own}Sec-Fetch-Site: {from}\r\n");
        assert_eq!(served.ask("GET", "/.demarche/events", &headers).status, 403, "{from}");
        assert_eq!(served.ask("GET", "/", &headers).status, 200, "{from}");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"] {
        let reply = served.ask(method, "/", &own);
        assert_eq!((reply.status, reply.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
    assert_ne!(served.ask("CONNECT", "example.org:443", &own).status, 200);
}

#[test]
fn slow_clients_stop_nobody_and_are_let_go() {
    let site = small();
    site.write("content/briefs/map.png", vec![b'x'; 32 * 1024 * 1024]);
    let served = Served::start(&site);
    let mut silent = served.connect();
    silent.write_all(b"GET / HTTP/1.1\r\n").expect("sends");
    let begun = Instant::now();
    let mut slow: Vec<TcpStream> = (0..40).map(|_| served.connect()).collect();
    let deaf: Vec<TcpStream> = (0..40).map(|_| served.connect()).collect();
    for mut stream in &deaf {
        let request = format!("GET /briefs/map.png HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", served.port);
        stream.write_all(request.as_bytes()).expect("sends");
    }
    for letter in b"GET / HTT" {
        for stream in &mut slow {
            stream.write_all(&[*letter]).expect("sends");
        }
        let asked = Instant::now();
        assert_eq!(served.get("/briefs/note/").status, 200);
        assert!(asked.elapsed() < Duration::from_secs(10), "{:?}", asked.elapsed());
    }
    let mut rest = Vec::new();
    let _ = silent.read_to_end(&mut rest);
    assert!(begun.elapsed() < PATIENCE, "the connection was closed");
    assert!(!String::from_utf8_lossy(&rest).contains("200 OK"));
    drop(deaf);
}

#[test]
fn two_hundred_streams_hear_of_an_edit_while_pages_come() {
    let site = small();
    let served = Served::start(&site);
    let mut streams: Vec<Events> = (0..200).map(|_| served.events()).collect();
    for stream in &mut streams {
        assert_eq!(site_of(stream), 1);
    }
    let asked = Instant::now();
    assert_eq!(served.get("/briefs/note/").status, 200);
    assert!(asked.elapsed() < Duration::from_secs(10), "{:?}", asked.elapsed());
    site.write("content/briefs/note.md", note("For all two hundred."));
    for stream in &mut streams {
        stream.site_after(1);
    }
    assert!(served.get("/briefs/note/").body.contains("For all two hundred."));
}

fn site_of(stream: &mut Events) -> u64 {
    number(&stream.next())
}

#[test]
fn an_edit_with_faults_leaves_the_last_good_site_until_it_is_mended() {
    let site = small();
    let served = Served::with(&site, &["--editor", "vscode"]);
    let mut events = served.events();
    let first = events.site_after(0);
    site.write("content/briefs/note.md", note("A good edit."));
    let good = events.site_after(first);
    assert!(served.get("/briefs/note/").body.contains("A good edit."));

    site.write("content/briefs/note.md", note("A bad edit: [[nowhere]].").replace("topics", "topic"));
    let bad = events.until("two faults", |news| news["errors"] == 2);
    assert_eq!(bad["site"], good);
    let faults = bad["faults"].as_array().expect("a list");
    let told: Vec<_> = faults.iter().filter(|fault| fault["severity"] == "error").map(|fault| &fault["code"]).collect();
    assert_eq!(told, ["unknown-field", "unknown-link"]);
    assert_eq!(faults[0]["place"], "content/briefs/note.md:4:1");
    assert!(faults[0]["excerpt"].as_str().is_some_and(|lines| lines.contains("4 | topic: [row]")), "{}", faults[0]);
    assert!(faults[0]["message"].as_str().is_some_and(|words| !words.is_empty()));
    assert!(faults[1]["help"].as_str().is_some_and(|words| !words.is_empty()));
    let address = faults[1]["address"].as_str().expect("an address");
    assert!(address.starts_with("vscode://file/") && address.ends_with("/content/briefs/note.md:6:13"), "{address}");
    let page = served.get("/briefs/note/");
    assert!(page.status == 200 && page.body.contains("A good edit."));

    site.write("content/briefs/note.md", note("A mended edit."));
    let mended = events.site_after(good);
    assert!(mended > good && served.get("/briefs/note/").body.contains("A mended edit."));
}

#[test]
fn words_that_a_template_cannot_show_leave_the_last_good_site() {
    let site = small();
    let told = |words: &str| {
        let source = "sources: [{id: wire, title: A report, url: 'https://example.org/a'}]\ntopics";
        note(&format!("{words} [@wire]")).replacen("topics", source, 1)
    };
    site.write("content/briefs/note.md", told("Calm words."));
    site.write(
        "templates/brief.html",
        "{% if \"boom\" in page.html %}{{ nothing }}{% endif %}<p>{{ page.html | safe }}</p>",
    );
    let served = Served::start(&site);
    let mut events = served.events();
    let first = events.site_after(0);
    let shown = || served.get("/briefs/note/").body;
    assert!(shown().contains("Calm words."));
    site.write("content/briefs/note.md", told("Other words."));
    let second = events.site_after(first);
    assert!(shown().contains("Other words."));
    for _ in 0..2 {
        site.write("content/briefs/note.md", told("A boom."));
        let bad = events.until("the template", |news| news["errors"] == 1);
        assert_eq!((&bad["site"], &bad["faults"][0]["code"]), (&second.into(), &"bad-template".into()));
        assert!(shown().contains("Other words."));
        site.write("content/topics/row.md", "---\nname: Row\n---\nA word more.\n");
        site.write("content/briefs/note.md", told("A boom again."));
        events.until("the template", |news| news["errors"] == 1);
        assert!(shown().contains("Other words."));
    }
    site.write("content/briefs/note.md", told("Last words."));
    events.site_after(second);
    assert!(shown().contains("Last words."));
}

#[test]
fn a_page_tells_that_the_site_cannot_be_read() {
    let site = small();
    let served = Served::start(&site);
    let mut events = served.events();
    let first = events.site_after(0);
    let settings = site.read("site.toml");
    site.remove("site.toml");
    let news = events.until("why", |news| news["errors"] == 1);
    assert_eq!(news["site"], first);
    assert!(news["faults"][0]["message"].as_str().is_some_and(|why| why.contains("site.toml")), "{news}");
    assert_eq!(served.get("/briefs/note/").status, 200);
    site.write("site.toml", settings);
    events.until("the site again", |news| news["errors"] == 0);
}

#[test]
fn what_changed_while_the_site_could_not_be_read_is_seen_once_it_can() {
    let site = small();
    let settings = site.read("site.toml");
    let served = Served::start(&site);
    let mut events = served.events();
    let first = events.site_after(0);
    // In one breath: the two are heard of together.
    site.write("content/briefs/note.md", note("Meanwhile."));
    site.remove("site.toml");
    events.until("that it cannot be read", |news| news["errors"] == 1);
    site.write("site.toml", settings);
    events.site_after(first);
    assert!(served.get("/briefs/note/").body.contains("Meanwhile."));
}

#[test]
fn a_site_that_is_at_fault_from_the_first_is_shown_once_it_is_mended() {
    let site = small();
    site.write("content/briefs/note.md", "---\ntitle: No date\n---\n");
    let served = Served::start(&site);
    let page = served.get("/any/page/");
    assert_eq!(page.status, 503);
    assert!(page.body.contains("There is no site to show yet") && page.body.contains("data-site=\"0\""));
    let mut events = served.events();
    let news = events.until("the fault", |news| news["errors"] == 1);
    assert_eq!((news["site"].as_u64(), news["faults"][0]["code"].as_str()), (Some(0), Some("missing-field")));
    site.write("content/briefs/note.md", note("Now."));
    assert_eq!(events.site_after(0), 1);
    assert_eq!(served.get("/").status, 200);
}

#[test]
fn theme_templates_and_files_that_come_and_go_are_seen() {
    let site = small();
    let served = Served::start(&site);
    let mut events = served.events();
    let mut last = events.site_after(0);

    site.write("theme/style.css", "body { color: teal }");
    last = events.site_after(last);
    let sheet =
        |page: &str| page.split("theme/style.").nth(1).map(|rest| rest[..12].to_owned()).expect("a style sheet");
    let before = sheet(&served.get("/").body);
    assert!(served.get(&format!("/theme/style.{before}.css")).body.contains("teal"));
    site.write("theme/style.css", "body { color: navy }");
    let news = events.until("the style", |news| number(news) > last);
    assert!(news["content"].as_u64() < news["site"].as_u64(), "only the style: {news}");
    last = number(&news);
    assert_ne!(sheet(&served.get("/").body), before);

    site.write("templates/404.html", "<p>Lost at {{ root }}</p>");
    let news = events.until("the template", |news| number(news) > last);
    assert_eq!(news["content"], news["site"], "more than the style");
    last = number(&news);
    assert!(served.get("/nowhere").body.starts_with("<p>Lost at /</p>"));
    site.write("templates/404.html", "<p>{{ nothing }}</p>");
    events.until("a page that cannot be made", |news| news["faults"][0]["code"] == "bad-template");
    assert!(served.get("/nowhere").body.starts_with("<p>Lost at /</p>"), "the last good template");
    site.remove("templates/404.html");
    last = events.site_after(last);
    assert!(served.get("/nowhere").body.contains("Page not found"));

    site.write("content/briefs/later/second.md", note("A second brief.").replace("A note", "Second"));
    last = events.site_after(last);
    assert!(served.get("/briefs/second/").body.contains("A second brief."));
    site.write("content/briefs/later/second.md", note("Changed.").replace("A note", "Second"));
    last = events.site_after(last);
    assert!(served.get("/briefs/second/").body.contains("Changed."));
    std::fs::remove_dir_all(site.root().join("content/briefs/later")).expect("removes");
    last = events.site_after(last);
    assert_eq!(served.get("/briefs/second/").status, 404);

    // As editors save: the new text in a file beside it, which then takes the name.
    site.write("content/briefs/note.md~", "old");
    site.write("content/briefs/4913", "");
    site.remove("content/briefs/4913");
    site.write("content/briefs/.note.new", note("Saved by name."));
    std::fs::rename(site.root().join("content/briefs/.note.new"), site.root().join("content/briefs/note.md"))
        .expect("renames");
    events.until("the note", |news| number(news) > last && served.get("/briefs/note/").body.contains("Saved by name."));
}

#[test]
fn drafts_are_hidden_unless_they_are_asked_for() {
    let site = small();
    site.write(
        "content/briefs/draft.md",
        note("Not yet.").replace("topics", "status: draft\ntopics").replace("A note", "Draft"),
    );
    assert_eq!(Served::start(&site).get("/briefs/draft/").status, 404);
    assert_eq!(Served::with(&site, &["--drafts"]).get("/briefs/draft/").status, 200);
}

#[test]
fn a_port_that_is_taken_is_told() {
    let site = small();
    let served = Served::start(&site);
    let run = site.run(&["serve", "--port", &served.port.to_string()]);
    assert_eq!(run.code, 2);
    assert!(run.said.contains("is taken: leave --port away"), "{}", run.said);
    let run = site.run(&["serve", "--root", "nowhere"]);
    assert_eq!(run.code, 2);
}

#[test]
fn an_embargo_ends_while_the_site_is_served() {
    let site = Site::new();
    let end = chrono::Utc::now() + chrono::TimeDelta::seconds(4);
    site.write("content/topics/row.md", TOPIC);
    site.write("content/briefs/note.md", NOTE);
    let embargo = format!("---\nembargoed: {}\n", end.to_rfc3339());
    site.write("content/briefs/later.md", NOTE.replacen("---\n", &embargo, 1));
    let mut command = site.command(&["serve", "--port", "0"]);
    command.env_remove("SOURCE_DATE_EPOCH");
    let served = Served::of(command);
    let mut events = served.events();
    let status = || served.get("/briefs/later/").status;
    let (before, now) = (status(), chrono::Utc::now());
    assert!(before == 404 || now >= end, "{before} at {now}, until {end}");
    events.until("a new site", |news| news["site"].as_u64() > Some(1));
    assert_eq!(status(), 200);
}

#[cfg(unix)]
#[test]
fn what_could_not_be_read_is_read_again_by_itself() {
    let site = Site::new();
    site.write("content/topics/row.md", TOPIC);
    site.write("content/briefs/note.md", NOTE);
    // Nobody watches the folder beside the site's own.
    site.write("beside/site.toml", common::SITE_TOML);
    site.remove("site.toml");
    std::os::unix::fs::symlink("beside/site.toml", site.root().join("site.toml")).expect("a link");
    let served = Served::start(&site);
    let mut events = served.events();
    site.remove("beside/site.toml");
    site.write("content/briefs/note.md", format!("{NOTE}More.\n"));
    events.until("that it cannot be read", |news| news["errors"] == 1);
    site.write("beside/site.toml", common::SITE_TOML);
    events.until("that it can", |news| news["errors"] == 0);
    assert!(served.get("/briefs/note/").body.contains("More."));
}
