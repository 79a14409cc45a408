//! Builds are killed at any moment, and the output folder is a whole site each time.
//!
//! The test runs its own binary as the build that is killed; [`build_to_be_killed`] is that build.

use std::collections::BTreeMap;
use std::env;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Instant;

use super::*;

const TARGET: &str = "DEMARCHE_TEST_TARGET";
const VERSION: &str = "DEMARCHE_TEST_VERSION";
const PAGES: usize = 500;

/// `DEMARCHE_TEST_KILLS` asks for more.
const KILLS: u32 = 50;

/// A site of some hundred pages, a third of them only in this version.
fn site(version: &str) -> Output {
    let mut output = Output::default();
    for page in 0..PAGES {
        let own = if page % 3 == 0 { version } else { "both" };
        let path = UrlPath::new(&format!("{own}/{}/{page}/index.html", page % 20)).expect("a path");
        let text = format!("<p>{version} {page}</p>\n").repeat(40 + page % 50);
        output.insert(path, Content::Bytes(text.into_bytes())).expect("no clash");
    }
    output
}

fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let (files, _) = survey(folder).expect("can read");
    files.into_iter().map(|file| (file.clone(), fs::read(folder.join(file)).expect("can read"))).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    entries.map(|entry| entry.file_name().display().to_string()).collect()
}

fn start(target: &Path, version: &str) -> Child {
    let (_, module) = module_path!().split_once("::").expect("a module of a crate");
    Command::new(env::current_exe().expect("a binary"))
        .args(["--exact", "--ignored", "--quiet", &format!("{module}::build_to_be_killed")])
        .env(TARGET, target)
        .env(VERSION, version)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("a process")
}

#[test]
#[ignore = "the build that the other test kills"]
fn build_to_be_killed() {
    let (Some(target), Ok(version)) = (env::var_os(TARGET), env::var(VERSION)) else { return };
    write_site(&site(&version), Path::new(&target), &[""; 0]).expect("built");
}

/// A moment that differs from kill to kill, spread evenly over a span.
fn moment(kill: u32, span: Duration) -> Duration {
    span.mul_f64((f64::from(kill) * 0.618_033_988_75).fract())
}

#[test]
fn a_killed_build_leaves_a_whole_site() {
    let desk = tempfile::tempdir().expect("a temporary folder");
    let target = desk.path().join("public");
    let mut whole = BTreeMap::new();
    let mut span = Duration::ZERO;
    for version in ["a", "b"] {
        let began = Instant::now();
        assert!(start(&target, version).wait().expect("a process").success());
        span = span.max(began.elapsed());
        if version == "a" {
            fs::write(target.join("CNAME"), "example.org").expect("can write");
        }
        let mut tree = tree(&target);
        tree.insert("CNAME".to_owned(), b"example.org".to_vec());
        whole.insert(version, tree);
    }
    let mut seen = BTreeMap::new();
    let kills = env::var("DEMARCHE_TEST_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(KILLS);
    let mut standing = "b";
    for kill in 0..kills {
        let next = if standing == "a" { "b" } else { "a" };
        let mut build = start(&target, next);
        // A build that first has to clear away leftovers takes about twice as long.
        thread::sleep(moment(kill, span * 2));
        build.kill().expect("a process");
        build.wait().expect("a process");
        let found = tree(&target);
        let version = whole.iter().find(|(_, tree)| **tree == found).map(|(version, _)| *version);
        let version = version.unwrap_or_else(|| panic!("kill {kill}: {} files are no whole site", found.len()));
        let left = if names(desk.path()).len() > 1 { "with leftovers" } else { "clean" };
        *seen.entry((version == next, left)).or_insert(0) += 1;
        standing = version;
        if kill % 10 == 9 {
            assert!(start(&target, standing).wait().expect("a process").success());
            assert_eq!(names(desk.path()), ["public"]);
        }
    }
    assert!(start(&target, standing).wait().expect("a process").success());
    assert_eq!(names(desk.path()), ["public"]);
    assert!(tree(&target) == whole[standing]);
    eprintln!("(new site stands, leftovers) after {kills} kills: {seen:?}");
}
