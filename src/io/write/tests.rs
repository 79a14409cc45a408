//! What an author finds in the output folder.

use std::collections::BTreeMap;

use walkdir::WalkDir;

use super::*;
use crate::output::Output;

/// A folder with nothing but `public` in it, or not even that.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    fn public(&self) -> PathBuf {
        self.0.path().join("public")
    }

    fn build(&self, files: &[(&str, &str)]) -> Result<Written> {
        write_site(&output(files), &self.public())
    }

    /// Builds and fails; the whole folder, and what is beside it, is as it was.
    fn refusal(&self, files: &[(&str, &str)]) -> String {
        let before = tree(self.0.path());
        let message = format!("{:#}", self.build(files).expect_err("a refusal"));
        assert_eq!(tree(self.0.path()), before, "{message}");
        message
    }

    /// Puts a file into the output folder by hand.
    fn put(&self, path: &str, text: &str) {
        let place = self.public().join(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("can make a folder");
        fs::write(place, text).expect("can write");
    }
}

fn begin(target: &Path) -> Result<Staging> {
    Staging::begin(output_folder(target, &[""; 0])?)
}

/// Writes a site in a plain loop.
fn write_site(output: &Output, target: &Path) -> Result<Written> {
    let staging = begin(target)?;
    for (path, content) in output.iter() {
        staging.put(path, content.clone())?;
    }
    staging.commit()
}

fn output(files: &[(&str, &str)]) -> Output {
    let mut output = Output::default();
    for (path, text) in files {
        let path = UrlPath::new(path).expect("the test's own path");
        output.insert(path, Content::Bytes(text.as_bytes().to_vec())).expect("no clash");
    }
    output
}

/// Everything below a folder: its path, its permissions, what it holds.
fn tree(folder: &Path) -> BTreeMap<PathBuf, (String, Vec<u8>)> {
    let mut tree = BTreeMap::new();
    for entry in WalkDir::new(folder).min_depth(1) {
        let entry = entry.expect("can read");
        let meta = entry.metadata().expect("can read");
        let (kind, bytes) = match meta.file_type() {
            kind if kind.is_dir() => ("folder", Vec::new()),
            kind if kind.is_symlink() => {
                let aim = fs::read_link(entry.path()).expect("a link");
                ("link", aim.into_os_string().into_encoded_bytes())
            }
            _ => ("file", fs::read(entry.path()).expect("can read")),
        };
        let path = entry.path().strip_prefix(folder).expect("below the folder").to_owned();
        tree.insert(path, (format!("{kind} {:?}", meta.permissions()), bytes));
    }
    tree
}

/// The paths of all files, without the list.
fn files(folder: &Path) -> Vec<String> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    let files = entries.filter(|entry| !entry.file_type().is_dir() && entry.file_name() != MANIFEST);
    files.filter_map(|entry| crate::io::slashed(entry.path().strip_prefix(folder).ok()?)).collect()
}

#[test]
fn the_output_folder_is_exactly_the_site() {
    let desk = Desk::new();
    let first =
        desk.build(&[("index.html", "1"), ("briefs/a/index.html", "22"), ("old/index.html", "")]).expect("built");
    assert_eq!(first, Written { files: 3, made: 3, bytes: 3 });
    let second = desk.build(&[("index.html", "1"), ("briefs", "now a file")]).expect("built");
    assert_eq!(second, Written { files: 2, made: 1, bytes: 11 });
    assert_eq!(files(&desk.public()), ["briefs", "index.html"]);
    assert!(!desk.public().join("old").exists());
    assert_eq!(files(desk.0.path()), ["public/briefs", "public/index.html"]);
}

#[test]
fn an_empty_folder_and_a_missing_one_are_welcome() {
    let desk = Desk::new();
    fs::create_dir(desk.public()).expect("can make a folder");
    assert!(desk.build(&[("index.html", "")]).is_ok());
    let deep = desk.0.path().join("not/yet/there");
    write_site(&output(&[("index.html", "")]), &deep).expect("built");
    assert_eq!(files(&deep), ["index.html"]);
    assert!(desk.build(&[]).is_ok());
    assert!(files(&desk.public()).is_empty());
}

