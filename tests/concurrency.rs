//! A build and what happens beside it: it is killed, it meets another build, or an author is at work. What stands is one
//! whole site at every moment, and the next build puts all right.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use common::{Site, difference, tree};
use demarche::io::write::MANIFEST;

/// A site of so many briefs in one version; a third of them have other addresses in the other.
fn version(version: &str, briefs: usize) -> Site {
    let site = Site::new();
    for number in 0..briefs {
        let own = if number % 3 == 0 { version } else { "both" };
        let (year, month, day) = (number % 4 + 2020, number % 9 + 1, number % 2 + 10);
        let head = format!("title: Brief {number} of {version}\ndate: {year}-0{month}-{day}\nstatus: usable");
        let text = format!("---\n{head}\n---\nVersion {version}, after [[{own}-{number}]].\n");
        site.write(&format!("content/briefs/{own}-{number}.md"), text);
    }
    site
}

/// Waits until a folder is there.
fn until(folder: &Path) {
    let patience = Instant::now() + Duration::from_secs(60);
    while !folder.exists() {
        assert!(Instant::now() < patience, "{} never came", folder.display());
        thread::sleep(Duration::from_micros(200));
    }
}

/// The names in a folder, in order.
fn beside(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().display().to_string()).collect();
    names.sort();
    names
}

/// The exit code of a build, and what it said.
fn end(build: Child) -> (i32, String) {
    let output = build.wait_with_output().expect("a process");
    (output.status.code().unwrap_or(-1), String::from_utf8(output.stderr).expect("UTF-8"))
}

#[test]
fn a_build_killed_at_any_moment_leaves_one_whole_site() {
    let desk = tempfile::tempdir().expect("a temporary folder");
    let (public, room) = (desk.path().join("public"), desk.path().join(".public.demarche"));
    let output = public.to_str().expect("UTF-8");
    let sites = ["a", "b"].map(|name| version(name, 150));
    let start = |site: &Site| {
        site.command(&["build", "--output", output]).stderr(Stdio::null()).spawn().expect("the binary runs")
    };
    let wait = |mut build: std::process::Child| assert!(build.wait().expect("a process").success());
    // How long a build takes until it begins to write, and then until it ends.
    let (mut before, mut writing) = (Duration::ZERO, Duration::ZERO);
    let whole = [0, 1].map(|at| {
        let began = Instant::now();
        let build = start(&sites[at]);
        until(&room);
        before = before.max(began.elapsed());
        wait(build);
        writing = writing.max(began.elapsed().saturating_sub(before));
        tree(&public)
    });
    assert!(difference(&whole[0], &whole[1]).len() > 150, "two versions that differ");
    let mut standing = 1;
    // Kills that left the old site, or the new, and of those the ones that also left a staging folder.
    let (mut old, mut new, mut staging, mut removal) = (0, 0, 0, 0);
    for kill in 0..50 {
        let next = 1 - standing;
        let mut build = start(&sites[next]);
        // Moments that differ from kill to kill, spread evenly: a fifth anywhere, a fifth when the sites were swapped and
        // the old one is being removed, the others while the new one is written.
        let part = (f64::from(kill) * 0.618_033_988_75).fract();
        match kill % 5 {
            0 => thread::sleep(before.mul_f64(part)),
            1 => until(&public.join(["briefs/a-0", "briefs/b-0"][next])),
            _ => {
                if room.exists() {
                    thread::sleep(before);
                } else {
                    until(&room);
                }
                thread::sleep(writing.mul_f64(part * 1.2));
            }
        }
        build.kill().expect("a process");
        build.wait().expect("a process");
        let found = tree(&public);
        let Some(version) = (0..2).find(|version| whole[*version] == found) else {
            let difference = difference(&whole[standing], &found);
            panic!("kill {kill}: no whole site, but {:?}", difference.iter().take(9).collect::<Vec<_>>());
        };
        let is_left = usize::from(room.exists());
        if version == next {
            new += 1;
            removal += is_left;
        } else {
            old += 1;
            staging += is_left;
        }
        standing = version;
    }
    wait(start(&sites[0]));
    assert_eq!(difference(&whole[0], &tree(&public)), [""; 0]);
    assert_eq!(beside(desk.path()), ["public"], "litter");
    assert!(
        staging > 0 && staging < old && removal > 0 && removal < new,
        "old {old}, of them {staging} while it was written; new {new}, of them {removal} while the old was removed"
    );
}

