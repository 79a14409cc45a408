//! Outside links: asked of a server of the test's own, which answers as servers do.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta};
use demarche::io::web::{LinkCheckOptions, LinkStatus, LinkStatuses, check_links};

/// Every request: its moment, method, path and lines.
type Log = Arc<Mutex<Vec<(Instant, String, String, Vec<String>)>>>;

/// A server on this computer. It answers by path until the test ends.
fn server() -> (String, Log) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let log = Log::default();
    let seen = log.clone();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let seen = seen.clone();
            thread::spawn(move || answer(stream, &seen));
        }
    });
    (address, log)
}

fn answer(stream: TcpStream, log: &Log) {
    let mut lines = BufReader::new(&stream).lines().map_while(Result::ok).take_while(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    let mut words = first.split(' ').map(str::to_owned);
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let headers: Vec<String> = lines.collect();
    let mut log = log.lock().expect("a log");
    let before = log.iter().filter(|(_, _, other, _)| *other == path).count();
    log.push((Instant::now(), method.clone(), path.clone(), headers));
    drop(log);
    let reply = match path.as_str() {
        "/fine" | "/new" => "200 OK",
        "/gone" => "410 Gone",
        "/missing" => "404 Not Found",
        "/moved" => "301 Moved Permanently\r\nLocation: /new",
        "/for-now" => "302 Found\r\nLocation: /fine",
        "/moved-for-now" => "301 Moved Permanently\r\nLocation: /for-now",
        "/round" => "302 Found\r\nLocation: /round",
        "/forbidden" => "403 Forbidden",
        "/challenge" => "503 Service Unavailable\r\ncf-mitigated: challenge",
        "/legal" => "451 Unavailable For Legal Reasons",
        "/often" => "429 Too Many Requests\r\nRetry-After: 3600",
        "/once" if before == 0 => "429 Too Many Requests\r\nRetry-After: 0",
        "/ill" => "500 Internal Server Error",
        "/ill-once" if before < 2 => "503 Service Unavailable",
        "/no-head" if method == "HEAD" => "405 Method Not Allowed",
        "/slow" => {
            thread::sleep(Duration::from_secs(3));
            "200 OK"
        }
        "/silent" => return,
        _ => "200 OK",
    };
    let mut stream = &stream;
    // The client may have gone.
    let _ = write!(stream, "HTTP/1.1 {reply}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}

fn options() -> LinkCheckOptions {
    LinkCheckOptions {
        cache: None,
        timeout: Duration::from_secs(1),
        pause: Duration::from_millis(1),
        backoff: Duration::from_millis(1),
        retries: 1,
        patience: Duration::from_secs(1),
        now: DateTime::UNIX_EPOCH,
    }
}

fn asked(addresses: &[String], options: &LinkCheckOptions) -> LinkStatuses {
    check_links(addresses.iter().cloned().collect::<BTreeSet<_>>(), options, &|_, _| {})
}

#[test]
fn dead_blocked_moved_and_unreachable_are_told_apart() {
    let (server, _) = server();
    let said = |text: &str| text.to_owned();
    let moved = |path: &str| LinkStatus::Moved(format!("{server}{path}"));
    let expected = [
        ("/fine", LinkStatus::Fine),
        ("/gone", LinkStatus::Dead(said("410 Gone"))),
        ("/missing", LinkStatus::Dead(said("404 Not Found"))),
        ("/moved", moved("/new")),
        ("/moved#part", moved("/new#part")),
        ("/for-now", LinkStatus::Fine),
        ("/moved-for-now", LinkStatus::Fine),
        ("/round", LinkStatus::Unreachable(said("it redirects without end"))),
        ("/forbidden", LinkStatus::Blocked(said("403 Forbidden"))),
        ("/challenge", LinkStatus::Blocked(said("it asks for proof that a person reads"))),
        ("/legal", LinkStatus::Blocked(said("451 Unavailable For Legal Reasons"))),
        ("/often", LinkStatus::Blocked(said("429 Too Many Requests"))),
        ("/once", LinkStatus::Fine),
        ("/ill", LinkStatus::Unreachable(said("500 Internal Server Error"))),
        ("/ill-once", LinkStatus::Fine),
        ("/no-head", LinkStatus::Fine),
        ("/slow", LinkStatus::Unreachable(said("it took too long"))),
    ];
    let expected: BTreeMap<String, LinkStatus> =
        expected.into_iter().map(|(path, answer)| (format!("{server}{path}"), answer)).collect();
    let found = asked(&expected.keys().cloned().collect::<Vec<_>>(), &options());
    assert!(found.online);
    assert_eq!(found.by_address, expected);
}

#[test]
fn a_server_is_asked_one_thing_at_a_time_with_a_pause_and_told_who_asks() {
    let (server, log) = server();
    let options = LinkCheckOptions { pause: Duration::from_millis(150), ..options() };
    asked(&[format!("{server}/a"), format!("{server}/b"), format!("{server}/c")], &options);
    let log = log.lock().expect("a log");
    assert_eq!(log.len(), 3, "{log:?}");
    for pair in log.windows(2) {
        assert!(pair[1].0 - pair[0].0 >= Duration::from_millis(140), "{log:?}");
    }
    let (_, method, _, headers) = &log[0];
    assert_eq!(method, "HEAD");
    assert!(headers.iter().any(|line| line.to_lowercase().starts_with("user-agent: demarche/")), "{headers:?}");
}

#[test]
fn what_is_certain_is_kept_for_a_week() {
    let (server, log) = server();
    let folder = tempfile::tempdir().expect("a folder");
    let mut options = LinkCheckOptions { cache: Some(folder.path().join(".demarche/links.json")), ..options() };
    let addresses = [format!("{server}/fine"), format!("{server}/gone"), format!("{server}/ill")];
    let requests = || log.lock().expect("a log").len();
    let first = asked(&addresses, &options);
    let before = requests();
    assert_eq!(
        asked(&addresses[..2], &options),
        LinkStatuses {
            by_address: first
                .by_address
                .clone()
                .into_iter()
                .filter(|(address, _)| !address.ends_with("/ill"))
                .collect(),
            online: true
        }
    );
    assert_eq!(requests(), before, "what is kept is not asked again");
    asked(&addresses[2..], &options);
    assert!(requests() > before, "what may pass is asked again");
    let before = requests();
    options.now += TimeDelta::days(8);
    asked(&addresses[..1], &options);
    assert_eq!(requests(), before + 1, "an old answer is asked for again");
    std::fs::write(folder.path().join(".demarche/links.json"), "{").expect("can write");
    assert_eq!(asked(&addresses[..1], &options).by_address.len(), 1, "a broken file is as good as none");
}

#[test]
fn where_no_server_answers_nothing_is_said_to_be_dead() {
    let refused = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
    let found = asked(&[format!("http://{refused}/a"), "http://nowhere.invalid/".to_owned()], &options());
    assert!(!found.online);
    assert!(found.by_address.values().all(|answer| !matches!(answer, LinkStatus::Dead(_))), "{found:?}");
}

#[test]
fn a_server_that_is_not_there_is_dead_where_others_answer() {
    let (server, _) = server();
    let found = asked(&[format!("{server}/fine"), "http://nowhere.invalid/".to_owned()], &options());
    assert!(found.online);
    assert_eq!(found.by_address["http://nowhere.invalid/"], LinkStatus::NoHost);
}

mod common;

#[test]
fn a_check_tells_what_became_of_each_link_and_mends_what_has_moved() {
    let (server, _) = server();
    let site = common::Site::new();
    let sources = format!(
        "- {{id: turan, title: A report, publisher: Turan, url: \"{server}/moved\", accessed: 2025-02-07}}\n- {{id: apa, title: \
         Another report, publisher: APA, url: \"{server}/gone\", accessed: 2025-02-07}}\n"
    );
    site.write("content/sources.yaml", &sources);
    site.write("content/topics/diplomacy.md", "---\nname: Diplomacy\n---\n");
    site.write(
        "content/briefs/note.md",
        format!("---\ntitle: A note\ndate: 2025-02-06\ntopics: diplomacy\nsources: [turan, apa]\n---\nSee [this]({server}/forbidden).\n"),
    );
    let (run, diff) = site.told(&["check", "--external", "--fix", "--yes"]);
    assert_eq!(run.code, 0, "{}", run.said);
    assert!(diff.contains("/new\""), "{diff}");
    assert_eq!(site.read("content/sources.yaml"), sources.replace("/moved", "/new"));
    assert!(run.said.contains("warning[dead-link]: there is no such page: 410 Gone"), "{}", run.said);
    assert!(
        run.said.contains("warning[blocked-link]: the server does not answer programs: 403 Forbidden"),
        "{}",
        run.said
    );
    assert!(!run.said.contains("moved-link"), "{}", run.said);
    assert_eq!(site.read(".demarche/.gitignore"), "*\n");
}

#[test]
fn a_check_without_a_network_says_so_once() {
    let site = common::Site::new();
    let refused = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
    site.write(
        "content/briefs/note.md",
        format!("---\ntitle: A note\ndate: 2025-02-06\n---\nSee [a](http://nowhere.invalid/a) and [b](http://{refused}/b).\n"),
    );
    let run = site.run(&["check", "--external"]);
    assert_eq!(
        run.said.matches("warning[no-network]: no server can be reached: nothing is known of 2 links").count(),
        1,
        "{}",
        run.said
    );
    assert!(!run.said.contains("dead-link") && !run.said.contains("unreachable-link"), "{}", run.said);
}
