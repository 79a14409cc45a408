//! Sites that a disk can hold, good and bad.

use super::*;

fn site(files: &[&str]) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a temporary folder");
    for path in files {
        let place = root.path().join(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("can make a folder");
        fs::write(place, path).expect("can write");
    }
    root
}

/// The paths found, then the faults as `code path`.
fn listed(root: &Path) -> (Vec<String>, Vec<String>) {
    let (found, faults) = list(root).expect("a site");
    let faults = faults.iter().map(|fault| format!("{} {}", fault.code, fault.place.file)).collect();
    (found.iter().map(|file| file.path.to_string()).collect(), faults)
}

#[test]
fn a_site_is_its_file_and_three_folders() {
    let root =
        site(&["site.toml", "content/b/x.md", "content/a.md", "theme/a.css", "templates/x.html", "public/x", "x.md"]);
    let (found, faults) = listed(root.path());
    assert_eq!(found, ["content/a.md", "content/b/x.md", "site.toml", "templates/x.html", "theme/a.css"]);
    assert!(faults.is_empty());
}

#[test]
fn what_editors_leave_behind_is_passed_over() {
    let root = site(&[
        "site.toml",
        "content/.x.md.swp",
        "content/x.md~",
        "content/#x.md#",
        "content/.DS_Store",
        "content/Thumbs.db",
        "content/.git/config",
        "content/x.md",
    ]);
    assert_eq!(listed(root.path()), (vec!["content/x.md".to_owned(), "site.toml".to_owned()], vec![]));
}

#[test]
fn text_is_read_and_the_rest_only_placed() {
    let root = site(&["site.toml", "content/x.MD", "content/x.jpg", "content/LICENSE"]);
    fs::write(root.path().join("content/x.MD"), b"\xff\0").expect("can write");
    let (found, _) = list(root.path()).expect("a site");
    let content = |path: &str| {
        let file = found.iter().find(|file| &*file.path == path)?;
        Some(read(file).expect("can be read").content)
    };
    assert_eq!(content("content/x.MD"), Some(InputContent::Text(b"\xff\0".to_vec())));
    assert_eq!(content("content/x.jpg"), Some(InputContent::Asset(root.path().join("content/x.jpg"))));
    assert_eq!(content("content/LICENSE"), Some(InputContent::Asset(root.path().join("content/LICENSE"))));
}

#[test]
fn without_a_site_file_there_is_no_site() {
    let root = site(&["content/x.md"]);
    let error = list(root.path()).expect_err("no site").to_string();
    assert!(error.contains("there is no site.toml in") && error.contains("--root"), "{error}");
    let error = list(&root.path().join("nowhere")).expect_err("no folder").to_string();
    assert!(error.contains("there is no folder") && error.contains("nowhere"), "{error}");
}

#[test]
fn content_is_a_folder_and_the_site_file_a_file() {
    let root = site(&["site.toml/x", "content"]);
    assert_eq!(listed(root.path()).1, ["file-kind content", "file-kind site.toml"]);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_link_inside_the_site_is_followed() {
        let root = site(&["site.toml", "content/a/x.md", "beside/y.md"]);
        symlink("../beside", root.path().join("content/s")).expect("a link");
        symlink("a/x.md", root.path().join("content/z.md")).expect("a link");
        let (found, faults) = listed(root.path());
        assert_eq!(found, ["content/a/x.md", "content/s/y.md", "content/z.md", "site.toml"]);
        assert!(faults.is_empty());
    }

    #[test]
    fn every_bad_link_is_named_and_the_rest_is_read() {
        let root = site(&["site.toml", "content/x.md", ".git/config", ".memo/readings"]);
        let link = |aim: &str, path: &str| symlink(aim, root.path().join(path)).expect("a link");
        link("/etc", "content/etc");
        link("/etc/passwd", "content/passwd.md");
        link("gone.md", "content/broken.md");
        link(".", "content/here");
        link("..", "content/up");
        link("knot-b", "content/knot-a");
        link("knot-a", "content/knot-b");
        link("user@host.1:2", "content/.#x.md");
        link(".", "elsewhere");
        link("../.git/config", "content/config.txt");
        link("../.memo", "content/memo");
        let (found, faults) = listed(root.path());
        assert_eq!(found, ["content/x.md", "site.toml"]);
        assert_eq!(
            faults,
            [
                "link-broken content/broken.md",
                "link-hidden content/config.txt",
                "link-outside content/etc",
                "link-loop content/here",
                "link-broken content/knot-a",
                "link-broken content/knot-b",
                "link-hidden content/memo",
                "link-outside content/passwd.md",
                "link-loop content/up",
            ]
        );
    }

    #[test]
    fn what_theme_static_publishes_may_be_linked_to_though_it_is_hidden() {
        let root = site(&["site.toml", "theme/static/.well-known/a.txt"]);
        symlink(".well-known/a.txt", root.path().join("theme/static/a.txt")).expect("a link");
        assert_eq!(listed(root.path()).1, [""; 0]);
    }

    #[test]
    fn a_site_may_itself_be_reached_by_a_link() {
        let root = site(&["real/site.toml", "real/content/x.md"]);
        symlink("real", root.path().join("site")).expect("a link");
        assert_eq!(listed(&root.path().join("site")).0, ["content/x.md", "site.toml"]);
    }

    #[test]
    fn a_name_that_is_no_text_is_a_fault() {
        let root = site(&["site.toml", "content/a\nb.md", "content/a\\b.md"]);
        let folder = root.path().join("content").join(OsStr::from_bytes(b"caf\xe9"));
        fs::create_dir(&folder).expect("can make a folder");
        fs::write(folder.join("x.md"), "").expect("can write");
        fs::write(root.path().join("content").join(OsStr::from_bytes(b"\xff.md")), "").expect("can write");
        let (found, faults) = listed(root.path());
        assert_eq!(found, ["site.toml"]);
        let expected = [
            "file-name content/a\\b.md",
            "file-name content/a\u{fffd}b.md",
            "file-name content/caf\u{fffd}",
            "file-name content/\u{fffd}.md",
        ];
        assert_eq!(faults, expected);
    }

    #[test]
    fn a_socket_is_no_page() {
        let root = site(&["site.toml", "content/x.md"]);
        let _socket = std::os::unix::net::UnixListener::bind(root.path().join("content/y.md")).expect("a socket");
        assert_eq!(listed(root.path()).1, ["file-kind content/y.md"]);
    }
}