#[test]
fn two_builds_at_once_take_turns() {
    let desk = tempfile::tempdir().expect("a temporary folder");
    let sites = ["a", "b"].map(|name| version(name, 20));
    let start = |site: &Site, folder: &str| {
        let output = desk.path().join(folder);
        let mut build = site.command(&["build", "--quiet", "--output"]);
        build.arg(output).stderr(Stdio::piped()).spawn().expect("the binary runs")
    };
    let whole = [0, 1].map(|at| {
        assert_eq!(end(start(&sites[at], "clean")), (0, String::new()));
        tree(&desk.path().join("clean"))
    });
    assert!(difference(&whole[0], &whole[1]).len() > 20, "two versions that differ");
    let mut ends = BTreeSet::new();
    for round in 0..20 {
        // Of one site, and of two that go to one folder.
        let (one, other) = [(0, 0), (0, 1), (1, 1), (1, 0)][round % 4];
        let builds = [start(&sites[one], "public"), start(&sites[other], "public")];
        for (code, said) in builds.map(end) {
            let is_refused = code == 2 && said.contains("another Demarche has been writing");
            assert!(code == 0 && said.is_empty() || is_refused, "round {round}: {code}, {said}");
        }
        let found = tree(&desk.path().join("public"));
        let stands = [one, other].into_iter().find(|at| whole[*at] == found);
        assert!(stands.is_some(), "round {round}: {:?}", difference(&whole[one], &found));
        assert_eq!(beside(desk.path()), ["clean", "public"], "round {round}: litter");
        ends.insert((one, other, stands));
    }
    assert!(ends.len() >= 4, "{ends:?}");
}

/// Does something to the files of a site, one thing for each number, and leaves it a site without a fault.
fn edit(root: &Path, number: usize) {
    let brief = root.join(format!("content/briefs/both-{}.md", [1, 2, 4, 5, 7, 8][number / 7 % 6]));
    let moved = brief.with_extension("txt");
    let statics = root.join("theme/static");
    let text = format!("---\ntitle: A brief\ndate: 2025-02-06\n---\n{}\n", "Told anew. ".repeat(number % 90 + 1));
    // What another edit took away meanwhile, this one cannot change.
    let _ = match number % 7 {
        // Not in one step, as many editors do: a build may find the file empty.
        0 => fs::write(&brief, text),
        1 => fs::write(&moved, text).and_then(|()| fs::rename(&moved, &brief)),
        2 => fs::remove_file(&brief),
        3 => fs::rename(&brief, brief.with_file_name(format!("moved-{}.md", number % 5))),
        4 => fs::write(root.join("content/images/plane.png"), text.repeat(9)),
        5 => fs::create_dir_all(statics.join("a/b")).and_then(|()| fs::write(statics.join("a/b/c.txt"), text)),
        _ => fs::remove_dir_all(&statics).and_then(|()| {
            fs::create_dir(&statics)?;
            fs::write(statics.join("a"), text)
        }),
    };
}

/// Whether the standing site is whole: exactly the files of its manifest, and each page to its end.
fn assert_whole(public: &Path, after: &str) {
    let found = tree(public);
    let manifest = String::from_utf8(found[MANIFEST].clone()).expect("UTF-8");
    let listed: BTreeSet<&str> = manifest.lines().skip(1).filter(|line| !line.starts_with('#')).collect();
    let files = found.keys().map(String::as_str).filter(|path| !path.ends_with('/') && *path != MANIFEST);
    assert_eq!(files.collect::<BTreeSet<_>>(), listed, "{after}");
    for (path, page) in found.iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(page.trim_ascii_end().ends_with(b"</html>"), "{after}: {path} is cut off");
    }
}

#[test]
fn a_build_while_files_change_leaves_a_whole_site() {
    let site = version("a", 9);
    site.write(
        "content/briefs/image.md",
        "---\ntitle: B\ndate: 2025-02-06\nimage: {src: /images/plane.png, alt: A plane}\n---\n",
    );
    site.write("content/images/plane.png", "a picture");
    site.build();
    let build = |round| {
        let run = site.run(&["build"]);
        // A fault in a file that was half written, or a file that was listed and is gone: then the last site stands.
        assert!((0..=2).contains(&run.code) && !run.said.contains("panicked"), "{round}: {}", run.said);
        assert_whole(&site.public(), &format!("build {round}, {}", run.said));
        run.code
    };
    let codes: Vec<i32> = thread::scope(|scope| {
        let builds = scope.spawn(|| (0..25).map(build).collect());
        for number in 0.. {
            edit(&site.root(), number);
            thread::sleep(Duration::from_micros(700));
            if builds.is_finished() {
                break;
            }
        }
        builds.join().expect("no panic")
    });
    assert!(codes.iter().filter(|code| **code == 0).count() > 5, "{codes:?}");
    let run = site.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.said);
    site.run(&["build", "--output", "../clean"]);
    assert_eq!(difference(&tree(&site.desk().join("clean")), &tree(&site.public())), [""; 0]);
    assert_eq!(beside(site.desk()), ["clean", "site"], "litter");
    assert!(beside(&site.root()).iter().all(|name| !name.starts_with('.')), "litter");
}
