//! The session of the README, replayed: what a new user types, and what is printed. Its `sed` is GNU's.

#![cfg(target_os = "linux")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

/// The section that is replayed.
fn session() -> String {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("the README");
    let session = readme.split_once("## The first hour\n").expect("the session").1;
    session.split_once("\n## ").expect("its end").0.to_owned()
}

#[test]
fn the_first_hour_goes_as_the_readme_says() {
    let session = session();
    assert!(session.matches("\n$ ").count() > 6, "{session}");
    let desk = tempfile::tempdir().expect("a temporary folder");
    fs::write(desk.path().join("session.md"), session).expect("writes");
    // These two ask for a folder of its own, in which the files of one command are there for the next.
    for folder in ["session.in", "session.out"] {
        fs::create_dir(desk.path().join(folder)).expect("makes a folder");
        fs::write(desk.path().join(folder).join(".keep"), "").expect("writes");
    }
    let sed = ["/usr/bin/sed", "/bin/sed"].map(Path::new).into_iter().find(|place| place.is_file());
    trycmd::TestCases::new()
        .register_bin("demarche", Path::new(env!("CARGO_BIN_EXE_demarche")))
        .register_bin("sed", sed.expect("sed"))
        .env("SOURCE_DATE_EPOCH", "1767225600")
        .case(desk.path().join("session.md"))
        .run();
}

/// The other window: `serve`, while the same edits are made.
#[test]
fn meanwhile_serve_says_what_the_readme_shows() {
    let session = session();
    let block = session.split_once("```text\n").expect("the other window").1.split_once("\n```").expect("its end").0;
    let mut wanted = block.lines();
    assert_eq!(wanted.next(), Some("$ demarche serve --root briefing"));
    let desk = tempfile::tempdir().expect("a temporary folder");
    // The commands of the session, up to the one that checks the mended brief.
    let commands: Vec<&str> = session.lines().filter_map(|line| line.strip_prefix("$ ")).collect();
    let (edits, before): (Vec<&str>, Vec<&str>) = commands
        .into_iter()
        .filter(|line| !line.contains(" check ") && !line.contains(" serve ") && !line.contains(" build "))
        .partition(|line| line.starts_with("sed "));
    assert_eq!((before.len(), edits.len()), (2, 3), "{before:?} {edits:?}");
    before.iter().for_each(|line| run(line, desk.path()));
    let mut serve = Serve::start(desk.path());
    let mut edits = edits.into_iter();
    for wanted in wanted.filter(|line| *line != "...") {
        // What was made before is told before the next edit is made.
        serve.until(wanted);
        if wanted.starts_with("The site is at") || wanted.contains(" changed: ") {
            edits.next().into_iter().for_each(|line| run(line, desk.path()));
        }
    }
    assert_eq!(edits.next(), None, "an edit of which nothing is shown");
}

/// Runs a line of the session as a shell would.
fn run(line: &str, folder: &Path) {
    let binary = Path::new(env!("CARGO_BIN_EXE_demarche")).parent().expect("a folder");
    let path = format!("{}:/usr/bin:/bin", binary.display());
    let mut shell = Command::new("sh");
    let done = shell.args(["-c", line]).current_dir(folder).env("PATH", path).env("SOURCE_DATE_EPOCH", "1767225600");
    let done = done.output().expect("a shell");
    assert!(done.status.success(), "{line}: {}", String::from_utf8_lossy(&done.stderr));
}

/// A server, and what it says, line by line.
struct Serve {
    process: Child,
    said: Receiver<String>,
}

impl Serve {
    fn start(folder: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
        command.args(["serve", "--root", "briefing", "--port", "0"]).current_dir(folder).env("NO_COLOR", "1");
        let mut process = command.stderr(Stdio::piped()).spawn().expect("the binary runs");
        let lines = BufReader::new(process.stderr.take().expect("a pipe")).lines();
        let (send, said) = channel();
        thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| send.send(line)));
        Self { process, said }
    }

    /// Passes over what is said until a line is as the README shows it.
    fn until(&mut self, wanted: &str) {
        let (start, end) = wanted.split_once("[..]").unwrap_or((wanted, ""));
        loop {
            let line =
                self.said.recv_timeout(Duration::from_secs(30)).unwrap_or_else(|_| panic!("never said: {wanted}"));
            if line.starts_with(start) && line.ends_with(end) {
                return;
            }
        }
    }
}

impl Drop for Serve {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
