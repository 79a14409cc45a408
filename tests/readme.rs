//! The session of the README, replayed: what a new user types, and what is printed. Its `sed` is GNU's.

#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;

#[test]
fn the_first_hour_goes_as_the_readme_says() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("the README");
    let session = readme.split_once("## The first hour\n").expect("the session").1;
    let session = session.split_once("\n## ").expect("its end").0;
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