#[test]
fn a_folder_that_demarche_did_not_make_is_refused() {
    let desk = Desk::new();
    desk.put("thesis.txt", "years of work");
    let message = desk.refusal(&[("index.html", "")]);
    assert!(message.contains("public is not empty and was not made by Demarche: choose another folder with --output"));
    let desk = Desk::new();
    fs::write(desk.public(), "a file").expect("can write");
    assert!(desk.refusal(&[("index.html", "")]).contains("is not a folder"));
    let desk = Desk::new();
    desk.put(MANIFEST, "<<<<<<< HEAD\n");
    assert!(desk.refusal(&[("index.html", "")]).contains("no longer says which files are Demarche's"));
}

#[test]
fn the_sites_own_folders_are_never_written() {
    let root = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(root.path().join("content")).expect("can make a folder");
    let protect = crate::io::read::protected(root.path());
    for target in ["", "content", "content/out", "theme", "templates/x", ".git/out", "site.toml"] {
        assert!(output_folder(&root.path().join(target), &protect).is_err(), "{target}");
    }
    assert!(output_folder(&root.path().join("public"), &protect).is_ok());
    assert_eq!(tree(root.path()).len(), 1);
}

#[test]
fn files_that_demarche_did_not_make_are_kept() {
    let desk = Desk::new();
    desk.build(&[("index.html", "1"), ("a/index.html", "1"), ("b/index.html", "1")]).expect("built");
    desk.put("CNAME", "example.org");
    desk.put("a/notes/x.txt", "mine");
    desk.put("b/.htaccess", "mine");
    fs::create_dir_all(desk.public().join(".git/refs/tags")).expect("can make a folder");
    let written = desk.build(&[("index.html", "2"), ("a/index.html", "2")]).expect("built");
    assert_eq!(written, Written { files: 2, made: 2, bytes: 2 });
    assert_eq!(files(&desk.public()), ["CNAME", "a/index.html", "a/notes/x.txt", "b/.htaccess", "index.html"]);
    assert!(desk.public().join(".git/refs/tags").is_dir());
    let before = tree(&desk.public());
    desk.build(&[("index.html", "2"), ("a/index.html", "2")]).expect("built");
    assert_eq!(tree(&desk.public()), before);
}

#[test]
fn a_page_edited_by_hand_is_still_ours() {
    let desk = Desk::new();
    desk.build(&[("index.html", "1"), ("a.html", "1")]).expect("built");
    desk.put("index.html", "edited");
    desk.put("a.html", "edited");
    desk.build(&[("index.html", "2")]).expect("built");
    assert_eq!(files(&desk.public()), ["index.html"]);
    assert_eq!(fs::read_to_string(desk.public().join("index.html")).expect("a page"), "2");
}

#[test]
fn a_page_never_takes_the_place_of_a_kept_file() {
    for (mine, page) in
        [("CNAME", "CNAME"), ("a/x.txt", "a"), ("a", "a/index.html"), ("a/b", "a/b/c/index.html"), ("a/b/c/d", "a/b")]
    {
        let desk = Desk::new();
        desk.build(&[("index.html", "1")]).expect("built");
        desk.put(mine, "mine");
        let message = desk.refusal(&[("index.html", "2"), (page, "a page")]);
        assert!(message.contains("was not made by Demarche, but a page"), "{message}");
        assert!(message.contains(&format!("public/{}", &mine[..1])), "{message}");
    }
}

#[test]
fn two_builds_give_equal_folders() {
    let (one, two) = (Desk::new(), Desk::new());
    let source = one.0.path().join("photo.jpg");
    fs::write(&source, "photo").expect("can write");
    let mut site = output(&[("index.html", "1"), ("a/index.html", "1")]);
    let photo = UrlPath::new("a/photo.jpg").expect("a path");
    site.insert(photo, Content::CopyOf(source.clone())).expect("no clash");
    write_site(&site, &one.public()).expect("built");
    write_site(&output(&[("x", "1")]), &two.public()).expect("built");
    closed(&source);
    write_site(&site, &two.public()).expect("built");
    assert_eq!(tree(&one.public()), tree(&two.public()));
}

