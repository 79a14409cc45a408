//! What an author finds where folders have permissions, links and pipes.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

use super::*;

fn permit(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("can set");
}

#[test]
fn links_permissions_and_odd_names_are_kept() {
    let desk = Desk::new();
    desk.build(&[("index.html", "1"), ("a/index.html", "1")]).expect("built");
    let public = desk.public();
    desk.put("run.sh", "#!/bin/sh");
    permit(&public.join("run.sh"), 0o751);
    symlink("a", public.join("latest")).expect("a link");
    symlink("/nowhere/at/all", public.join("broken")).expect("a link");
    fs::write(public.join(OsStr::from_bytes(b"caf\xe9")), "latin").expect("can write");
    desk.put("closed/x", "x");
    permit(&public.join("closed/x"), 0o400);
    permit(&public.join("closed"), 0o550);
    permit(&public, 0o750);
    let before = tree(desk.0.path());
    let number = fs::metadata(public.join("run.sh")).expect("a file").ino();
    desk.build(&[("index.html", "1"), ("a/index.html", "1")]).expect("built");
    assert_eq!(tree(desk.0.path()), before);
    assert_eq!(fs::metadata(public.join("run.sh")).expect("a file").ino(), number);
    permit(&public.join("closed"), 0o750);
}

#[test]
fn a_file_of_equal_bytes_stays_the_very_file() {
    let desk = Desk::new();
    let photo = desk.0.path().join("photo.jpg");
    fs::write(&photo, "photo").expect("can write");
    let build = |files: &[(&str, &str)]| {
        let mut site = output(files);
        site.insert(UrlPath::new("photo.jpg").expect("a path"), Content::CopyOf(photo.clone())).expect("no clash");
        write_site(&site, &desk.public()).expect("built")
    };
    build(&[("a/index.html", "1"), ("b.html", "1"), ("index.html", "1")]);
    let look = |path: &str| {
        let meta = fs::metadata(desk.public().join(path)).expect("a file");
        (meta.ino(), meta.modified().expect("a time"))
    };
    let before = ["photo.jpg", "a/index.html", "b.html", "index.html"].map(look);
    assert_eq!(build(&[("a/index.html", "1"), ("b.html", "1"), ("index.html", "2")]).made, 1);
    let after = ["photo.jpg", "a/index.html", "b.html", "index.html"].map(look);
    assert_eq!(before[..3], after[..3]);
    assert_ne!(before[3], after[3]);
    // Of the same size, and the time set back: known by its bytes.
    let place = desk.public().join("b.html");
    fs::write(&place, "x").expect("can write");
    let file = File::options().write(true).open(&place).expect("a file");
    file.set_modified(before[2].1).expect("can set");
    assert_eq!(build(&[("a/index.html", "1"), ("b.html", "1"), ("index.html", "2")]).made, 1);
    assert_eq!(fs::read_to_string(place).expect("a page"), "1");
}

#[test]
fn a_page_that_was_made_a_link_is_made_anew() {
    let desk = Desk::new();
    desk.build(&[("index.html", "1"), ("a.html", "1")]).expect("built");
    let elsewhere = desk.0.path().join("elsewhere");
    fs::write(&elsewhere, "1").expect("can write");
    fs::remove_file(desk.public().join("a.html")).expect("can remove");
    symlink(&elsewhere, desk.public().join("a.html")).expect("a link");
    desk.build(&[("index.html", "1"), ("a.html", "1")]).expect("built");
    assert!(!desk.public().join("a.html").is_symlink() && elsewhere.is_file());
}

#[test]
fn whatever_a_killed_build_left_is_removed() {
    let desk = Desk::new();
    let left = desk.0.path().join(".public.demarche");
    fs::create_dir_all(left.join("new/closed/deep")).expect("can make a folder");
    fs::write(left.join("README.txt"), "").expect("can write");
    fs::write(left.join("new/closed/deep/x"), "").expect("can write");
    // A file where a folder is to be, and a link where a site may be moved aside.
    fs::write(left.join("new/a"), "").expect("can write");
    symlink(desk.0.path(), left.join("old")).expect("a link");
    let deep = format!("new/{}", "d/".repeat(1_200));
    for (end, _) in deep.match_indices('/') {
        let _ = fs::create_dir(left.join(&deep[..end]));
    }
    permit(&left.join("new/closed/deep"), 0o500);
    permit(&left.join("new/closed"), 0o000);
    desk.build(&[("a/index.html", "1")]).expect("built");
    assert_eq!(files(desk.0.path()), ["public/a/index.html"]);
    // A file where the folder of the new site was.
    fs::create_dir(&left).expect("can make a folder");
    for name in ["README.txt", "new"] {
        fs::write(left.join(name), "").expect("can write");
    }
    desk.build(&[("a/index.html", "2")]).expect("built");
    assert_eq!(files(desk.0.path()), ["public/a/index.html"]);
}

#[test]
fn nothing_is_written_through_a_link_in_the_staging_folder() {
    let desk = Desk::new();
    let (left, mine) = (desk.0.path().join(".public.demarche"), desk.0.path().join("mine"));
    fs::create_dir(&left).expect("can make a folder");
    fs::write(&mine, "mine").expect("can write");
    symlink(&mine, left.join("README.txt")).expect("a link");
    assert!(desk.refusal(&[("index.html", "1")]).contains("holds files it did not make"));
}

#[test]
fn an_output_folder_that_is_a_link_stays_one() {
    let desk = Desk::new();
    fs::create_dir(desk.0.path().join("www")).expect("can make a folder");
    symlink("www", desk.public()).expect("a link");
    desk.build(&[("index.html", "1")]).expect("built");
    desk.build(&[("index.html", "2")]).expect("built");
    assert!(desk.public().is_symlink());
    assert_eq!(files(&desk.0.path().join("www")), ["index.html"]);
    symlink("nowhere", desk.0.path().join("broken")).expect("a link");
    assert!(write_site(&output(&[]), &desk.0.path().join("broken")).is_err());
}

#[test]
fn a_closed_folder_is_refused_by_name() {
    let desk = Desk::new();
    desk.build(&[("index.html", "1")]).expect("built");
    permit(desk.0.path(), 0o555);
    let is_root = fs::write(desk.0.path().join("probe"), "").is_ok();
    if !is_root {
        let message = desk.refusal(&[("index.html", "2")]);
        assert!(message.contains(".public.demarche") && message.contains("denied"), "{message}");
    }
    permit(desk.0.path(), 0o755);
}