/// Gives a file other permissions than a page has.
fn closed(file: &Path) {
    let mut permissions = fs::metadata(file).expect("a file").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(file, permissions).expect("can set");
}

#[test]
fn a_file_that_cannot_be_copied_leaves_the_old_site() {
    let desk = Desk::new();
    desk.build(&[("index.html", "1")]).expect("built");
    let before = tree(desk.0.path());
    let mut site = output(&[("index.html", "2")]);
    let gone = desk.0.path().join("gone.jpg");
    site.insert(UrlPath::new("a/photo.jpg").expect("a path"), Content::CopyOf(gone)).expect("no clash");
    let message = format!("{:#}", write_site(&site, &desk.public()).expect_err("no file"));
    assert!(message.contains("gone.jpg to a/photo.jpg in ") && message.contains("public"), "{message}");
    assert_eq!(tree(desk.0.path()), before);
}

#[test]
fn a_build_that_is_given_up_leaves_no_trace() {
    let desk = Desk::new();
    desk.build(&[("index.html", "1")]).expect("built");
    let before = tree(desk.0.path());
    let staging = begin(&desk.public()).expect("begun");
    let path = UrlPath::new("index.html").expect("a path");
    staging.put(&path, Content::Bytes(b"2".to_vec())).expect("written");
    drop(staging);
    assert_eq!(tree(desk.0.path()), before);
}

#[test]
fn the_list_is_no_page() {
    let desk = Desk::new();
    assert!(desk.refusal(&[(MANIFEST, "")]).contains("where Demarche lists its files"));
    assert!(desk.refusal(&[(".Demarche-Manifest", "")]).contains("where Demarche lists its files"));
}

#[test]
fn many_threads_may_write() {
    let desk = Desk::new();
    let staging = begin(&desk.public()).expect("begun");
    let paths: Vec<Vec<UrlPath>> = (0..8)
        .map(|thread| {
            let path = |page| UrlPath::new(&format!("{}/{page}/deep/{thread}.html", page % 4)).expect("a path");
            (0..40).map(path).collect()
        })
        .collect();
    std::thread::scope(|scope| {
        for paths in &paths {
            let put = |path| staging.put(path, Content::Bytes(b"page".to_vec())).expect("written");
            scope.spawn(move || paths.iter().for_each(put));
        }
    });
    assert_eq!(staging.commit().expect("built").files, 320);
}

#[test]
fn a_name_may_change_between_file_and_folder_and_no_file_is_lost() {
    let desk = Desk::new();
    let sites: [&[(&str, &str)]; 5] = [
        &[("a", "1"), ("b/index.html", "1"), ("c/d/e", "1"), ("index.html", "1")],
        &[("a/index.html", "1"), ("b", "1"), ("c/d", "1"), ("index.html", "1")],
        &[("a/b", "1"), ("b/index.html/x", "1"), ("c", "1"), ("index.html", "2")],
        &[("a/b/c", "1"), ("b/index.html", "1"), ("c/d/e/f", "1"), ("index.html", "2")],
        &[("a", "1"), ("index.html", "1")],
    ];
    // Each after each.
    for (from, to) in (0..25).map(|at| (at / 5, at % 5)) {
        desk.build(sites[from]).expect("built");
        let written = desk.build(sites[to]).expect("built");
        assert_eq!(written.files, sites[to].len());
        let wanted: Vec<&str> = sites[to].iter().map(|(path, _)| *path).collect();
        assert_eq!(files(&desk.public()), wanted, "{from} → {to}");
        for (path, text) in sites[to] {
            assert_eq!(fs::read_to_string(desk.public().join(path)).expect("a file"), *text, "{path}");
        }
    }
}

#[test]
fn what_goes_from_the_staging_folder_meanwhile_stops_the_build() {
    let desk = Desk::new();
    desk.build(&[("index.html", "1"), ("a.html", "1")]).expect("built");
    let before = tree(desk.0.path());
    let path = |path| UrlPath::new(path).expect("a path");
    let staging = begin(&desk.public()).expect("begun");
    for (at, text) in [("index.html", "2"), ("a.html", "1")] {
        staging.put(&path(at), Content::Bytes(text.as_bytes().to_vec())).expect("written");
    }
    fs::remove_file(desk.0.path().join(".public.demarche/new/index.html")).expect("can remove");
    let message = format!("{:#}", staging.commit().expect_err("a file is gone"));
    assert!(message.contains("index.html was changed while"), "{message}");
    assert_eq!(tree(desk.0.path()), before);
    let staging = begin(&desk.public()).expect("begun");
    for (at, text) in [("index.html", "2"), ("a.html", "1")] {
        staging.put(&path(at), Content::Bytes(text.as_bytes().to_vec())).expect("written");
    }
    desk.put("a.html", "by hand");
    let message = format!("{:#}", staging.commit().expect_err("a file is another"));
    assert!(message.contains("a.html was changed while"), "{message}");
}

/// Begins to write a site of pages with the text "2".
fn staged(desk: &Desk, pages: &[&str]) -> Staging {
    let staging = begin(&desk.public()).expect("begun");
    for page in pages {
        staging.put(&UrlPath::new(page).expect("a path"), Content::Bytes(b"2".to_vec())).expect("written");
    }
    staging
}

#[test]
fn a_file_that_comes_late_and_has_no_place_is_never_removed() {
    let desk = Desk::new();
    desk.build(&[("index.html", "1")]).expect("built");
    let staging = staged(&desk, &["index.html", "CNAME"]);
    let preserved = staging.assemble(&mut staging.files.lock().expect("no panic")).expect("whole");
    desk.put("CNAME", "mine");
    desk.put("notes", "mine");
    let message = format!("{:#}", staging.put_in_place(&preserved).expect_err("no place"));
    drop(staging);
    let old = desk.0.path().join(".public.demarche/old");
    assert!(message.contains(&format!("the old site, which is in {}", old.display())), "{message}");
    assert!(message.contains("public/CNAME came while the site was being written"), "{message}");
    assert_eq!(fs::read(old.join("CNAME")).expect("still there"), b"mine");
    assert_eq!(files(&desk.public()), ["CNAME", "index.html", "notes"]);
    // No later build removes it either, until its owner has.
    assert!(desk.refusal(&[("index.html", "3")]).contains("old/CNAME was not made by Demarche and is not in "));
    fs::remove_dir_all(&old).expect("can remove");
    desk.build(&[("index.html", "3")]).expect("built");
    assert_eq!(files(desk.0.path()), ["public/index.html", "public/notes"]);
}

#[test]
fn a_copy_of_another_file_than_was_put_stops_the_build() {
    let desk = Desk::new();
    desk.build(&[("index.html", "1"), ("a.html", "2")]).expect("built");
    let staging = staged(&desk, &["index.html", "a.html"]);
    let mut files = staging.files.lock().expect("no panic");
    let file = files.iter_mut().find(|file| file.is_standing).expect("one that stands");
    // As where a disk has no hard links.
    let copy = |to: &str| match tree::copy(&desk.public().join("a.html"), &desk.0.path().join(to)).expect("a copy") {
        LinkKind::Copied(from) => (from, desk.0.path().join(to)),
        LinkKind::Linked => panic!("it is a copy"),
    };
    let (from, to) = copy("one");
    file.expect_copy(from, &to).expect("the file that was put");
    file.stamp = from;
    desk.put("a.html", "by hand");
    let (from, to) = copy("two");
    let message = file.expect_copy(from, &to).expect_err("a file is another").to_string();
    assert!(message.contains("a.html was changed while"), "{message}");
}

#[cfg(unix)]
mod unix;
